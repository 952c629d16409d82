// The heads of the grid: a room with colour, symbol and seats, a slot with its times. Pressing one opens its set-up.

import { boardTime } from "../../clock.js"
import { t, tn } from "../../lib/i18n.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { board } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { HEAD, rovingProps } from "./roving.js"
import { openSheet } from "./sheets.js"
import { slotTitle } from "./words.js"

/** @typedef {import("./roving.js").GridPlace} GridPlace */

/** @param {{room: import("../../wire.js").Room, entrance: GridPlace}} props */
export function RoomHead({ room, entrance }) {
  return html`
    <th class="grid__room" scope="col" data-room-colour=${room.colour} data-closed=${!room.is_open}>
      <button class="grid__head" type="button" title=${t("Change the room")} ...${rovingProps(HEAD, room.id, entrance)}
        onClick=${() => openSheet({ kind: "room", id: room.id })}>
        <span class="room-name"><${RoomSymbol} symbol=${room.symbol} /><bdi>${room.name}</bdi></span>
        <span class="grid__seats">${room.is_open ? seatsInWords(room) : t("closed")}</span>
      </button>
    </th>`
}

/** @param {import("../../wire.js").Room} room */
function seatsInWords({ seats }) {
  return seats === null ? t("seats not counted") : tn("{n} seat", "{n} seats", seats)
}

/** @param {{slot: import("../../wire.js").Slot, entrance: GridPlace, isCurrent: boolean}} props */
export function SlotHead({ slot, entrance, isCurrent }) {
  return html`
    <th class="grid__time" scope="row" aria-current=${isCurrent ? "time" : null}>
      <button class="grid__head" type="button" title=${t("Change the time")} ...${rovingProps(slot.id, HEAD, entrance)}
        onClick=${() => openSheet({ kind: "slot", id: slot.id })}>
        <time class="grid__starts figures">${boardTime(slot.starts)}</time>
        <time class="grid__ends">${boardTime(slot.ends)}</time>
        ${slot.kind === "sessions" && slot.label && html`<span class="grid__label" dir="auto">${slot.label}</span>`}
        ${isCurrent && html`<span class="grid__now">${t("now")}</span>`}
        <span class="visually-hidden">${slotTitle(board.value, slot)}</span>
      </button>
    </th>`
}

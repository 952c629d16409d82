// The time, in the corner of a wall: what is left of the slot that is on, or what comes next and when.

import { boardTime, now, zoneDay } from "../../clock.js"
import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { board, frame } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { momentOf, slotName, startLabel, timeLeft, timeUntil } from "./day.js"

/** @typedef {import("../../wire.js").Slot} Slot */

export function Moment() {
  const { current, next } = momentOf(board.value, now.value)
  if (current) return html`<${Left} slot=${current} />`
  if (next) return html`<${Coming} slot=${next} />`
  return html`<p class="moment"><strong class="moment__main">${t("The day is over")}</strong></p>`
}

/** @param {{slot: Slot}} props */
function Left({ slot }) {
  const until = t("until {time}", { time: isolateLeftToRight(boardTime(slot.ends)) })
  return html`
    <p class="moment">
      ${slot.kind !== "sessions" && html`<bdi class="moment__soft">${slotName(slot)}</bdi>`}
      <strong class="moment__main">${timeLeft(slot, now.value)}</strong>
      <span class="moment__soft"><span class="moment__dot">· </span>${until}</span>
    </p>`
}

/** @param {{slot: Slot}} props */
function Coming({ slot }) {
  const time = isolateLeftToRight(startLabel(slot, zoneDay(now.value, frame.value.timezone)))
  return html`
    <p class="moment">
      <span class="moment__soft"><bdi>${slotName(slot)}</bdi> ${time}</span>
      <strong class="moment__main">${timeUntil(slot, now.value)}</strong>
    </p>`
}

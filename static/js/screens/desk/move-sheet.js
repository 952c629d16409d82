// "Move to …": everything that can be done with one card, without picking it up.

import { hasEnded, sessionAt, sessionsIn, sortedRooms, sortedSlots, waitingTopics } from "../../lib/agenda.js"
import { now } from "../../clock.js"
import { t, tn } from "../../lib/i18n.js"
import { notesAddress } from "../../lib/notes-address.js"
import { Icon } from "../../parts/icons.js"
import { Sheet } from "../../parts/sheet.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { TextField } from "../../parts/text-field.js"
import { board, presence } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { convenerOf, placeCard, swapCards, titleOf, unplaceCard } from "./hand.js"
import { closeSheet, openSheet } from "./sheets.js"
import { TakeDown } from "./take-down.js"
import { slotTitle, spotTitle, startTitle } from "./words.js"

/** @typedef {import("../../wire.js").Session} Session */
/** @typedef {import("../../wire.js").Slot} Slot */
/** @typedef {import("../../wire.js").Spot} Spot */

const REASON_MAX_CHARS = 200

/** @param {{topic: string, session: string|null}} props `session`: null while the topic waits for a place */
export function MoveSheet({ topic, session }) {
  const [why, setWhy] = useState("")
  const [isRepeat, setRepeat] = useState(false)
  const found = board.value.topics[topic]
  if (!found) return null
  const at = session ? board.value.sessions[session] : null
  const hand = { topic, session: at ? session : null, isRepeat }
  const convener = board.value.people[found.convener]
  return html`
    <${Sheet} title=${found.title} isWide=${true} onClose=${closeSheet}>
      <p class="soft">${whoAndWhere(topic, at)}</p>
      ${found.about && html`<p dir="auto">${found.about}</p>`}
      ${at && html`
        <label class="check">
          <input class="check__input" type="checkbox" checked=${isRepeat} onChange=${() => setRepeat(!isRepeat)} />
          <span>${t("Also at another time: keep this place and add one")}</span>
        </label>`}
      ${!isRepeat && html`
        <${TextField} id="move-why" label=${t("Why (optional)")} value=${why} maxChars=${REASON_MAX_CHARS} onValue=${setWhy}
          hint=${t("{name} is told where it went, and why.", { name: convenerOf(topic) || t("The convener") })} />`}
      <div class="move-sheet__slots">
        ${sessionSlots().map((slot) => html`<${FreeRooms} key=${slot.id} slot=${slot} hand=${hand} why=${why} />`)}
      </div>
      ${at && !isRepeat && html`<${Swaps} at=${at} why=${why} />`}
      <div class="row">
        <a class="button" href=${notesAddress(topic)}><${Icon} name="pencil" />${t("Notes")}</a>
        ${at && session && html`
          <button class="button" type="button" onClick=${() => thenClose(() => unplaceCard(topic, session, why.trim()))}>
            ${t("Back to waiting")}
          </button>`}
        ${convener && !convener.has_phone && html`
          <button class="button" type="button" onClick=${() => openSheet({ kind: "words", topic })}>
            ${t("Edit for {name}", { name: convener.name })}
          </button>`}
      </div>
      <${TakeDown} topic=${found} />
    <//>`
}

/** @param {() => void} act */
function thenClose(act) {
  closeSheet()
  act()
}

function sessionSlots() {
  const slots = sortedSlots(board.value).filter((slot) => slot.kind === "sessions")
  // What is over comes last: paper is typed in afterwards.
  return [...slots.filter((slot) => !hasEnded(slot, now.value)), ...slots.filter((slot) => hasEnded(slot, now.value))]
}

/**
 * @param {string} topic
 * @param {Session|null|undefined} at
 */
function whoAndWhere(topic, at) {
  const name = convenerOf(topic)
  const place = at ? spotTitle(at) : t("waits for a place")
  return name ? `${name} · ${place}` : place
}

/** @param {{slot: Slot, hand: import("./hand.js").Held, why: string}} props */
function FreeRooms({ slot, hand, why }) {
  const rooms = sortedRooms(board.value).filter((room) => room.is_open && !sessionAt(board.value, room.id, slot.id))
  return html`
    <section class="move-sheet__slot">
      <h3><span class="figures">${startTitle(slot)}</span> <span class="soft">${slotTitle(board.value, slot)}</span></h3>
      <div class="row">
        ${rooms.length === 0 && html`<span class="soft">${t("No room is free.")}</span>`}
        ${rooms.map((room) => html`
          <button key=${room.id} class="free-place free-place--small" type="button" data-room-colour=${room.colour}
            onClick=${() => thenClose(() => placeCard(hand, { room: room.id, slot: slot.id }, why.trim()))}>
            <${RoomSymbol} symbol=${room.symbol} /><bdi>${room.name}</bdi>
            ${room.seats !== null && html`<span class="text-fine">${tn("{n} seat", "{n} seats", room.seats)}</span>`}
          </button>`)}
      </div>
    </section>`
}

/** @param {{at: Session, why: string}} props */
function Swaps({ at, why }) {
  const others = sessionSlots().flatMap((slot) => sessionsIn(board.value, slot.id)).filter((session) => session.id !== at.id)
  if (others.length === 0) return null
  return html`
    <details class="take-down">
      <summary>${t("Swap with another session …")}</summary>
      <ul class="stack stack--tight take-down__body" role="list">
        ${others.map((other) => html`
          <li key=${other.id}>
            <button class="button button--small button--wide move-sheet__swap" type="button"
              data-room-colour=${board.value.rooms[other.room].colour}
              onClick=${() => thenClose(() => swapCards(at.id, other.id, why.trim()))}>
              <${RoomSymbol} symbol=${board.value.rooms[other.room].symbol} />
              <span class="no-wrap">${spotTitle(other)}</span>
              <bdi class="soft">${titleOf(other.topic)}</bdi>
            </button>
          </li>`)}
      </ul>
    </details>`
}

/**
 * Which of the waiting topics shall meet in a free place.
 * @param {{spot: Spot}} props
 */
export function FillSheet({ spot }) {
  const waiting = waitingTopics(board.value)
  return html`
    <${Sheet} title=${t("Who meets here? {place}", { place: spotTitle(spot) })} onClose=${closeSheet}>
      ${waiting.length === 0 && html`<p>${t("No topic waits for a place. Pick up a card to move it here.")}</p>`}
      <ul class="stack stack--tight" role="list">
        ${waiting.map((topic) => html`
          <li key=${topic.id}>
            <button class="button button--wide fill-sheet__topic" type="button"
              onClick=${() => thenClose(() => placeCard({ topic: topic.id, session: null, isRepeat: false }, spot))}>
              <bdi>${topic.title}</bdi>
              <span class="soft text-small">
                <bdi>${convenerOf(topic.id)}</bdi>
                <${Icon} name="star" />${presence.value.interest[topic.id] ?? 0}
              </span>
            </button>
          </li>`)}
      </ul>
    <//>`
}

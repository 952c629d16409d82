// One room during one slot: a card to pick up, or a place that invites one. The button stays the same element whatever
// the cell holds, so that the focus survives when somebody else is quicker.

import { headsIn } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { Icon } from "../../parts/icons.js"
import { board, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { dropTarget, startDrag } from "./dragging.js"
import { convenerOf, inHand, isHeld, pickUp, placeHeld, putDown, swapHeld, titleOf } from "./hand.js"
import { HangingTitle } from "./hanging-title.js"
import { RefusalHere } from "./refusal-here.js"
import { rovingProps } from "./roving.js"
import { openSheet } from "./sheets.js"
import { spotTitle } from "./words.js"

/** @typedef {import("../../wire.js").Session} Session */

/**
 * @param {{
 *   room: import("../../wire.js").Room,
 *   slot: import("../../wire.js").Slot,
 *   session: Session|null,
 *   coming: string,
 *   refused: import("../../store.js").Pending|null,
 *   isCurrent: boolean,
 *   entrance: import("./roving.js").GridPlace,
 * }} props `coming`: id of the topic on its way here, empty: none
 */
export function GridCell({ room, slot, session, coming, refused, isCurrent, entrance }) {
  const spot = { room: room.id, slot: slot.id }
  const state = stateOf(room, session, coming)
  const roving = rovingProps(slot.id, room.id, entrance)
  const isTarget = dropTarget.value === `${slot.id} ${room.id}`
  return html`
    <td class="grid__cell" data-room-colour=${room.colour}>
      <div class="cell" data-state=${state} data-target=${isTarget} data-drop=${`${slot.id} ${room.id}`} aria-busy=${coming !== ""}>
        <button class="cell__face" type="button" ...${roving} aria-pressed=${session ? state === "picked" : null}
          aria-disabled=${state === "closed"} aria-keyshortcuts=${session ? "M" : null}
          onClick=${() => press(state, session, spot)}
          onKeyDown=${(/** @type {KeyboardEvent} */ event) => session && openByKey(event, session)}
          onPointerDown=${(/** @type {PointerEvent} */ event) => session && startDrag(event, session.topic, session.id)}>
          ${session || coming ? cardFace(session, coming, isCurrent) : html`<span class="cell__word">${emptyWord(state)}</span>`}
          <span class="visually-hidden">${`, ${spotTitle(spot)}`}</span>
        </button>
        ${session && cellTool(session, roving.tabindex)}
        ${refused && html`<${RefusalHere} key=${refused.command.command_id} entry=${refused} />`}
      </div>
    </td>`
}

/**
 * @param {import("../../wire.js").Room} room
 * @param {Session|null} session
 * @param {string} coming
 * @returns {"picked"|"taken"|"coming"|"target"|"free"|"closed"}
 */
function stateOf(room, session, coming) {
  if (session) return isHeld(session.topic, session.id) ? "picked" : "taken"
  if (coming) return "coming"
  if (!room.is_open) return "closed"
  return inHand.value ? "target" : "free"
}

/**
 * @param {string} state
 * @param {Session|null} session
 * @param {import("../../wire.js").Spot} spot
 */
function press(state, session, spot) {
  if (state === "picked") putDown()
  else if (session) pickUp(session.topic, session.id)
  else if (inHand.value) placeHeld(spot)
  else if (state === "free") openSheet({ kind: "fill", spot })
}

/**
 * @param {KeyboardEvent} event
 * @param {Session} session
 */
function openByKey(event, session) {
  if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  openSheet({ kind: "move", topic: session.topic, session: session.id })
}

/** @param {string} state */
function emptyWord(state) {
  if (state === "closed") return t("closed")
  return state === "target" ? t("Place here") : t("free")
}

/**
 * @param {Session|null} session
 * @param {string} coming
 * @param {boolean} isCurrent
 */
function cardFace(session, coming, isCurrent) {
  const topic = board.value.topics[session?.topic ?? coming]
  const name = convenerOf(topic?.id ?? "")
  // In the place of another line, so that no row grows under the pointer.
  const state = !session ? t("on its way …") : isHeld(session.topic, session.id) ? t("Picked up") : ""
  return html`
    <span class="cell__text">
      ${topic && html`<${HangingTitle} topic=${topic} />`}
      ${state
        ? html`<span class="cell__meta cell__state">${state}</span>`
        : html`
          <span class="cell__meta">
            ${name && html`<bdi>${name}</bdi>`}
            ${session && !canSwap(session) && countOf(session, isCurrent)}
          </span>`}
    </span>`
}

/**
 * How many are there now; before and after, how many want to be.
 * @param {Session} session
 * @param {boolean} isCurrent
 */
function countOf(session, isCurrent) {
  const heads = headsIn(presence.value, session).all
  const stars = presence.value.interest[session.topic] ?? 0
  if (isCurrent || heads > 0) return html`<span class="cell__count figures" title=${t("here now")}><${Icon} name="people" />${heads}</span>`
  return stars > 0 && html`<span class="cell__count figures" title=${t("want to be there")}><${Icon} name="star" />${stars}</span>`
}

/**
 * Whether the card in the hand could trade places with this one.
 * @param {Session} session
 */
function canSwap(session) {
  const hand = inHand.value
  return Boolean(hand?.session) && !hand?.isRepeat && hand?.session !== session.id
}

/**
 * The second thing to do with a card: change places with the one in the hand, or everything else.
 * @param {Session} session
 * @param {number} tabindex
 */
function cellTool(session, tabindex) {
  const title = titleOf(session.topic)
  if (canSwap(session)) {
    return html`
      <button key="swap" class="cell__tool cell__tool--swap" type="button" tabindex=${tabindex}
        aria-label=${t("Swap with “{title}”", { title })} onClick=${() => swapHeld(session.id)}>${t("Swap")}</button>`
  }
  return html`
    <button key="more" class="cell__tool" type="button" tabindex=${tabindex} title=${t("Move to …")}
      aria-label=${t("Move “{title}” to …", { title })}
      onClick=${() => openSheet({ kind: "move", topic: session.topic, session: session.id })}><${Icon} name="more" /></button>`
}

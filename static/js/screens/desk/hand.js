// The card in the facilitator's hand: picked up here, placed there. Mouse, keys, menu and dragging all end in these acts.

import { convenerName, sessionAt, sessionsOf } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { computed, signal } from "../../../vendor/preact.js"
import { deskAct } from "./acts.js"
import { spotTitle } from "./words.js"

/** @typedef {import("../../wire.js").Spot} Spot */
/**
 * @typedef {object} Held
 * @property {string} topic id
 * @property {string|null} session which of its sessions moves; null: it waits for a place
 * @property {boolean} isRepeat the sessions it has stay, and it gets one more
 */

const held = signal(/** @type {Held|null} */ (null))

/** Why the card is moved, for its convener; goes along with the next act and is empty again. */
export const reasonInHand = signal("")

/** What is in the hand, as long as the board still has it as it was picked up. */
export const inHand = computed(() => (held.value && isStillThere(held.value) ? held.value : null))

/** @param {Held} hand */
function isStillThere({ topic, session, isRepeat }) {
  if (!board.value.topics[topic]) return false
  if (session) return board.value.sessions[session]?.topic === topic
  return isRepeat || sessionsOf(board.value, topic).length === 0
}

/**
 * @param {string} topic
 * @param {string|null} session
 * @param {boolean} [isRepeat]
 */
export function pickUp(topic, session, isRepeat = false) {
  held.value = { topic, session, isRepeat }
}

export function putDown() {
  held.value = null
  reasonInHand.value = ""
}

/**
 * @param {string} topic
 * @param {string|null} session
 */
export function isHeld(topic, session) {
  const hand = inHand.value
  return hand !== null && !hand.isRepeat && hand.topic === topic && hand.session === session
}

/**
 * Give the card in the hand that place.
 * @param {Spot} spot
 */
export function placeHeld(spot) {
  const hand = inHand.value
  if (hand) placeCard(hand, spot, takeReason())
  putDown()
}

/**
 * @param {Held} hand
 * @param {Spot} spot
 * @param {string} [why]
 */
export function placeCard({ topic, session, isRepeat }, spot, why = "") {
  const { room, slot } = spot
  const text = t("“{title}” → {place}", { title: titleOf(topic), place: spotTitle(spot) })
  if (isRepeat) return deskAct("repeat_topic", { topic, room, slot }, text)
  return deskAct("place_topic", { topic, room, slot, ...(session && { session }), why }, text)
}

/**
 * Let the session in the hand and another trade places.
 * @param {string} other session id
 */
export function swapHeld(other) {
  const hand = inHand.value
  if (hand?.session) swapCards(hand.session, other, takeReason())
  putDown()
}

/**
 * @param {string} a session id
 * @param {string} b
 * @param {string} [why]
 */
export function swapCards(a, b, why = "") {
  const [title, other] = [a, b].map((session) => titleOf(board.value.sessions[session]?.topic ?? ""))
  const text = t("“{title}” and “{other}” have traded places", { title, other })
  return deskAct("swap_sessions", { a, b, why }, text)
}

/** The session in the hand loses its place; its topic waits. */
export function unplaceHeld() {
  const hand = inHand.value
  if (hand?.session) unplaceCard(hand.topic, hand.session, takeReason())
  putDown()
}

/**
 * @param {string} topic
 * @param {string} session
 * @param {string} [why]
 */
export function unplaceCard(topic, session, why = "") {
  return deskAct("unplace_topic", { topic, session, why }, t("“{title}” waits for a place", { title: titleOf(topic) }))
}

/**
 * What a card dropped on that place becomes: a swap where somebody is.
 * @param {Spot} spot
 */
export function dropHeld(spot) {
  const hand = inHand.value
  const there = sessionAt(board.value, spot.room, spot.slot)
  if (there && there.id === hand?.session) putDown()
  else if (there && hand?.session) swapHeld(there.id)
  else placeHeld(spot)
}

function takeReason() {
  const why = reasonInHand.value.trim()
  reasonInHand.value = ""
  return why
}

/** @param {string} topic id */
export function titleOf(topic) {
  return board.value.topics[topic]?.title ?? ""
}

/** @param {string} topic id */
export function convenerOf(topic) {
  const found = board.value.topics[topic]
  return found ? convenerName(board.value, found) : ""
}

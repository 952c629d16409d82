// The paper cards typed on this device, and what became of each. Kept on the device: a reload or a dead network loses no card.

import { dismissRefusal, newCommandId, onAnswer, send } from "../../commands.js"
import { forget, recall, remember, rememberedKeys } from "../../lib/device.js"
import { readBoot } from "../../lib/boot.js"
import { convenerName } from "../../lib/agenda.js"
import { fold } from "../../lib/i18n.js"
import { board, frame } from "../../store.js"
import { effect, signal } from "../../../vendor/preact.js"

/** @typedef {import("../../wire.js").Spot} Spot */

/**
 * @typedef {object} TypedCard
 * @property {string} id of the command that proposes it, so that no tab can propose it twice
 * @property {number} typedAt milliseconds since 1970, by this device
 * @property {string} title
 * @property {string} name the convener's, as written on the card
 * @property {Spot|null} spot where it shall meet; null: it waits for a place
 * @property {boolean} isHeld not sent: the marketplace is not open yet
 * @property {string} topic id; empty until it is up
 * @property {number} seq of the act that put it up; 0 before
 * @property {string} placing id of the command that places it; empty: none
 * @property {string} undoing id of the command that takes it back; empty: none
 * @property {boolean} isTakenBack
 */

const CARDS_KEPT = 60

/** Newest first. */
export const typedCards = signal(/** @type {TypedCard[]} */ ([]))

/** Bring back what was typed before this page was loaded, and follow what becomes of it. Call once. */
export function followCards() {
  const cards = rememberedKeys(cardKey("")).map((key) => recall(key)).filter((card) => card?.id)
  typedCards.value = cards.sort((a, b) => b.typedAt - a.typedAt)
  onAnswer((commandId, answer) => {
    if (answer.accepted) takeAccepted(commandId, answer.accepted)
    else if (answer.refused.code === "not_now") holdCard(commandId)
  })
  effect(() => {
    if (frame.value.state === "open" && board.value.seq > 0) sendHeldCards()
  })
}

/**
 * Put a card up, or keep it until the marketplace opens.
 * @param {{title: string, name: string, spot: Spot|null}} written
 */
export function typeCard({ title, name, spot }) {
  const isHeld = frame.value.state === "gathering" && board.value.seq > 0
  const typedAt = Math.max(Date.now(), (typedCards.value[0]?.typedAt ?? 0) + 1)
  const card = {
    id: newCommandId(), typedAt, title, name, spot, isHeld, topic: "", seq: 0, placing: "", undoing: "", isTakenBack: false,
  }
  remember(cardKey(card.id), card)
  typedCards.value = [card, ...typedCards.value]
  typedCards.value.slice(CARDS_KEPT).forEach(dropCard)
  if (!isHeld) proposeCard(card)
}

/**
 * Take a card that is up back: it is withdrawn, not lost.
 * @param {TypedCard} card
 */
export function takeBackCard(card) {
  if (card.undoing) dismissRefusal(card.undoing)
  changeCard(card.id, { undoing: send("undo", { seq: card.seq }) })
}

/**
 * Give a card that is up another place, after a refusal or none.
 * @param {TypedCard} card
 * @param {Spot|null} spot null: let it wait
 */
export function placeCard(card, spot) {
  if (card.placing) dismissRefusal(card.placing)
  const placing = spot ? send("place_topic", { topic: card.topic, room: spot.room, slot: spot.slot }) : ""
  changeCard(card.id, { spot, placing })
}

/**
 * Leave a card up whose taking back was refused.
 * @param {TypedCard} card
 */
export function leaveCardUp(card) {
  dismissRefusal(card.undoing)
  changeCard(card.id, { undoing: "" })
}

/**
 * Take a card out of the list; what is up stays up.
 * @param {TypedCard} card
 */
export function dropCard(card) {
  for (const commandId of [card.id, card.placing, card.undoing]) {
    if (commandId) dismissRefusal(commandId)
  }
  forget(cardKey(card.id))
  typedCards.value = typedCards.value.filter((one) => one.id !== card.id)
}

/**
 * Names of those who convene already, each once.
 * @returns {string[]}
 */
export function knownNames() {
  const names = Object.values(board.value.people).map((person) => person.name).filter(Boolean)
  return [...new Set(names)].sort((a, b) => a.localeCompare(b))
}

/**
 * The topic on the board that has the same title; null: none.
 * @param {string} title
 * @returns {{title: string, name: string}|null}
 */
export function twinOf(title) {
  const wanted = fold(title.trim())
  const twin = Object.values(board.value.topics).find((topic) => fold(topic.title) === wanted)
  return twin ? { title: twin.title, name: convenerName(board.value, twin) } : null
}

/** @param {TypedCard} card */
function proposeCard({ id, title, name }) {
  send("propose_topic", { command_id: id, title, convener: convenerCalled(name) })
}

/**
 * Somebody with a phone is named by id, so that the card is theirs; a new name becomes a person without one.
 * @param {string} name
 */
function convenerCalled(name) {
  const bearers = Object.values(board.value.people).filter((person) => fold(person.name) === fold(name))
  return bearers.length === 1 ? bearers[0].id : name
}

function sendHeldCards() {
  const held = typedCards.peek().filter((card) => card.isHeld)
  for (const card of held.reverse()) {
    changeCard(card.id, { isHeld: false })
    proposeCard(card)
  }
}

/**
 * @param {string} commandId
 * @param {import("../../wire.js").Accepted} accepted
 */
function takeAccepted(commandId, { seq, made }) {
  const card = typedCards.peek().find(({ id, undoing }) => id === commandId || undoing === commandId)
  if (!card) return
  if (card.id !== commandId) {
    changeCard(card.id, { isTakenBack: true })
    return
  }
  const up = changeCard(card.id, { topic: made?.["topic"] ?? "", seq, isHeld: false })
  if (up?.spot) placeCard(up, up.spot)
}

/** The marketplace was not open after all. @param {string} commandId */
function holdCard(commandId) {
  if (!typedCards.peek().some((card) => card.id === commandId)) return
  dismissRefusal(commandId)
  changeCard(commandId, { isHeld: true })
}

/**
 * @param {string} id
 * @param {Partial<TypedCard>} changes
 * @returns {TypedCard|null} null: it was taken out of the list
 */
function changeCard(id, changes) {
  const old = typedCards.peek().find((card) => card.id === id)
  if (!old) return null
  const card = { ...old, ...changes }
  remember(cardKey(id), card)
  typedCards.value = typedCards.peek().map((one) => (one === old ? card : one))
  return card
}

/** @param {string} id */
function cardKey(id) {
  return `openspace.${readBoot().code}.card.${id}`
}

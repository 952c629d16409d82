// What became of a typed card, read from the board and from what is still unanswered.

import { hasEnded, sessionsOf, sortedRooms, sortedSlots, freeCells } from "../../lib/agenda.js"
import { readerLanguage, t, timeOf } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { boardDay, now } from "../../clock.js"
import { board, link, pending } from "../../store.js"

/** @typedef {import("../../wire.js").Slot} Slot */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {import("./cards.js").TypedCard} TypedCard */
/** @typedef {import("./card-row.js").CardFate} CardFate */
/** @typedef {import("../../parts/place-line.js").Place} Place */

/**
 * @param {TypedCard} card
 * @returns {CardFate}
 */
export function fateOf(card) {
  const refusals = { card: refusalOf(card.id), place: refusalOf(card.placing), undo: refusalOf(card.undoing) }
  const refused = refusals.card ? "card" : refusals.place ? "place" : "undo"
  return {
    state: stateOf(card, Boolean(refusals.card)),
    refusal: refusals[refused],
    refused,
    places: sessionsOf(board.value, card.topic).flatMap((session) => placeInLine(session) ?? []),
    isOnBoard: card.topic in board.value.topics,
    title: breakableTitle(board.value.topics[card.topic] ?? card),
  }
}

/**
 * "13:00 Biblioteket".
 * @param {Spot} spot
 */
export function spotInWords({ room, slot }) {
  const time = board.value.slots[slot]
  return [time && slotInWords(time), board.value.rooms[room]?.name].filter(Boolean).join(" ")
}

/** Slots with a free place; those that are over come last, as paper is typed in afterwards. */
export function slotChoices() {
  const free = new Set(freeCells(board.value).map((spot) => spot.slot))
  const slots = sortedSlots(board.value).filter((slot) => free.has(slot.id))
  const [over, ahead] = [true, false].map((isOver) => slots.filter((slot) => hasEnded(slot, now.value) === isOver))
  return [...ahead, ...over].map((slot) => ({ id: slot.id, text: slotInWords(slot) }))
}

/** @param {string} slot id */
export function roomChoices(slot) {
  const free = new Set(freeCells(board.value, slot).map((spot) => spot.room))
  return sortedRooms(board.value).filter((room) => free.has(room.id)).map((room) => ({ id: room.id, text: room.name }))
}

/** How many cards the network has not taken. */
export function unsentCount() {
  return pending.value.filter((entry) => !entry.refusal).length
}

/**
 * @param {TypedCard} card
 * @param {boolean} isRefused
 * @returns {CardFate["state"]}
 */
function stateOf(card, isRefused) {
  if (card.isTakenBack) return "taken-back"
  if (card.isHeld) return "held"
  if (isRefused) return "refused"
  if (card.topic) return "up"
  return link.value.state === "live" ? "sending" : "waiting"
}

/** @param {string} commandId empty: nothing was asked */
function refusalOf(commandId) {
  return pending.value.find((entry) => entry.command.command_id === commandId)?.refusal ?? null
}

/**
 * @param {import("../../wire.js").Session} session
 * @returns {Place|null}
 */
function placeInLine(session) {
  const room = board.value.rooms[session.room]
  const slot = board.value.slots[session.slot]
  return room && slot ? { room: room.name, colour: room.colour, symbol: room.symbol, time: slotInWords(slot) } : null
}

/** "10:30", with the weekday where the board has several days. @param {Slot} slot */
function slotInWords(slot) {
  const days = new Set(Object.values(board.value.slots).map((one) => boardDay(one.starts)))
  return days.size > 1 ? t("{day} {time}", { day: weekdayOf(slot), time: timeOf(slot.starts) }) : timeOf(slot.starts)
}

/** @param {Slot} slot */
function weekdayOf(slot) {
  const noon = Date.parse(`${boardDay(slot.starts)}T12:00:00Z`)
  return new Intl.DateTimeFormat(readerLanguage(), { weekday: "short", timeZone: "UTC" }).format(noon)
}

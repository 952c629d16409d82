// Where in the day we are, as a wall tells it. Pure: given a board and the server's milliseconds.

import { boardDay, boardTime, minutesUntil, secondsUntil } from "../../clock.js"
import { currentSlot, hasEnded, isOpenToFeet, nextSlot, sessionAt, sortedRooms, sortedSlots } from "../../lib/agenda.js"
import { readerLanguage, t, tn } from "../../lib/i18n.js"
import { CARDS_MAX, NARROW_CARDS_MAX, evenPages } from "./paging.js"

/** @typedef {import("../../wire.js").Board} Board */
/** @typedef {import("../../wire.js").Room} Room */
/** @typedef {import("../../wire.js").Session} Session */
/** @typedef {import("../../wire.js").Slot} Slot */
/** @typedef {{room: Room, session: Session|null}} Place a room in one slot */
/** @typedef {{slot: Slot, places: Place[], isNow: boolean, isNext: boolean}} AgendaPart one slot on a page of the agenda */

const LAST_MINUTE_S = 60
const LAW_LOUD_MS = 10_000
const HOUR_MIN = 60

/**
 * The slot whose sessions people walk between: the one that is on, or the one they may already go to.
 * @param {Board} board
 * @param {number} at
 * @returns {Slot|null} null: between sessions
 */
export function walkingSlot(board, at) {
  const current = currentSlot(board, at)
  if (current?.kind === "sessions") return current
  return sortedSlots(board).find((slot) => slot.kind === "sessions" && isOpenToFeet(slot, at)) ?? null
}

/**
 * Every room of a slot, in the order of the rooms; closed ones only if somebody meets there.
 * @param {Board} board
 * @param {Slot} slot
 * @returns {Place[]}
 */
export function placesIn(board, slot) {
  return sortedRooms(board)
    .map((room) => ({ room, session: sessionAt(board, room.id, slot.id) }))
    .filter(({ room, session }) => session || room.is_open)
}

/**
 * @param {Board} board
 * @param {number} at
 * @returns {Place[][]} the rooms of the slot people walk in, by page; one empty page between sessions
 */
export function floorPages(board, at) {
  const slot = walkingSlot(board, at)
  return evenPages(slot ? placesIn(board, slot) : [], CARDS_MAX)
}

/**
 * Now and next beside each other, then each slot of that day that is not over by itself.
 * @param {Board} board
 * @param {number} at
 * @param {boolean} isNarrow the picture has no room for two slots beside each other, nor for as many rooms
 * @returns {AgendaPart[][]} an empty page when nothing comes
 */
export function agendaPages(board, at, isNarrow = false) {
  const ahead = sortedSlots(board).filter((slot) => slot.kind === "sessions" && !hasEnded(slot, at))
  const parts = ahead
    .filter((slot) => boardDay(slot.starts) === boardDay(ahead[0].starts))
    .map((slot) => ({
      slot, places: placesIn(board, slot), isNow: Date.parse(slot.starts) <= at, isNext: slot.id === upcomingId(ahead, at),
    }))
  const most = isNarrow ? NARROW_CARDS_MAX : CARDS_MAX
  const single = parts.flatMap((part) => evenPages(part.places, most).map((places) => [{ ...part, places }]))
  const overview = parts.slice(0, 2).map((part) => ({ ...part, places: part.places.filter((place) => place.session) }))
  const isOverviewUseful = overview.length === 2 && overview.every(({ places }) => places.length > 0 && places.length <= CARDS_MAX)
  if (isOverviewUseful && !isNarrow) return [overview, ...single]
  return single.length ? single : [[]]
}

/**
 * @param {Slot[]} slots in order of time
 * @param {number} at
 */
function upcomingId(slots, at) {
  return slots.find((slot) => Date.parse(slot.starts) > at)?.id
}

/**
 * "24 min left", seconds only in the last minute; "1 h 30 min left" of a long break.
 * @param {Slot} slot
 * @param {number} at
 */
export function timeLeft(slot, at) {
  const seconds = Math.max(1, secondsUntil(slot.ends, at))
  if (seconds < LAST_MINUTE_S) return tn("{n} second left", "{n} seconds left", seconds)
  return t("{time} left", { time: minutesInWords(minutesUntil(slot.ends, at)) })
}

/**
 * "in 25 min".
 * @param {Slot} slot
 * @param {number} at
 */
export function timeUntil(slot, at) {
  return t("in {time}", { time: minutesInWords(Math.max(1, minutesUntil(slot.starts, at))) })
}

/** @param {number} minutes */
function minutesInWords(minutes) {
  if (minutes <= HOUR_MIN + HOUR_MIN / 2) return t("{n} min", { n: minutes })
  const rest = minutes % HOUR_MIN
  const hours = Math.floor(minutes / HOUR_MIN)
  return rest ? t("{hours} h {n} min", { hours, n: rest }) : t("{hours} h", { hours })
}

/**
 * When a slot starts: its time, with the weekday if that is not today.
 * @param {Slot} slot
 * @param {string} today "2026-11-22"
 */
export function startLabel(slot, today) {
  if (boardDay(slot.starts) === today) return boardTime(slot.starts)
  const day = new Intl.DateTimeFormat(readerLanguage(), { weekday: "long", timeZone: "UTC" })
  return `${day.format(Date.parse(`${boardDay(slot.starts)}T12:00:00Z`))} ${boardTime(slot.starts)}`
}

/** @param {Slot} slot */
export function slotName(slot) {
  if (slot.label) return slot.label
  return { sessions: t("Sessions"), break: t("Break"), plenary: t("All together") }[slot.kind]
}

/**
 * The law is loud when a slot of sessions starts.
 * @param {Board} board
 * @param {number} at
 */
export function isLawLoud(board, at) {
  const slot = currentSlot(board, at)
  return slot?.kind === "sessions" && at - Date.parse(slot.starts) < LAW_LOUD_MS
}

/**
 * @param {Board} board
 * @param {number} at
 * @returns {{current: Slot|null, next: Slot|null}}
 */
export function momentOf(board, at) {
  return { current: currentSlot(board, at), next: nextSlot(board, at) }
}

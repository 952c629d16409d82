// Slots, places and days of the board as the desk says them.

import { boardDay, boardTime } from "../../clock.js"
import { sortedSlots } from "../../lib/agenda.js"
import { dateLanguage, isolateLeftToRight, t } from "../../lib/i18n.js"
import { board } from "../../store.js"

/** @typedef {import("../../wire.js").Board} Board */
/** @typedef {import("../../wire.js").Slot} Slot */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {import("../../wire.js").Topic} Topic */

/**
 * "Lunch"; for sessions without a label "Session 2", counted within their day.
 * @param {Board} where
 * @param {Slot} slot
 */
export function slotTitle(where, slot) {
  if (slot.label) return slot.label
  if (slot.kind === "break") return t("Break")
  if (slot.kind === "plenary") return t("All together")
  const sameDay = sortedSlots(where).filter((one) => one.kind === "sessions" && boardDay(one.starts) === boardDay(slot.starts))
  return t("Session {n}", { n: sameDay.indexOf(slot) + 1 })
}

/**
 * The days of the board, with the slots of each by time.
 * @param {Board} where
 * @returns {{day: string, slots: Slot[]}[]} day "2026-11-22"
 */
export function slotsByDay(where) {
  /** @type {Map<string, Slot[]>} */
  const days = new Map()
  for (const slot of sortedSlots(where)) {
    const day = boardDay(slot.starts)
    days.set(day, [...(days.get(day) ?? []), slot])
  }
  return [...days].map(([day, slots]) => ({ day, slots }))
}

/**
 * "Sunday 22 November", in the reader's language.
 * @param {string} day "2026-11-22"
 * @param {Intl.DateTimeFormatOptions} [parts]
 */
export function dayTitle(day, parts = { weekday: "long", day: "numeric", month: "long" }) {
  return new Intl.DateTimeFormat(dateLanguage(), { ...parts, timeZone: "UTC" }).format(Date.parse(`${day}T12:00:00Z`))
}

/**
 * "10:30", with the weekday on a board of several days.
 * @param {Slot} slot
 */
export function startTitle(slot) {
  const time = isolateLeftToRight(boardTime(slot.starts))
  const days = new Set(Object.values(board.value.slots).map((one) => boardDay(one.starts)))
  return days.size > 1 ? `${dayTitle(boardDay(slot.starts), { weekday: "short" })} ${time}` : time
}

/**
 * "13:00 Atriet"; what is gone is left out.
 * @param {Spot} spot
 */
export function spotTitle({ room, slot }) {
  const time = board.value.slots[slot]
  return [time ? startTitle(time) : "", board.value.rooms[room]?.name ?? ""].filter(Boolean).join(" ")
}

/**
 * Which language the words of a topic are in, so that they are broken and read as such.
 * @param {Topic} topic
 */
export function topicLanguage(topic) {
  return topic.language || board.value.gathering["gathering"]?.language || null
}

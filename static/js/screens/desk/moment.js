// What the clock moves: what is on, how long it lasts, and what shifting the day would do. Pure.

import { boardDay, zoneTime } from "../../clock.js"
import { sortedSlots } from "../../lib/agenda.js"

/** @typedef {import("../../wire.js").Board} Board */
/** @typedef {import("../../wire.js").Slot} Slot */

const MINUTE = 60_000

/**
 * The slots that "shift the rest of the day" moves: those to come on the day of the first of them, from one slot on if named.
 * @param {Board} where
 * @param {number} at the server's milliseconds
 * @param {string} [from] slot id; empty: everything that has not begun
 * @returns {Slot[]}
 */
export function slotsToShift(where, at, from = "") {
  const first = where.slots[from]
  const isAhead = (/** @type {number} */ starts) => (first ? starts >= Date.parse(first.starts) : starts > at)
  const ahead = sortedSlots(where).filter((slot) => isAhead(Date.parse(slot.starts)))
  return ahead.filter((slot) => boardDay(slot.starts) === boardDay(ahead[0].starts))
}

/**
 * "13:05": when something that was then will be.
 * @param {string} iso
 * @param {number} minutes
 * @param {string} timezone
 */
export function shiftedTime(iso, minutes, timezone) {
  return zoneTime(Date.parse(iso) + minutes * MINUTE, timezone)
}

// Dates and times as the facilitator types them, in the board's zone, whatever zone this laptop is in. Pure.

import { zoneDay, zoneTime } from "../../clock.js"

/**
 * The instant at which the clocks of a zone show that.
 * @param {string} day "2026-11-22"
 * @param {string} time "10:30"
 * @param {string} timezone IANA name
 * @returns {string} ISO 8601 in UTC; empty: not a time
 */
export function instantAt(day, time, timezone) {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wanted)) return ""
  // Twice: the first guess may lie on the other side of a change to summer time.
  const guess = wanted - aheadAt(wanted, timezone)
  return new Date(wanted - aheadAt(guess, timezone)).toISOString()
}

/**
 * How far a zone is ahead of UTC then.
 * @param {number} milliseconds
 * @param {string} timezone
 */
function aheadAt(milliseconds, timezone) {
  return Date.parse(`${zoneDay(milliseconds, timezone)}T${zoneTime(milliseconds, timezone)}:00Z`) - milliseconds
}

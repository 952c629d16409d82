// The facilitator's one line to everyone: large for a minute, then below until it is a quarter of an hour old or the next one comes. Pure.

/** @typedef {import("../../wire.js").Announcement} Announcement */
/** @typedef {import("../../wire.js").Board} Board */

const LARGE_MS = 60_000
const BELOW_MS = 15 * 60_000

/**
 * @param {Board} board
 * @param {number} at the server's milliseconds
 * @returns {Announcement|null}
 */
export function announcementLarge(board, at) {
  return newestAged(board, at, 0, LARGE_MS)
}

/**
 * @param {Board} board
 * @param {number} at the server's milliseconds
 * @returns {Announcement|null}
 */
export function announcementBelow(board, at) {
  return newestAged(board, at, LARGE_MS, BELOW_MS)
}

/**
 * @param {Board} board
 * @param {number} at
 * @param {number} from milliseconds
 * @param {number} to milliseconds
 */
function newestAged(board, at, from, to) {
  const [newest] = Object.values(board.announcements).sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const age = newest ? Math.max(0, at - Date.parse(newest.at)) : Infinity
  return age >= from && age < to ? newest : null
}

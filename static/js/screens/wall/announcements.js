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
  return newestWithin(board, at, LARGE_MS)
}

/**
 * @param {Board} board
 * @param {number} at the server's milliseconds
 * @returns {Announcement|null}
 */
export function announcementBelow(board, at) {
  return newestWithin(board, at, BELOW_MS)
}

/**
 * @param {Board} board
 * @param {number} at
 * @param {number} age
 */
function newestWithin(board, at, age) {
  const byAge = Object.values(board.announcements).sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return byAge.length && at - Date.parse(byAge[0].at) < age ? byAge[0] : null
}

// Topics that have just gone up wait in line, and each has the market to itself for a moment: six seconds, less when many come at once.
// A pure line; `market.js` turns it.

/** @typedef {import("../../wire.js").Topic} Topic */
/**
 * @typedef {object} Line
 * @property {ReadonlySet<string>|null} known topics that were up before; null before the first look
 * @property {readonly string[]} waiting topic ids, the one on stage first
 */

const TURN_MS = 6_000
const SHORTEST_TURN_MS = 2_000
const SHARED_MS = 12_000 // what a rush shares
const NEWS_MAX_AGE_MS = 30_000 // posted longer ago: nothing new, this wall was asleep

/** @type {Line} */
export const EMPTY_LINE = { known: null, waiting: [] }

/**
 * The line after a look at the board: new topics join its end, what was taken down leaves it.
 * @param {Line} line
 * @param {Record<string, Topic>} topics
 * @param {number} at the server's milliseconds
 * @returns {Line}
 */
export function lookAgain({ known, waiting }, topics, at) {
  const up = Object.values(topics)
  const fresh = known === null ? [] : up.filter((topic) => !known.has(topic.id) && at - Date.parse(topic.posted_at) < NEWS_MAX_AGE_MS)
  const still = waiting.filter((id) => id in topics)
  return { known: new Set(up.map((topic) => topic.id)), waiting: [...still, ...fresh.map((topic) => topic.id)] }
}

/**
 * The line when the first one's turn is over.
 * @param {Line} line
 * @returns {Line}
 */
export function afterTurn({ known, waiting }) {
  return { known, waiting: waiting.slice(1) }
}

/**
 * How long the first one stays, in milliseconds: as long for each of those who came together.
 * @param {Line} line
 */
export function turnLength({ waiting }) {
  return Math.min(TURN_MS, Math.max(SHORTEST_TURN_MS, SHARED_MS / Math.max(1, waiting.length)))
}

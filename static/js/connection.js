// When to connect, greet, doubt, drop and try again: a pure function, told what happened and when.
// Holds no socket and no timer; `socket.js` carries out what it says.

import { CLOSE_BAD_TOKEN, CLOSE_BUSY, CLOSE_FORBIDDEN, CLOSE_NO_BOARD, CLOSE_RUBBISH } from "./wire.js"

/**
 * @typedef {object} Connection
 * @property {"idle"|"opening"|"greeting"|"live"|"waiting"|"ended"} phase greeting: hello sent, welcome not here yet
 * @property {number} since milliseconds, when the phase began
 * @property {number} heardAt milliseconds, when the server last said anything
 * @property {number} liveAt milliseconds, when this socket was first welcomed; 0 before
 * @property {number} attempts that failed in a row
 * @property {number} retryAt milliseconds; while waiting
 * @property {number|null} answerBy milliseconds; null: nothing is asked
 * @property {string} [reason] why it ended
 */
/**
 * @typedef {{type: "start"|"opened"|"heard"|"welcomed"|"lost_track"|"woke"|"doubted"} | {type: "closed", code: number}
 *   | {type: "ticked", isVisible: boolean}} Happening `doubted`: the device says it is offline
 */
/** @typedef {"connect"|"drop"|"hello"|"live"|"lost"|"ended"} Effect drop: forget the socket; lost: tell people */
/** @typedef {{connection: Connection, effects: Effect[]}} Step */

const SILENT_MAX_MS = 24_000 // the server says something every 10 s; with the tick that looks, known within 25
const OPENING_MAX_MS = 10_000
const ANSWER_MAX_MS = 2_000
const WAKE_TRUSTED_MS = 2_000 // heard so shortly before waking that nothing can be wrong
const WAKE_SILENT_MAX_MS = 12_000 // silent for longer: the server must have tried, so the socket is dead
const STEADY_MS = 5_000 // live for that long: the next failure is a new one
const BACKOFF_FIRST_MS = 300
// Whoever waits longest is back so soon after a server that was away for hours; a thousand in as long is 300 a second.
const BACKOFF_MAX_MS = 3_000
const BUSY_ATTEMPTS = 3 // a server that says it is too busy is left alone for longer

/** @type {Readonly<Record<number, string>>} */
const FINAL = {
  [CLOSE_RUBBISH]: "rubbish", [CLOSE_BAD_TOKEN]: "token", [CLOSE_FORBIDDEN]: "forbidden", [CLOSE_NO_BOARD]: "no_board",
}

/** @returns {Connection} */
export function idleConnection() {
  return { phase: "idle", since: 0, heardAt: 0, liveAt: 0, attempts: 0, retryAt: 0, answerBy: null }
}

/**
 * @param {Connection} connection
 * @param {Happening} happening
 * @param {number} at milliseconds, of a clock that goes on while the device sleeps
 * @param {number} random 0 to 1
 * @returns {Step} the effects in order
 */
export function stepConnection(connection, happening, at, random) {
  switch (happening.type) {
    case "start": return connection.phase === "idle" ? opening(connection, at, []) : unchanged(connection)
    case "opened": return { connection: { ...connection, phase: "greeting", since: at, heardAt: at }, effects: ["hello"] }
    case "heard": return unchanged({ ...connection, heardAt: at, answerBy: null })
    case "welcomed": return welcomed(connection, at)
    case "lost_track": return lostTrack(connection, at, random)
    case "closed": return closed(connection, happening.code, at, random)
    case "ticked": return ticked(connection, happening.isVisible, at, random)
    case "woke": return woke(connection, at)
    case "doubted": return hasSocket(connection) ? asking(connection, at) : unchanged(connection)
  }
}

/**
 * Only the first welcome of a socket is news: what was sent through it before a second one is still being answered.
 * @param {Connection} connection
 * @param {number} at
 * @returns {Step}
 */
function welcomed(connection, at) {
  const liveAt = connection.liveAt || at
  return { connection: { ...connection, phase: "live", since: at, liveAt }, effects: connection.liveAt ? [] : ["live"] }
}

/**
 * Events are missing. Ask for them; if the answer did not help either, begin anew.
 * @param {Connection} connection
 * @param {number} at
 * @param {number} random
 * @returns {Step}
 */
function lostTrack(connection, at, random) {
  if (connection.phase === "live") return { connection: { ...connection, phase: "greeting", since: at }, effects: ["hello"] }
  return waiting(connection, at, random, ["drop", "lost"])
}

/**
 * @param {Connection} connection
 * @param {number} code
 * @param {number} at
 * @param {number} random
 * @returns {Step}
 */
function closed(connection, code, at, random) {
  const reason = FINAL[code]
  if (reason) return { connection: { ...connection, phase: "ended", since: at, reason }, effects: ["ended"] }
  const attempts = code === CLOSE_BUSY ? Math.max(connection.attempts, BUSY_ATTEMPTS) : connection.attempts
  return waiting({ ...connection, attempts }, at, random, ["lost"])
}

/**
 * @param {Connection} connection
 * @param {boolean} isVisible
 * @param {number} at
 * @param {number} random
 * @returns {Step}
 */
function ticked(connection, isVisible, at, random) {
  const { phase, since, heardAt, retryAt, answerBy } = connection
  if (phase === "waiting") {
    // A clock set back must not make the wait longer.
    return at >= retryAt || retryAt - at > BACKOFF_MAX_MS ? opening(connection, at, []) : unchanged(connection)
  }
  if ((phase === "opening" || phase === "greeting") && at - since > OPENING_MAX_MS) {
    return waiting(connection, at, random, ["drop", "lost"])
  }
  const isDeaf = answerBy !== null && at > answerBy
  const isSilent = isVisible && at - heardAt > SILENT_MAX_MS
  return hasSocket(connection) && (isDeaf || isSilent) ? opening(connection, at, ["drop", "lost"]) : unchanged(connection)
}

/**
 * The device woke, or the network came back: know within a second.
 * @param {Connection} connection
 * @param {number} at
 * @returns {Step}
 */
function woke(connection, at) {
  if (connection.phase === "waiting") return opening({ ...connection, attempts: 0 }, at, [])
  if (connection.phase === "opening" && at - connection.since > ANSWER_MAX_MS) return opening(connection, at, ["drop"])
  if (!hasSocket(connection)) return unchanged(connection)
  const silentMs = at - connection.heardAt
  if (silentMs > WAKE_SILENT_MAX_MS) return opening(connection, at, ["drop", "lost"])
  return silentMs > WAKE_TRUSTED_MS ? asking(connection, at) : unchanged(connection)
}

/**
 * A second hello gets a second welcome: an answer is certain if anybody is there.
 * @param {Connection} connection
 * @param {number} at
 * @returns {Step}
 */
function asking(connection, at) {
  return { connection: { ...connection, answerBy: at + ANSWER_MAX_MS }, effects: ["hello"] }
}

/**
 * @param {Connection} connection
 * @param {number} at
 * @param {Effect[]} before
 * @returns {Step}
 */
function opening(connection, at, before) {
  return { connection: { ...connection, phase: "opening", since: at, liveAt: 0, answerBy: null }, effects: [...before, "connect"] }
}

/**
 * @param {Connection} connection
 * @param {number} at
 * @param {number} random
 * @param {Effect[]} effects
 * @returns {Step}
 */
function waiting(connection, at, random, effects) {
  const wasSteady = connection.liveAt > 0 && at - connection.liveAt > STEADY_MS
  const attempts = wasSteady ? 0 : connection.attempts
  const retryAt = at + backoff(attempts, random)
  return {
    connection: { ...connection, phase: "waiting", since: at, liveAt: 0, answerBy: null, attempts: attempts + 1, retryAt },
    effects,
  }
}

/**
 * Milliseconds. Spread wide, so that a thousand phones do not come back in step.
 * @param {number} attempts
 * @param {number} random
 */
function backoff(attempts, random) {
  const longest = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempts + 1))
  return BACKOFF_FIRST_MS + random * (longest - BACKOFF_FIRST_MS)
}

/** @param {Connection} connection */
function hasSocket({ phase }) {
  return phase === "live" || phase === "greeting"
}

/** @param {Connection} connection @returns {Step} */
function unchanged(connection) {
  return { connection, effects: [] }
}

// The state of one screen, all of it in signals, and how each message changes it.
// Nothing here speaks to the server: `socket.js` feeds it.

import { apply, boardFrom, changedCollections, emptyBoard } from "./board.js"
import { batch, computed, signal } from "../vendor/preact.js"

/** @typedef {import("./wire.js").Down} Down */
/** @typedef {import("./wire.js").Flow} Flow */
/** @typedef {import("./wire.js").Gathering} Gathering */
/** @typedef {import("./wire.js").Me} Me */
/** @typedef {import("./wire.js").Mine} Mine */
/** @typedef {import("./wire.js").Presence} Presence */
/** @typedef {import("./wire.js").Welcome} Welcome */

/**
 * @typedef {object} Link
 * @property {"connecting"|"live"|"offline"|"ended"} state connecting: never been live on this page
 * @property {number} since the server's milliseconds; offline: when it was last heard
 * @property {string} [reason] ended: "rubbish", "token", "forbidden", "no_board"
 */
/**
 * @typedef {object} Pending
 * @property {import("./wire.js").Command} command
 * @property {number} queuedAt milliseconds since 1970, by this device
 * @property {number|null} sentAt null: waiting for the network
 * @property {import("./wire.js").Refused|null} refusal stays until it is dismissed
 * @property {string|null} person who asked; null: nobody knew yet
 */

/** @type {Gathering} */
const BLANK_GATHERING = {
  id: "gathering", title: "", theme: "", language: "en", timezone: "UTC", state: "gathering", before_quiet: "open",
  people_expected: null, responsible: "", keep_until: null,
}
const MINE_COLLECTIONS = ["profiles", "interests", "notices", "shelf", "wifi", "whereabouts"]

/** `seq` 0 until the first state is here. */
export const board = signal(emptyBoard())
export const mine = signal(emptyMine())
export const presence = signal(/** @type {Presence} */ ({ heads: {}, interest: {}, walls: {}, address: null, notes: {} }))
/** Null before the first welcome. */
export const me = signal(/** @type {Me|null} */ (null))
export const link = signal(/** @type {Link} */ ({ state: "connecting", since: Date.now() }))
/** Oldest first. Kept by `commands.js`. */
export const pending = signal(/** @type {Pending[]} */ ([]))
/** The gathering; a blank one until the first state is here. */
export const frame = computed(() => board.value.gathering["gathering"] ?? BLANK_GATHERING)

/** @type {Set<(flows: Flow[]) => void>} */
const flowListeners = new Set()

/**
 * Hear of everyone who used their two feet, tick by tick.
 * @param {(flows: Flow[]) => void} listener
 * @returns {() => void} stops it
 */
export function onFlows(listener) {
  flowListeners.add(listener)
  return () => flowListeners.delete(listener)
}

/**
 * Let a message change the state.
 * @param {Down} message
 * @returns {boolean} false: events are missing before this one, ask for them
 */
export function receive(message) {
  switch (message.type) {
    case "welcome": return batch(() => receiveWelcome(message))
    case "events": return receiveEvents(message.events)
    case "mine": return receiveMine(message)
    case "presence": return receivePresence(message)
    default: return true
  }
}

/**
 * The first state, as it came over HTTP.
 * @param {import("./wire.js").Snapshot} snapshot
 */
export function receiveSnapshot(snapshot) {
  batch(() => {
    board.value = boardFrom(snapshot, snapshot.board)
    presence.value = wholePresence(snapshot.presence)
  })
}

/** @param {Welcome} welcome */
function receiveWelcome(welcome) {
  me.value = welcome.me
  mine.value = withMine(emptyMine(), /** @type {import("./wire.js").Collections} */ (welcome.mine))
  presence.value = wholePresence(welcome.presence)
  if (welcome.snapshot) {
    board.value = boardFrom(welcome, welcome.snapshot)
    return true
  }
  if (welcome.epoch !== board.value.epoch) return false
  return receiveEvents(welcome.events ?? [])
}

/** @param {import("./wire.js").MineMessage} message */
function receiveMine({ changes }) {
  mine.value = withMine(mine.value, changes)
  return true
}

/** @param {import("./wire.js").BoardEvent[]} events */
function receiveEvents(events) {
  let next = board.value
  for (const event of events) {
    if (event.seq <= next.seq) continue
    if (event.seq !== next.seq + 1) break
    next = apply(next, event)
  }
  board.value = next
  return events.every((event) => event.seq <= next.seq)
}

/** @param {import("./wire.js").PresenceMessage} message */
function receivePresence({ heads, interest, walls, address, notes, flows }) {
  const { value } = presence
  presence.value = {
    heads: mergeCounts(value.heads, heads),
    interest: mergeCounts(value.interest, interest),
    walls: mergeCounts(value.walls, walls),
    address: address === undefined ? value.address : address,
    notes: { ...value.notes, ...notes },
  }
  if (flows) flowListeners.forEach((listener) => listener(flows))
  return true
}

/**
 * @param {Record<string, number>} counts
 * @param {Record<string, number>} [changed] 0: nobody left
 */
function mergeCounts(counts, changed) {
  if (!changed) return counts
  return Object.fromEntries(Object.entries({ ...counts, ...changed }).filter(([, count]) => count > 0))
}

/**
 * Walls that went away while nobody told us must not stay: their whole value comes again with what is watched.
 * The address does not go away.
 * @param {Partial<Presence>} whole
 * @returns {Presence}
 */
function wholePresence({ heads, interest, walls, address, notes }) {
  return {
    heads: mergeCounts({}, heads ?? {}),
    interest: mergeCounts({}, interest ?? {}),
    walls: mergeCounts({}, walls ?? {}),
    address: address ?? presence.value.address,
    notes: notes ?? {},
  }
}

/**
 * @param {Mine} own
 * @param {import("./wire.js").Collections} changes
 */
function withMine(own, changes) {
  return /** @type {Mine} */ ({ ...own, ...changedCollections(own, changes, MINE_COLLECTIONS) })
}

/** @returns {Mine} */
function emptyMine() {
  return { profiles: {}, interests: {}, notices: {}, shelf: {}, wifi: {}, whereabouts: {} }
}

// The board and the only reducer: the same merge as `openspace/domain/board.py`, without a single rule.
// Touches neither the page nor the network.

/** @typedef {import("./wire.js").Board} Board */
/** @typedef {import("./wire.js").BoardEvent} BoardEvent */
/** @typedef {import("./wire.js").Collections} Collections */

/** @type {readonly (Exclude<keyof Board, "epoch"|"seq">)[]} */
export const PUBLIC = [
  "gathering", "rooms", "slots", "topics", "sessions", "people", "announcements", "walls", "actions", "photos", "editions",
]

/** @returns {Board} */
export function emptyBoard() {
  return {
    epoch: null, seq: 0, gathering: {}, rooms: {}, slots: {}, topics: {}, sessions: {}, people: {}, announcements: {}, walls: {},
    actions: {}, photos: {}, editions: {},
  }
}

/**
 * The board as a snapshot has it. Collections of a later version are ignored.
 * @param {{epoch: string, seq: number}} position
 * @param {Collections} collections
 * @returns {Board}
 */
export function boardFrom({ epoch, seq }, collections) {
  const known = PUBLIC.filter((name) => collections[name]).map((name) => [name, collections[name]])
  return { ...emptyBoard(), ...Object.fromEntries(known), epoch, seq }
}

/**
 * The board after the event.
 * @param {Board} board
 * @param {BoardEvent} event
 * @returns {Board}
 */
export function apply(board, event) {
  return { ...board, ...changedCollections(board, event.changes ?? {}, PUBLIC), seq: event.seq }
}

/**
 * The new value of each collection that changes.
 * @param {Record<string, any>} collections
 * @param {Collections} changes
 * @param {readonly string[]} names collections that are known; others are ignored
 * @returns {Record<string, any>}
 */
export function changedCollections(collections, changes, names) {
  const changed = names.filter((name) => changes[name])
  return Object.fromEntries(changed.map((name) => [name, mergeEntities(collections[name], changes[name])]))
}

/**
 * The collection with each changed entity replaced, or removed where it is null.
 * @template Entity
 * @param {Record<string, Entity>} collection
 * @param {Record<string, Entity|null>} changes
 * @returns {Record<string, Entity>}
 */
function mergeEntities(collection, changes) {
  // Spread, not assignment: an entity may be called "__proto__".
  const merged = /** @type {Record<string, Entity>} */ ({ ...collection, ...changes })
  for (const id of Object.keys(changes)) {
    if (changes[id] === null) delete merged[id]
  }
  return merged
}

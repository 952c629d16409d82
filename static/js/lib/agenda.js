// Questions to a board, all pure: give them `board.value` and `now.value`, they hold nothing.

/** @typedef {import("../wire.js").Board} Board */
/** @typedef {import("../wire.js").Presence} Presence */
/** @typedef {import("../wire.js").Room} Room */
/** @typedef {import("../wire.js").Session} Session */
/** @typedef {import("../wire.js").Slot} Slot */
/** @typedef {import("../wire.js").Spot} Spot */
/** @typedef {import("../wire.js").Topic} Topic */

/** Share of the seats from which a room is nearly full. */
export const NEARLY_FULL = 0.9

const GO_OPENS_MS = 10 * 60_000 // "Go" opens this long before a slot

/**
 * In the order they were made, the closed ones too.
 * @param {Board} board
 * @returns {Room[]}
 */
export function sortedRooms(board) {
  return Object.values(board.rooms)
}

/**
 * By time, of every kind.
 * @param {Board} board
 * @returns {Slot[]}
 */
export function sortedSlots(board) {
  return Object.values(board.slots).sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts) || compareText(a.id, b.id))
}

/**
 * The slot that is on, of any kind; null between slots.
 * @param {Board} board
 * @param {number} at the server's milliseconds
 * @returns {Slot|null}
 */
export function currentSlot(board, at) {
  return sortedSlots(board).find((slot) => Date.parse(slot.starts) <= at && at < Date.parse(slot.ends)) ?? null
}

/**
 * The first slot that has not begun, of any kind; null when the day is over.
 * @param {Board} board
 * @param {number} at the server's milliseconds
 * @returns {Slot|null}
 */
export function nextSlot(board, at) {
  return sortedSlots(board).find((slot) => Date.parse(slot.starts) > at) ?? null
}

/**
 * @param {Slot} slot
 * @param {number} at the server's milliseconds
 */
export function hasEnded(slot, at) {
  return Date.parse(slot.ends) <= at
}

/**
 * Whether one may say "I'm going there" (a button may be greyed; the server decides).
 * @param {Slot} slot
 * @param {number} at the server's milliseconds
 */
export function isOpenToFeet(slot, at) {
  return Date.parse(slot.starts) - GO_OPENS_MS <= at && !hasEnded(slot, at)
}

/**
 * @param {Board} board
 * @param {string} room id
 * @param {string} slot id
 * @returns {Session|null}
 */
export function sessionAt(board, room, slot) {
  return Object.values(board.sessions).find((session) => session.room === room && session.slot === slot) ?? null
}

/**
 * The sessions of a topic, by time; empty when it waits for a place.
 * @param {Board} board
 * @param {string} topic id
 * @returns {Session[]}
 */
export function sessionsOf(board, topic) {
  const order = sortedSlots(board).map((slot) => slot.id)
  return Object.values(board.sessions)
    .filter((session) => session.topic === topic)
    .sort((a, b) => order.indexOf(a.slot) - order.indexOf(b.slot))
}

/**
 * The sessions of a slot, in the order of the rooms.
 * @param {Board} board
 * @param {string} slot id
 * @returns {Session[]}
 */
export function sessionsIn(board, slot) {
  return sortedRooms(board).flatMap((room) => sessionAt(board, room.id, slot) ?? [])
}

/**
 * The topics that wait for a place, the longest waiting first.
 * @param {Board} board
 * @returns {Topic[]}
 */
export function waitingTopics(board) {
  const placed = new Set(Object.values(board.sessions).map((session) => session.topic))
  return newestTopics(board).filter((topic) => !placed.has(topic.id)).reverse()
}

/**
 * @param {Board} board
 * @returns {Topic[]}
 */
export function newestTopics(board) {
  return Object.values(board.topics).sort((a, b) => Date.parse(b.posted_at) - Date.parse(a.posted_at) || compareText(b.id, a.id))
}

/**
 * Open rooms without a session, by slot and then room; of one slot, or of all that hold sessions.
 * @param {Board} board
 * @param {string|null} [slot] id
 * @returns {Spot[]}
 */
export function freeCells(board, slot = null) {
  const taken = new Set(Object.values(board.sessions).map((session) => `${session.room} ${session.slot}`))
  const rooms = sortedRooms(board).filter((room) => room.is_open)
  return sortedSlots(board)
    .filter((one) => one.kind === "sessions" && (slot === null || one.id === slot))
    .flatMap((one) => rooms.filter((room) => !taken.has(`${room.id} ${one.id}`)).map((room) => ({ room: room.id, slot: one.id })))
}

/**
 * Empty for one who chose no name.
 * @param {Board} board
 * @param {Topic} topic
 */
export function convenerName(board, topic) {
  return board.people[topic.convener]?.name ?? ""
}

/** @param {Board} board */
export function isQuiet(board) {
  return board.gathering["gathering"]?.state === "quiet"
}

/**
 * How many are here: everyone is in exactly one place.
 * @param {Presence} presence
 */
export function here(presence) {
  return Object.values(presence.heads).reduce((sum, heads) => sum + heads, 0)
}

/**
 * `solid`: who said so themselves; `hollow`: the rest of those counted by hand; `all`: both.
 * @param {Presence} presence
 * @param {Session} session
 */
export function headsIn(presence, session) {
  const solid = presence.heads[session.id] ?? 0
  const hollow = Math.max(0, (session.heads_by_hand ?? 0) - solid)
  return { solid, hollow, all: solid + hollow }
}

/**
 * @param {string} a
 * @param {string} b
 */
function compareText(a, b) {
  return a < b ? -1 : Number(a > b)
}

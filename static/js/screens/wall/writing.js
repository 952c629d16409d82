// Which sessions are being written about, as a wall shows them. Pure: given a board, the counts of the notes, the server's milliseconds.

import { sessionsOf } from "../../lib/agenda.js"
import { placesIn, walkingSlot } from "./day.js"
import { evenPages } from "./paging.js"

/** @typedef {import("../../wire.js").Board} Board */
/** @typedef {import("../../wire.js").Room} Room */
/** @typedef {import("../../wire.js").Topic} Topic */
/** @typedef {import("../../wire.js").Writing} Writing */
/** @typedef {{topic: Topic, room: Room|null, writing: Writing}} Written `room`: null when it has no place */
/** @typedef {{key: string, text: string}} WrittenLine `key`: stays while the line stands there */

const WRITTEN_MAX = 4 // on one page: more lines of each are worth more than more cards

/**
 * Topics that are written about, by page: first those whose session is under way, by room, then those still being written.
 * @param {Board} board
 * @param {Record<string, Writing>} notes by topic
 * @param {number} at
 * @returns {Written[][]} one empty page when nobody has written anything
 */
export function writingPages(board, notes, at) {
  return evenPages([...writtenNow(board, notes, at), ...writtenElsewhere(board, notes, at)], WRITTEN_MAX)
}

/**
 * How many sessions are under way about which nobody has written.
 * @param {Board} board
 * @param {Record<string, Writing>} notes
 * @param {number} at
 */
export function unwrittenNow(board, notes, at) {
  return topicsNow(board, at).filter(({ topic }) => topic.is_on_walls && !isWritten(topic, notes[topic.id])).length
}

/**
 * The newest first, each under a key that it keeps when others come before or after it.
 * @param {string[]} lines oldest first
 * @returns {WrittenLine[]}
 */
export function newestLines(lines) {
  /** @type {Map<string, number>} */
  const seen = new Map()
  return lines.map((text) => {
    const count = (seen.get(text) ?? 0) + 1
    seen.set(text, count)
    return { key: `${count} ${text}`, text }
  }).reverse()
}

/** @param {Board} board @param {number} at @returns {{topic: Topic, room: Room}[]} */
function topicsNow(board, at) {
  const slot = walkingSlot(board, at)
  if (!slot) return []
  return placesIn(board, slot).flatMap(({ room, session }) => {
    const topic = session && board.topics[session.topic]
    return topic ? [{ topic, room }] : []
  })
}

/** @param {Board} board @param {Record<string, Writing>} notes @param {number} at @returns {Written[]} */
function writtenNow(board, notes, at) {
  const found = topicsNow(board, at).filter(({ topic }) => isWritten(topic, notes[topic.id]))
  return found.map(({ topic, room }) => ({ topic, room, writing: notes[topic.id] }))
}

/** @param {Board} board @param {Record<string, Writing>} notes @param {number} at @returns {Written[]} */
function writtenElsewhere(board, notes, at) {
  const now = new Set(topicsNow(board, at).map(({ topic }) => topic.id))
  const topics = Object.values(board.topics).filter((topic) => !now.has(topic.id) && isWritten(topic, notes[topic.id]) && notes[topic.id].writers > 0)
  return topics.map((topic) => ({ topic, room: lastRoom(board, topic), writing: notes[topic.id] }))
}

/** @param {Board} board @param {Topic} topic */
function lastRoom(board, topic) {
  const sessions = sessionsOf(board, topic.id)
  return board.rooms[sessions[sessions.length - 1]?.room] ?? null
}

/** Lines to read, or somebody whose first line is not finished. @param {Topic} topic @param {Writing|undefined} writing */
function isWritten(topic, writing) {
  return topic.is_on_walls && Boolean(writing && (writing.lines.length || writing.writers))
}

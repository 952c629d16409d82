// What the phone's screens ask about topics and about the reader, in the shapes the parts take.

import { computed } from "../../../vendor/preact.js"
import { boardDay, boardTime, minutesUntil, now } from "../../clock.js"
import { NEARLY_FULL, convenerName, hasEnded, headsIn, isOpenToFeet, sessionsOf, sortedSlots } from "../../lib/agenda.js"
import { readerLanguage, t, tn } from "../../lib/i18n.js"
import { board, frame, me, mine, pending, presence } from "../../store.js"
import { LOBBY } from "../../wire.js"


/** @typedef {import("../../wire.js").Topic} Topic */
/** @typedef {import("../../wire.js").Session} Session */
/** @typedef {import("../../wire.js").Slot} Slot */
/** @typedef {import("../../parts/place-line.js").Place} Place */

/** Which slots have begun, are open to feet, are over: changes a few times an hour. */
const dayPhase = computed(() => sortedSlots(board.value)
  .map((slot) => [Date.parse(slot.starts) <= now.value, isOpenToFeet(slot, now.value), hasEnded(slot, now.value)].map(Number).join("")).join(" "))

/**
 * The server's milliseconds, for who asks only how slots stand: unlike `now` it does not draw a long list anew each second.
 * @returns {number}
 */
export function atThisPoint() {
  void dayPhase.value
  return now.peek()
}

/** @returns {string} the reader's id; empty before they joined */
export function myself() {
  return me.value?.person ?? ""
}

/** @returns {import("../../wire.js").Profile | undefined} */
export function myProfile() {
  return mine.value.profiles[myself()]
}

/** @param {Topic} topic */
export function isMyTopic(topic) {
  return topic.convener === myself()
}

/**
 * Whether the reader wants to be there, as they last said, sent or not.
 * @param {string} topicId
 * @returns {boolean}
 */
export function isStarred(topicId) {
  const said = lastUnanswered((command) => command.type === "set_interest" && command.topic === topicId)
  return said ? said.on : (mine.value.interests[myself()]?.topics ?? []).includes(topicId)
}

/** @param {string} topicId */
export function starsOf(topicId) {
  return presence.value.interest[topicId] ?? 0
}

/**
 * Where the reader is, as they last said, sent or not.
 * @returns {{place: string | null, isPending: boolean}} a session's id, "cafe", "lobby", or null: in no count
 */
export function whereIAm() {
  const said = lastUnanswered((command) => command.type === "move")
  if (said) return { place: said.to, isPending: true }
  const known = mine.value.whereabouts[myself()]
  return { place: known ? known.place : LOBBY, isPending: false }
}

/** Whether something about this topic waits to be sent or answered. @param {string} topicId */
export function isTopicPending(topicId) {
  return Boolean(lastUnanswered((command) => command.topic === topicId && command.type !== "set_interest"))
}

/**
 * @param {(command: import("../../wire.js").Command) => boolean} fits
 * @returns {import("../../wire.js").Command | undefined}
 */
function lastUnanswered(fits) {
  const waiting = pending.value.filter((entry) => !entry.refusal && fits(entry.command))
  return waiting[waiting.length - 1]?.command
}

/**
 * The session of a topic that matters now: under way or next, or else the last; undefined while it waits for a place.
 * @param {string} topicId
 * @returns {Session | undefined}
 */
export function sessionThatMatters(topicId) {
  const sessions = sessionsOf(board.value, topicId)
  return sessions.find((session) => !hasEnded(slotOf(session), atThisPoint())) ?? sessions[sessions.length - 1]
}

/** @param {Session} session @returns {Slot} */
export function slotOf(session) {
  return board.value.slots[session.slot]
}

/**
 * @param {string} roomId
 * @param {string} [time] as it is said before the room
 * @returns {Place | null} null when the room is gone
 */
export function placeInWords(roomId, time = "") {
  const room = board.value.rooms[roomId]
  return room ? { room: room.name, colour: room.colour, symbol: room.symbol, time } : null
}

/** @param {Session} session @returns {Place | null} */
export function placeOf(session) {
  return placeInWords(session.room, startInWords(slotOf(session)))
}

/** @param {Slot} slot @returns {string} "10:30", with the day in front where the board has several: "Mon 10:30" */
export function startInWords(slot) {
  const time = boardTime(slot.starts)
  return hasSeveralDays() ? `${dayInWords(slot, "short")} ${time}` : time
}

/** @param {Slot} slot @returns {string} "10:30–11:15" */
export function hoursInWords(slot) {
  return `${boardTime(slot.starts)}–${boardTime(slot.ends)}`
}

/**
 * @param {Slot} slot
 * @param {"short"|"long"} length
 * @returns {string} the weekday in the reader's language
 */
export function dayInWords(slot, length) {
  // Noon of that date anywhere: the day is the board's, whatever zone this device is in.
  const noon = Date.parse(`${boardDay(slot.starts)}T12:00:00Z`)
  return new Intl.DateTimeFormat(readerLanguage(), { weekday: length, timeZone: "UTC" }).format(noon)
}

/** Whether the board spans more than one day. */
export function hasSeveralDays() {
  return new Set(sortedSlots(board.value).map((slot) => boardDay(slot.starts))).size > 1
}

/** @param {Slot} slot @returns {string} "24 min left", while it is on */
export function timeLeftInWords(slot) {
  const minutes = minutesUntil(slot.ends)
  return tn("{n} min left", "{n} min left", minutes)
}

/** @param {Slot} slot @returns {string} what a slot without sessions is called: "Lunch" */
export function labelOf(slot) {
  return slot.label || (slot.kind === "break" ? t("Break") : t("Everybody together"))
}

/** @param {Topic} topic @returns {string} BCP 47 of its words */
export function languageOf(topic) {
  return topic.language || frame.value.language
}

/** @param {Topic} topic @returns {string} the convener's name; empty when they chose none */
export function nameOf(topic) {
  return convenerName(board.value, topic)
}


/** @param {Session} session @returns {string} "19 here, nearly full" */
export function headsInWords(session) {
  const { all } = headsIn(presence.value, session)
  const seats = board.value.rooms[session.room]?.seats ?? Infinity
  if (all >= seats) return tn("{n} here, full", "{n} here, full", all)
  if (all >= seats * NEARLY_FULL) return tn("{n} here, nearly full", "{n} here, nearly full", all)
  return tn("{n} here", "{n} here", all)
}

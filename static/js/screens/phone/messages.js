// What the reader must be told, on every tab until they say OK: acts of theirs that were refused after they had left
// the page, moves of their topics by somebody else, and the facilitator's lines to everyone.

import { computed } from "../../../vendor/preact.js"
import { dismissRefusal, send, sendAgain } from "../../commands.js"
import { sessionAt, sessionsOf } from "../../lib/agenda.js"
import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { boardTime } from "../../clock.js"
import { board, mine, pending } from "../../store.js"
import { placeTopic, repeatTopic } from "./acts.js"
import { myProfile, myself } from "./facts.js"
import { nearestFree, spotInWords } from "./lost-place.js"
import { keepAsDraft } from "./put-up.js"
import { travel } from "./route.js"

/** @typedef {import("../../parts/notice-box.js").NoticeAction} NoticeAction */
/** @typedef {import("../../store.js").Pending} Pending */
/** @typedef {import("../../wire.js").Notice} Notice */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {{id: string, kind: "warn"|"", title: string, text: string, actions: NoticeAction[]}} Message */

/** Oldest first within each kind. */
export const messages = computed(() => [
  ...pending.value.filter((entry) => entry.refusal).map(refusedAct),
  ...unreadNotices().map(noticeToMe),
  ...unreadAnnouncements().map(announcementToAll),
])

/** @param {Pending} entry @returns {Message} */
function refusedAct({ command, refusal }) {
  const { message, instead } = /** @type {import("../../wire.js").Refused} */ (refusal)
  const dismiss = () => dismissRefusal(command.command_id)
  return { id: command.command_id, kind: "warn", title: message, text: instead.text, actions: [...waysOut(/** @type {any} */ ({ command, refusal }), dismiss), ok(dismiss)] }
}

/**
 * @param {Pending} entry that was refused
 * @param {() => void} dismiss
 * @returns {NoticeAction[]} what helps, if anything does
 */
function waysOut({ command, refusal }, dismiss) {
  const refused = /** @type {import("../../wire.js").Refused} */ (refusal)
  if (refused.code === "not_saved") return [{ text: t("Try again"), isLoud: true, onPress: () => sendAgain(command.command_id) }]
  if (command.type === "propose_topic") return [{ text: t("Open the draft"), isLoud: true, onPress: () => backToDraft(command, dismiss) }]
  const free = nearestFree(refused)
  if (!free || !board.value.topics[command["topic"]]) return []
  return [{ text: t("Take {place}", { place: spotInWords(free) }), isLoud: true, onPress: () => takeInstead(command, free, dismiss) }]
}

/**
 * @param {import("../../wire.js").Command} command
 * @param {() => void} dismiss
 */
function backToDraft(command, dismiss) {
  keepAsDraft({ title: command["title"], about: command["about"] })
  dismiss()
  travel("propose")
}

/**
 * @param {import("../../wire.js").Command} command
 * @param {Spot} free
 * @param {() => void} dismiss
 */
function takeInstead({ type, command_id, ...fields }, free, dismiss) {
  const where = { topic: fields["topic"], room: free.room, slot: free.slot }
  dismiss()
  if (type === "repeat_topic") repeatTopic(where)
  else placeTopic(fields["session"] ? { ...where, session: fields["session"] } : where)
}

/** @returns {Notice[]} */
function unreadNotices() {
  const answered = beingDismissed()
  return Object.values(mine.value.notices).filter(({ id, to, by_mouth }) => to === myself() && !by_mouth && !answered.has(id))
}

/** Answered with OK, while the board has not said so. */
function beingDismissed() {
  const waiting = pending.value.filter(({ command, refusal }) => !refusal && command.type === "dismiss_notice")
  return new Set(waiting.map(({ command }) => command["notice"]))
}

/** @param {Notice} notice @returns {Message} */
function noticeToMe(notice) {
  const dismiss = () => { send("dismiss_notice", { notice: notice.id }) }
  const back = canMoveBack(notice) ? [{ text: t("Move it back"), onPress: () => moveBack(notice, dismiss) }] : []
  return { id: notice.id, kind: "warn", title: noticeInWords(notice), text: notice.why, actions: [ok(dismiss), ...back] }
}

/** @param {Notice} notice */
function noticeInWords({ kind, title, origin, place, by }) {
  const who = by || t("The facilitator")
  if (kind === "aside") return t("{who} put “{title}” aside. It lies under Mine.", { who, title })
  if (kind === "restored") return t("{who} put “{title}” up again.", { who, title })
  if (kind === "silenced") return t("{who} has silenced this phone.", { who })
  if (origin && place) return t("{who} moved “{title}” from {origin} to {place}.", { who, title, origin: spotInWords(origin), place: spotInWords(place) })
  if (place) return t("{who} gave “{title}” the place {place}.", { who, title, place: spotInWords(place) })
  return t("“{title}” lost its place and waits for a new one.", { title })
}

/** @param {Notice} notice whether the place it came from is there and free */
function canMoveBack({ kind, topic, origin }) {
  if (kind !== "moved" || !origin || !board.value.topics[topic]) return false
  const isThere = board.value.rooms[origin.room]?.is_open && board.value.slots[origin.slot]
  return Boolean(isThere) && !sessionAt(board.value, origin.room, origin.slot)
}

/**
 * @param {Notice} notice
 * @param {() => void} dismiss
 */
function moveBack({ topic, origin, place }, dismiss) {
  const moved = place && sessionAt(board.value, place.room, place.slot)
  const where = { topic, .../** @type {Spot} */ (origin) }
  if (moved && moved.topic === topic) placeTopic({ ...where, session: moved.id })
  else if (sessionsOf(board.value, topic).length === 0) placeTopic(where)
  else repeatTopic(where)
  dismiss()
}

/** @returns {import("../../wire.js").Announcement[]} said since the reader joined and not answered with OK */
function unreadAnnouncements() {
  const { read = [], joined_at = null } = myProfile() ?? {}
  const since = joined_at ? Date.parse(joined_at) : 0
  const answered = beingDismissed()
  return Object.values(board.value.announcements)
    .filter(({ id, at }) => Date.parse(at) >= since && !read.includes(id) && !answered.has(id))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/** @param {import("../../wire.js").Announcement} announcement @returns {Message} */
function announcementToAll({ id, text, at }) {
  const dismiss = () => { send("dismiss_notice", { notice: id }) }
  const when = t("The facilitator to everyone, {time}", { time: isolateLeftToRight(boardTime(at)) })
  return { id, kind: "", title: text, text: when, actions: [ok(dismiss)] }
}

/** @param {() => void} onPress @returns {NoticeAction} */
function ok(onPress) {
  return { text: t("OK"), onPress }
}

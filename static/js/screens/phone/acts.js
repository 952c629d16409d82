// What a reader does from the phone, and what can be taken back: the last act stays offered until the next.

import { signal } from "../../../vendor/preact.js"
import { answerOf, send } from "../../commands.js"
import { readBoot } from "../../lib/boot.js"
import { forget, recall, remember } from "../../lib/device.js"
import { t } from "../../lib/i18n.js"
import { me } from "../../store.js"

/** @typedef {import("../../commands.js").Answer} Answer */
/** @typedef {{seq: number, text: string, person: string | null}} DoneAct `seq`: what undo names it by */

/** The reader's last act, while it can be taken back; it survives a reload. */
export const lastAct = signal(/** @type {DoneAct | null} */ (null))

/** Offer what could be taken back before this page was loaded, to who did it. */
export function restoreLastAct() {
  const kept = recall(lastActKey())
  if (kept?.person === me.value?.person) lastAct.value = kept
}

/** @param {DoneAct | null} done */
function keepLastAct(done) {
  lastAct.value = done
  if (done) remember(lastActKey(), done)
  else forget(lastActKey())
}

function lastActKey() {
  return `openspace.${readBoot().code}.last_act`
}

/**
 * Send an act that can be taken back. A refusal stays with the acts that wait, where every screen shows it.
 * @param {string} type
 * @param {Record<string, unknown>} fields
 * @param {string} done what is said once it has happened: "“Språkcafé” is up"
 * @returns {{commandId: string, answer: Promise<Answer>}}
 */
export function act(type, fields, done) {
  const commandId = send(type, fields)
  keepLastAct(null)
  return { commandId, answer: offerUndo(commandId, done) }
}

/**
 * @param {string} commandId
 * @param {string} done
 */
async function offerUndo(commandId, done) {
  const answer = await answerOf(commandId)
  if (answer.accepted) keepLastAct({ seq: answer.accepted.seq, text: done, person: me.value?.person ?? null })
  return answer
}

/** Take the last act back. If that is refused, every screen shows why. */
export function undoLastAct() {
  if (lastAct.value) send("undo", { seq: lastAct.value.seq })
  keepLastAct(null)
}

/**
 * Say "I want to be there", or no longer.
 * @param {string} topicId
 * @param {boolean} on
 */
export function starTopic(topicId, on) {
  send("set_interest", { topic: topicId, on })
}

/** Use one's two feet. @param {string | null} to a session's id, "cafe", "lobby", or null: in no count */
export function walkTo(to) {
  send("move", { to })
}

/**
 * Give a topic a place, or move it there. `session`: which of its sessions moves.
 * @param {{topic: string, room: string, slot: string, session?: string}} where
 */
export function placeTopic(where) {
  return act("place_topic", where, t("It has its place"))
}

/**
 * Let a topic that has a place meet once more.
 * @param {{topic: string, room: string, slot: string}} where
 */
export function repeatTopic(where) {
  return act("repeat_topic", where, t("It meets once more"))
}

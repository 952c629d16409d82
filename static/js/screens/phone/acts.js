// What a reader does from the phone, and what can be taken back: the last act stays offered until the next, or until what it
// did is no longer as it left it.

import { computed, signal } from "../../../vendor/preact.js"
import { answerOf, send } from "../../commands.js"
import { readBoot } from "../../lib/boot.js"
import { forget, recall, remember } from "../../lib/device.js"
import { t } from "../../lib/i18n.js"
import { board, me } from "../../store.js"

/** @typedef {import("../../commands.js").Answer} Answer */
/** @typedef {{collection: "topics" | "sessions", id: string}} Touched */
/** @typedef {Touched & {seq: number, text: string, person: string | null, left: string}} DoneAct
 *    `seq`: what undo names it by. `left`: what it touched, as it left that, in JSON */

/** It survives a reload. */
const keptAct = signal(/** @type {DoneAct | null} */ (null))

/** The reader's last act, while it can be taken back: the board undoes nothing that has changed since. */
export const lastAct = computed(() => keptAct.value && asItIs(keptAct.value) === keptAct.value.left ? keptAct.value : null)

/** Offer what could be taken back before this page was loaded, to who did it. */
export function restoreLastAct() {
  const kept = recall(lastActKey())
  if (kept?.person === me.value?.person) keptAct.value = kept
}

/** @param {DoneAct | null} done */
function keepLastAct(done) {
  keptAct.value = done
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
  return { commandId, answer: offerUndo(commandId, fields, done) }
}

/**
 * @param {string} commandId
 * @param {Record<string, unknown>} fields
 * @param {string} done
 */
async function offerUndo(commandId, fields, done) {
  const answer = await answerOf(commandId)
  if (answer.accepted) {
    const touched = touchedBy({ ...fields, ...answer.accepted.made })
    keepLastAct({ ...touched, left: asItIs(touched), seq: answer.accepted.seq, text: done, person: me.value?.person ?? null })
  }
  return answer
}

/** @param {Record<string, unknown>} named what the act said and made @returns {Touched} */
function touchedBy({ session, topic }) {
  return session ? { collection: "sessions", id: String(session) } : { collection: "topics", id: String(topic) }
}

/** @param {Touched} touched @returns {string} */
function asItIs({ collection, id }) {
  return JSON.stringify(board.value[collection]?.[id] ?? null)
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

// What this person asks of the board: queued, kept on the device until answered, sent in order once there is a socket.
// The same command id is the same act, so sending again after a lost connection never does a thing twice.

import { forget, onOtherTab, recall, remember, rememberedKeys } from "./lib/device.js"
import { hasEnded } from "./lib/agenda.js"
import { readBoot } from "./lib/boot.js"
import { serverNow } from "./clock.js"
import { t } from "./lib/i18n.js"
import { board, me, pending } from "./store.js"

/** @typedef {import("./wire.js").Accepted} Accepted */
/** @typedef {import("./wire.js").Command} Command */
/** @typedef {import("./wire.js").Refused} Refused */
/** @typedef {import("./store.js").Pending} Pending */
/** @typedef {{accepted: Accepted, refused?: undefined} | {refused: Refused, accepted?: undefined}} Answer */

const MOVE_MAX_AGE_MS = 120_000 // a walk that long ago says nothing of where one is now
const ANSWERS_KEPT = 200
const NOT_SAVED = "not_saved" // the server's disk; the same id may be sent again

/** @type {((command: Command) => void)|null} */
let deliver = null // null while there is no socket that has been welcomed

/** @type {Set<(commandId: string, answer: Answer) => void>} */
const answerListeners = new Set()
/** @type {Map<string, (answer: Answer) => void>} */
const waitingForms = new Map()
/** @type {Map<string, Answer>} */
const answers = new Map()

/**
 * Ask something of the board.
 * @param {string} type "propose_topic"
 * @param {Record<string, any>} [fields] with a `command_id` of `newCommandId` where the caller must know it before
 * @returns {string} its command id
 */
export function send(type, fields = {}) {
  const command = { type, command_id: newCommandId(), ...fields }
  const entry = { command, queuedAt: nextQueuedAt(), sentAt: null, refusal: null, person: me.value?.person ?? null }
  remember(keyOf(command.command_id), entry)
  pending.value = [...pending.value, entry]
  if (deliver) deliverEntry(entry, deliver)
  return command.command_id
}

/**
 * What the board says to a command, whenever it does. A refusal also stays in `pending` until `dismissRefusal`.
 * @param {string} commandId
 * @returns {Promise<Answer>}
 */
export function answerOf(commandId) {
  const known = answers.get(commandId)
  if (known) return Promise.resolve(known)
  return new Promise((resolve) => {
    const earlier = waitingForms.get(commandId)
    waitingForms.set(commandId, (answer) => {
      earlier?.(answer)
      resolve(answer)
    })
  })
}

/**
 * Hear every answer, also to what was asked before this page was loaded.
 * @param {(commandId: string, answer: Answer) => void} listener
 * @returns {() => void} stops it
 */
export function onAnswer(listener) {
  answerListeners.add(listener)
  return () => answerListeners.delete(listener)
}

/** 128 random bits. randomUUID is not there on plain http. */
export function newCommandId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/**
 * The person has read why; on every tab.
 * @param {string} commandId
 */
export function dismissRefusal(commandId) {
  dropEntry(commandId)
}

/**
 * Ask the same again, under the same id, after a refusal that may pass.
 * @param {string} commandId
 */
export function sendAgain(commandId) {
  const entry = replaceEntry(commandId, { refusal: null, sentAt: null })
  answers.delete(commandId)
  if (entry && deliver) deliverEntry(entry, deliver)
}

/** Bring back what was asked before this page was loaded, and follow the other tabs. */
export function restorePending() {
  const entries = rememberedKeys(keyOf("")).map((key) => recall(key)).filter((entry) => entry?.command?.command_id)
  pending.value = entries.map((entry) => ({ ...entry, sentAt: null })).sort((a, b) => a.queuedAt - b.queuedAt)
  onOtherTab((key) => {
    if (key.startsWith(keyOf("")) && recall(key) === null) forgetEntry(key.slice(keyOf("").length))
  })
}

/**
 * The socket is welcomed: everything unanswered goes out, oldest first.
 * @param {(command: Command) => void} through
 */
export function resumeSending(through) {
  deliver = through
  pending.value = pending.value.filter(isOurs).map((entry) => ({ ...entry, sentAt: null }))
  for (const entry of pending.value) {
    if (entry.refusal?.code === NOT_SAVED) sendAgain(entry.command.command_id)
    else if (!entry.refusal) deliverEntry(entry, through)
  }
}

/** The socket is gone: what was sent and not answered waits again. */
export function pauseSending() {
  deliver = null
  pending.value = pending.value.map((entry) => ({ ...entry, sentAt: null }))
}

/** @param {Accepted} accepted */
export function receiveAccepted(accepted) {
  dropEntry(accepted.command_id)
  settle(accepted.command_id, { accepted })
}

/** @param {Refused} refused */
export function receiveRefused(refused) {
  if (refused.command_id === null) return
  // Gone from the device: read and dismissed in another tab, so it must not come back.
  replaceEntry(refused.command_id, { refusal: refused })
  settle(refused.command_id, { refused })
}

/**
 * @param {Pending} entry
 * @param {(command: Command) => void} through
 */
function deliverEntry(entry, through) {
  const { command } = entry
  const refusal = command.type === "move" ? staleMove(entry) : null
  if (refusal) {
    receiveRefused(refusal)
    return
  }
  replaceEntry(command.command_id, { sentAt: Date.now() })
  through(command)
}

/**
 * Why a walk is not worth sending any more; null if it is.
 * @param {Pending} entry
 * @returns {Refused|null}
 */
function staleMove({ command, queuedAt }) {
  const slot = board.value.slots[board.value.sessions[command["to"]]?.slot]
  if (slot && hasEnded(slot, serverNow())) return notSent(command, t("That session is over, so your move was not sent."))
  const isStale = Date.now() - queuedAt > MOVE_MAX_AGE_MS
  return isStale ? notSent(command, t("Your move waited too long for the network and was not sent.")) : null
}

/**
 * @param {Command} command
 * @param {string} message
 * @returns {Refused}
 */
function notSent({ command_id }, message) {
  return { type: "refused", command_id, code: "too_late", message, instead: { text: t("Say where you are now.") } }
}

/** Asked by whoever the server takes this screen for. @param {Pending} entry */
function isOurs({ person }) {
  return person === null || person === me.value?.person
}

/**
 * @param {string} commandId
 * @param {Partial<Pending>} changes
 * @returns {Pending|null} null: it is no longer there
 */
function replaceEntry(commandId, changes) {
  const old = pending.value.find((entry) => entry.command.command_id === commandId)
  if (!old) return null
  if (recall(keyOf(commandId)) === null) {
    forgetEntry(commandId)
    return null
  }
  const entry = { ...old, ...changes }
  remember(keyOf(commandId), entry)
  pending.value = pending.value.map((one) => (one === old ? entry : one))
  return entry
}

/** @param {string} commandId */
function dropEntry(commandId) {
  forget(keyOf(commandId))
  forgetEntry(commandId)
}

/** @param {string} commandId */
function forgetEntry(commandId) {
  if (pending.value.some((entry) => entry.command.command_id === commandId)) {
    pending.value = pending.value.filter((entry) => entry.command.command_id !== commandId)
  }
}

/**
 * @param {string} commandId
 * @param {Answer} answer
 */
function settle(commandId, answer) {
  answers.set(commandId, answer)
  if (answers.size > ANSWERS_KEPT) answers.delete(/** @type {string} */ (answers.keys().next().value))
  waitingForms.get(commandId)?.(answer)
  waitingForms.delete(commandId)
  answerListeners.forEach((listener) => listener(commandId, answer))
}

/** Later than all before it, so that the order survives a reload. */
function nextQueuedAt() {
  return pending.value.reduce((latest, entry) => Math.max(latest, entry.queuedAt + 1), Date.now())
}

/** @param {string} commandId */
function keyOf(commandId) {
  return `openspace.${readBoot().code}.pending.${commandId}`
}

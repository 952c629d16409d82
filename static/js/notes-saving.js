// Follows the provider of one document: asks the server whether it has everything, and leaves a line on which nobody answers.

import { answerHeard, changedHere, isWorthAsking, lineEnded, lineGreeted, lineLost, lineOpened, NOTHING_WRITTEN, questionSent } from "./lib/saving.js"
import { signal } from "../vendor/preact.js"
import { createDecoder, createEncoder, decodeStateVector, encodeStateVector, parseUpdateMeta, readVarUint, readVarUint8Array, toUint8Array, writeSyncStep1, writeVarUint } from "../vendor/yjs.js"

/** @typedef {import("./lib/saving.js").Saving} Saving */
/** @typedef {import("../vendor/yjs.js").WebsocketProvider} WebsocketProvider */
/** @typedef {import("../vendor/yjs.js").YDoc} YDoc */
/** @typedef {""|"token"|"forbidden"|"no_board"|"too_long"} EndReason */
/** @template T @typedef {import("../vendor/preact.js").Signal<T>} Signal */

const MESSAGE_SYNC = 0 // y-protocols
const STEP_1 = 0
const STEP_2 = 1

const SAVING_TICK_MS = 300
const ASK_AFTER_MS = 500 // without a change here
const ASK_AT_LEAST_MS = 2_000 // while somebody goes on writing
const STORED_ANSWER_MAX_MS = 8_000 // no answer for that long: nobody is there
const NOTES_OPENING_MAX_MS = 10_000

/** @type {Readonly<Record<number, EndReason>>} */
const FINAL_CLOSES = { 4401: "token", 4403: "forbidden", 4404: "no_board", 4413: "too_long" }

/**
 * @typedef {object} Question
 * @property {Uint8Array} asked state vector it was sent with
 * @property {Uint8Array} vector of what is stored once it is answered
 * @property {number} at milliseconds, by this device
 */
/**
 * @typedef {object} Account of one document on this screen
 * @property {WebsocketProvider} provider
 * @property {YDoc} doc
 * @property {Signal<Saving>} saving
 * @property {Signal<boolean>} isSynced whether the text has come; stays true
 * @property {Signal<EndReason>} reason why it ended
 * @property {Uint8Array} stored state vector of what is certainly stored
 * @property {Question[]} questions one for each of `saving.asked`
 * @property {number} changedAt milliseconds, by this device
 * @property {number} waitingSince the first change that no question was sent after
 * @property {number} openingAt
 */

/**
 * @param {WebsocketProvider} provider not connected yet
 * @param {YDoc} doc
 * @returns {{account: Account, stop: () => void}}
 */
export function followSaving(provider, doc) {
  /** @type {Account} */
  const account = {
    provider, doc, saving: signal(NOTHING_WRITTEN), isSynced: signal(false), reason: signal(/** @type {EndReason} */ ("")),
    stored: encodeStateVector(doc), questions: [], changedAt: 0, waitingSince: 0, openingAt: Date.now(),
  }
  doc.on("update", (_update, origin) => {
    if (origin !== provider) noteChange(account)
  })
  followLine(account)
  followSync(account)
  const timer = setInterval(() => tickSaving(account), SAVING_TICK_MS)
  const stopWaking = onWaking(() => wakeSaving(account))
  return {
    account,
    stop() {
      clearInterval(timer)
      stopWaking()
    },
  }
}

/** @param {Account} account */
function noteChange(account) {
  account.changedAt = Date.now()
  if (!isWorthAsking(account.saving.peek())) account.waitingSince = account.changedAt
  stepSaving(account, changedHere)
}

/**
 * @param {Account} account
 * @param {(saving: Saving) => Saving} change
 */
function stepSaving(account, change) {
  account.saving.value = change(account.saving.peek())
}

/** @param {Account} account */
function followLine(account) {
  const { provider } = account
  provider.on("status", ({ status }) => {
    if (status === "connecting") account.openingAt = Date.now()
    if (status !== "connected") return
    account.questions = [{ asked: encodeStateVector(account.doc), vector: account.stored, at: Date.now() }] // the provider's own
    stepSaving(account, lineOpened)
  })
  provider.on("connection-close", () => stepSaving(account, lineLost))
  provider.on("closed", ({ code }) => {
    account.reason.value = FINAL_CLOSES[code] ?? "forbidden"
    stepSaving(account, lineEnded)
  })
}

/** @param {Account} account */
function followSync(account) {
  const { messageHandlers } = account.provider
  const readSync = messageHandlers[MESSAGE_SYNC]
  messageHandlers[MESSAGE_SYNC] = (encoder, decoder, ...rest) => {
    const message = createDecoder(decoder.arr.subarray(decoder.pos))
    const kind = readVarUint(message)
    readSync(encoder, decoder, ...rest)
    // What this screen has and the server has not goes out after this turn; questions come after it.
    if (kind === STEP_1) setTimeout(() => hearStep1(account), 0)
    if (kind === STEP_2) hearStep2(account, readVarUint8Array(message))
  }
}

/**
 * Asked once as the line opens. Asked again, the server has missed something, so nothing here counts as stored.
 * @param {Account} account
 */
function hearStep1(account) {
  if (account.saving.peek().isGreeted) noteChange(account)
  stepSaving(account, lineGreeted)
}

/**
 * An answer begins where its question said that this screen's knowledge ends. The server also sends everything unasked,
 * to a screen that was behind: that says nothing of what was written here.
 * @param {Account} account
 * @param {Uint8Array} update
 */
function hearStep2(account, update) {
  account.isSynced.value = true
  const [question, ...rest] = account.questions
  if (!question || !isAnswerTo(question.asked, update)) return
  account.questions = rest
  account.stored = question.vector
  stepSaving(account, answerHeard)
}

/**
 * @param {Uint8Array} vector state vector that was sent
 * @param {Uint8Array} update
 */
function isAnswerTo(vector, update) {
  const known = decodeStateVector(vector)
  return [...parseUpdateMeta(update).from].every(([client, clock]) => clock >= (known.get(client) ?? 0))
}

/** @param {Account} account */
function askWhetherStored(account) {
  const { provider, doc } = account
  const vector = encodeStateVector(doc)
  account.questions = [...account.questions, { asked: vector, vector, at: Date.now() }]
  stepSaving(account, questionSent)
  const encoder = createEncoder()
  writeVarUint(encoder, MESSAGE_SYNC)
  writeSyncStep1(encoder, doc)
  provider.ws?.send(toUint8Array(encoder))
}

/** @param {Account} account */
function tickSaving(account) {
  const { provider, questions, changedAt, waitingSince, openingAt } = account
  const saving = account.saving.peek()
  const at = Date.now()
  const isDeaf = saving.line === "open" && questions.length > 0 && at - questions[0].at > STORED_ANSWER_MAX_MS
  const isStuck = provider.ws !== null && !provider.wsconnected && at - openingAt > NOTES_OPENING_MAX_MS
  const isTimeToAsk = at - changedAt >= ASK_AFTER_MS || at - waitingSince >= ASK_AT_LEAST_MS
  if (isDeaf || isStuck) connectAnew(provider)
  else if (isTimeToAsk && isWorthAsking(saving)) askWhetherStored(account)
}

/** Awake, or the network is back: know now. @param {Account} account */
function wakeSaving(account) {
  const { line, isGreeted } = account.saving.peek()
  if (line === "open" && isGreeted) askWhetherStored(account)
  else if (line === "connecting" || line === "lost") account.provider.connect()
}

/** @param {WebsocketProvider} provider */
function connectAnew(provider) {
  provider.disconnect()
  provider.connect()
}

/**
 * @param {() => void} listener
 * @returns {() => void} stops it
 */
function onWaking(listener) {
  const ifVisible = () => {
    if (document.visibilityState === "visible") listener()
  }
  addEventListener("online", listener)
  addEventListener("pageshow", listener)
  document.addEventListener("visibilitychange", ifVisible)
  return () => {
    removeEventListener("online", listener)
    removeEventListener("pageshow", listener)
    document.removeEventListener("visibilitychange", ifVisible)
  }
}

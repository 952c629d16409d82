// Keeps on the device what was written and is not stored yet, and takes up what an earlier page left there.

import { forgetIfUnchanged, forgetKeptNotes, keepNotes, keptNotesKey, readKeptNotes } from "./lib/kept-notes.js"
import { stayWhile } from "./lib/release.js"
import { hasUnsaved } from "./lib/saving.js"
import { me } from "./store.js"
import { effect, signal } from "../vendor/preact.js"
import { YDoc, applyUpdate, encodeStateAsUpdate } from "../vendor/yjs.js"

/** @typedef {import("./notes-saving.js").Account} Account */
/** @template T @typedef {import("../vendor/preact.js").ReadonlySignal<T>} ReadonlySignal */

/** Of the document: a Markdown text. */
export const NOTES_ROOT = "notes"

const KEEP_AFTER_MS = 300
const NOT_KNOWN_YET = ["nobody", "gone"]
const REFUSALS = ["forbidden", "too_long"]

/**
 * @typedef {object} Keeping
 * @property {Account} account
 * @property {string} prefix of the keys of every tab
 * @property {string} own this tab's key
 * @property {Map<string, string>} takenUp by keys of other pages: what they had kept, and is in the document now
 * @property {Map<string, string>} staying the same of what may not be sent
 * @property {import("../vendor/preact.js").Signal<string>} withheld
 * @property {import("../vendor/preact.js").Signal<boolean>} isKept whether this device could keep what is not stored
 */

/**
 * @param {Account} account
 * @param {{code: string, topic: string, readOnly: ReadonlySignal<string>}} where
 * @returns {{withheld: ReadonlySignal<string>, isKept: ReadonlySignal<boolean>, dropWithheld: () => void, stop: () => void}}
 *   withheld: the text with what may not be sent; "" if nothing is. isKept: false where it lasts until the page closes
 */
export function keepOnDevice(account, { code, topic, readOnly }) {
  /** @type {Keeping} */
  const keeping = {
    account, prefix: keptNotesKey(code, topic, ""), own: keptNotesKey(code, topic, String(account.doc.clientID)),
    takenUp: new Map(), staying: new Map(), withheld: signal(""), isKept: signal(true),
  }
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer
  const keep = () => {
    timer = undefined
    keepUnsaved(keeping)
  }
  const stopWriting = effect(() => {
    if (account.reason.value) keep()
    else if (hasUnsaved(account.saving.value)) timer ??= setTimeout(keep, KEEP_AFTER_MS)
    else forgetStored(keeping)
  })
  const stopTakingUp = effect(() => {
    const why = readOnly.value
    if (account.isSynced.value && !NOT_KNOWN_YET.includes(why)) setTimeout(() => takeUp(keeping, why === ""), 0)
  })
  addEventListener("pagehide", keep)
  const stopStaying = stayWhile(() => hasUnsaved(account.saving.peek()) && !keeping.isKept.peek())
  return {
    withheld: keeping.withheld, isKept: keeping.isKept,
    dropWithheld: () => dropWithheld(keeping),
    stop() {
      clearTimeout(timer)
      keep()
      stopWriting()
      stopTakingUp()
      stopStaying()
      removeEventListener("pagehide", keep)
    },
  }
}

/** @param {Keeping} keeping */
function keepUnsaved({ account: { saving, doc, stored, reason }, own, isKept }) {
  if (!hasUnsaved(saving.peek())) return
  const person = me.peek()?.person ?? null
  isKept.value = keepNotes(own, { person, update: encodeStateAsUpdate(doc, stored), isRefused: REFUSALS.includes(reason.peek()) })
}

/** @param {Keeping} keeping */
function forgetStored({ account: { saving }, own, takenUp }) {
  if (saving.peek().changes > 0) forgetKeptNotes(own)
  takenUp.forEach((asRead, key) => forgetIfUnchanged(key, asRead))
  takenUp.clear()
}

/**
 * What was refused before would be refused again, and end this page too.
 * @param {Keeping} keeping
 * @param {boolean} mayWrite
 */
function takeUp(keeping, mayWrite) {
  const { account: { doc, saving }, takenUp, withheld } = keeping
  const left = leftBehind(keeping)
  const stays = left.filter(({ isRefused }) => isRefused || !mayWrite)
  keeping.staying = new Map(stays.map(({ key, asRead }) => [key, asRead]))
  withheld.value = stays.length > 0 ? textWith(doc, stays.map(({ update }) => update)) : ""
  for (const { key, update, asRead } of left.filter((one) => !stays.includes(one))) {
    applyKept(doc, update)
    takenUp.set(key, asRead)
  }
  if (!hasUnsaved(saving.peek())) forgetStored(keeping)
}

/** @param {Keeping} keeping */
function dropWithheld({ staying, withheld }) {
  staying.forEach((asRead, key) => forgetIfUnchanged(key, asRead))
  staying.clear()
  withheld.value = ""
}

/** By earlier pages and other tabs. @param {Keeping} keeping */
function leftBehind({ prefix, own, takenUp }) {
  return readKeptNotes(prefix, me.peek()?.person ?? null).filter(({ key }) => key !== own && !takenUp.has(key))
}

/**
 * What lies on a device may be cut short.
 * @param {YDoc} doc
 * @param {Uint8Array} update
 */
function applyKept(doc, update) {
  try {
    applyUpdate(doc, update, "kept")
  } catch {
    // Nothing of it can be read, so nothing of it can be shown.
  }
}

/**
 * @param {YDoc} doc
 * @param {Uint8Array[]} updates
 */
function textWith(doc, updates) {
  const copy = new YDoc()
  applyUpdate(copy, encodeStateAsUpdate(doc))
  updates.forEach((update) => applyKept(copy, update))
  return copy.getText(NOTES_ROOT).toString()
}

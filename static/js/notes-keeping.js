// Keeps on the device what was written and is not stored yet, and takes up what an earlier page left there.

import { forgetKeptNotes, keepNotes, keptNotesKey, readKeptNotes } from "./lib/kept-notes.js"
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

/**
 * @typedef {object} Keeping
 * @property {Account} account
 * @property {string} prefix of the keys of every tab
 * @property {string} own this tab's key
 * @property {Set<string>} takenUp keys of earlier pages whose text is in the document now
 * @property {import("../vendor/preact.js").Signal<string>} withheld
 */

/**
 * @param {Account} account
 * @param {{code: string, topic: string, readOnly: ReadonlySignal<string>}} where
 * @returns {{withheld: ReadonlySignal<string>, stop: () => void}} withheld: the text with what may not be sent any more
 */
export function keepOnDevice(account, { code, topic, readOnly }) {
  /** @type {Keeping} */
  const keeping = {
    account, prefix: keptNotesKey(code, topic, ""), own: keptNotesKey(code, topic, String(account.doc.clientID)),
    takenUp: new Set(), withheld: signal(""),
  }
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer
  const keep = () => {
    timer = undefined
    keepUnsaved(keeping)
  }
  const stopWriting = effect(() => {
    if (hasUnsaved(account.saving.value)) timer ??= setTimeout(keep, KEEP_AFTER_MS)
    else forgetStored(keeping)
  })
  const stopTakingUp = effect(() => {
    const why = readOnly.value
    if (account.isSynced.value && !NOT_KNOWN_YET.includes(why)) setTimeout(() => takeUp(keeping, why === ""))
  })
  addEventListener("pagehide", keep)
  return {
    withheld: keeping.withheld,
    stop() {
      clearTimeout(timer)
      keep()
      stopWriting()
      stopTakingUp()
      removeEventListener("pagehide", keep)
    },
  }
}

/** @param {Keeping} keeping */
function keepUnsaved({ account: { saving, doc, stored }, own }) {
  if (hasUnsaved(saving.peek())) keepNotes(own, me.peek()?.person ?? null, encodeStateAsUpdate(doc, stored))
}

/** @param {Keeping} keeping */
function forgetStored({ account: { saving }, own, takenUp }) {
  if (saving.peek().changes > 0) forgetKeptNotes([own])
  forgetKeptNotes([...takenUp])
  takenUp.clear()
}

/**
 * @param {Keeping} keeping
 * @param {boolean} mayWrite
 */
function takeUp(keeping, mayWrite) {
  const { account: { doc, saving }, prefix, own, takenUp, withheld } = keeping
  const left = readKeptNotes(prefix, me.peek()?.person ?? null).filter(({ key }) => key !== own && !takenUp.has(key))
  withheld.value = !mayWrite && left.length > 0 ? textWith(doc, left.map(({ update }) => update)) : ""
  if (!mayWrite) return
  for (const { key, update } of left) {
    applyKept(doc, update)
    takenUp.add(key)
  }
  if (!hasUnsaved(saving.peek())) forgetStored(keeping)
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

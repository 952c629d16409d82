// Notes that are written but not stored yet, kept on this device until they are: each tab's own difference to what is stored.

import { forget, recall, remember, rememberedKeys } from "./device.js"

/**
 * @typedef {object} KeptNotes
 * @property {string|null} person who wrote it; null: nobody knew yet
 * @property {Uint8Array} update of Yjs
 * @property {boolean} isRefused the server would not take it
 */

/**
 * @param {string} code of the board
 * @param {string} topic id
 * @param {string} tab anything that tells this tab from the others; empty: the prefix of all
 */
export function keptNotesKey(code, topic, tab) {
  return `openspace.${code}.notes.${topic}.${tab}`
}

/**
 * @param {string} key
 * @param {KeptNotes} kept
 * @returns {boolean} false: only until the page closes
 */
export function keepNotes(key, { person, update, isRefused }) {
  return remember(key, { person, update: base64Of(update), isRefused })
}

/**
 * What this person left unsent, in this and other tabs.
 * @param {string} prefix `keptNotesKey` without a tab
 * @param {string|null} person
 * @returns {(KeptNotes & {key: string, asRead: string})[]} `asRead`: the update as it lies there
 */
export function readKeptNotes(prefix, person) {
  const found = rememberedKeys(prefix).map((key) => ({ key, kept: recall(key) })).filter(({ kept }) => isTheirs(kept, person))
  return found.map(({ key, kept }) => ({ key, person: kept.person, update: bytesOf(kept.update), asRead: kept.update, isRefused: kept.isRefused === true }))
}

/** @param {string} key of this tab's own */
export function forgetKeptNotes(key) {
  forget(key)
}

/**
 * Another tab may have kept more under its key meanwhile: that stays.
 * @param {string} key
 * @param {string} asRead
 */
export function forgetIfUnchanged(key, asRead) {
  if (recall(key)?.update === asRead) forget(key)
}

/**
 * @param {any} kept
 * @param {string|null} person
 */
function isTheirs(kept, person) {
  return typeof kept?.update === "string" && (kept.person === null || kept.person === person)
}

/** @param {Uint8Array} bytes */
function base64Of(bytes) {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Empty when it is not base64. @param {string} text */
function bytesOf(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

// Titles and lines that are written but not sent, kept on this device until they are.

import { forget, recall, remember, rememberedKeys } from "./device.js"
import { readBoot } from "./boot.js"

/**
 * Keep what a form holds; an empty one is forgotten.
 * @param {string} form "propose"
 * @param {Record<string, string>} fields
 */
export function keepDraft(form, fields) {
  if (Object.values(fields).some((text) => text.trim())) remember(draftKey(form), fields)
  else dropDraft(form)
}

/**
 * What the form held when it was last left.
 * @param {string} form
 * @returns {Record<string, string>} empty: nothing kept
 */
export function readDraft(form) {
  const kept = recall(draftKey(form))
  return kept !== null && typeof kept === "object" ? kept : {}
}

/**
 * It was sent, or is not wanted any more.
 * @param {string} form
 */
export function dropDraft(form) {
  forget(draftKey(form))
}

/** Somebody else uses this device from now on. What was sent and not answered stays whose it is. */
export function dropAllDrafts() {
  rememberedKeys(draftKey("")).forEach(forget)
}

/** @param {string} form */
function draftKey(form) {
  return `openspace.${readBoot().code}.draft.${form}`
}

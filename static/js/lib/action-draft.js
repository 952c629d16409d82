// An action as it is being written, and what of it goes to the board.

import { readDraft } from "./drafts.js"

/** @typedef {import("../wire.js").Action} Action */
/** @typedef {{what: string, who: string, person: string, role: string, due: string, step: string, progress: string, news: string}} Written
 *   `person`: id, when the name is somebody's on the board. `role`: "yes" or "" */

/** @type {Written} */
const BLANK_ACTION = { what: "", who: "", person: "", role: "", due: "", step: "", progress: "open", news: "" }

/** @param {string} topic @returns {string} under which what is written and not sent is kept */
export function draftOfAction(topic) {
  return `action.${topic}`
}

/**
 * What the form begins with: what was left in it, or else the action.
 * @param {string} key
 * @param {string} what
 * @param {Action|null} action
 */
export function firstWritten(key, what, action) {
  const kept = readDraft(key)
  const known = action && {
    what: action.what, who: action.who, person: action.person, role: action.is_role ? "yes" : "", due: action.due ?? "",
    step: action.first_step, progress: action.progress, news: action.news,
  }
  return { ...BLANK_ACTION, ...known, ...kept, ...(what ? { what } : {}) }
}

/** The fields of a new one. @param {Written} written */
export function writtenFields({ what, who, person, role, due, step }) {
  return { what, who: who.trim() || null, person: person || null, is_role: role === "yes", due: due || null, first_step: step.trim() || null }
}

/**
 * Only what differs: who may only say how it goes sends nothing else.
 * @param {Written} written
 * @param {Action} action
 */
export function changedFields(written, action) {
  /** @type {Record<string, unknown>} */
  const now = { ...writtenFields(written), progress: written.progress, news: written.news.trim() || null }
  const before = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (action))
  const changed = Object.entries(now).filter(([name, value]) => (value ?? "") !== (before[name] ?? ""))
  const isOwnerTouched = changed.some(([name]) => name === "who" || name === "person" || name === "is_role")
  const { who, person, is_role } = now
  return { ...Object.fromEntries(changed), ...(isOwnerTouched ? { who, person, is_role } : {}) }
}

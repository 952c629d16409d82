// Whether what was written on this screen is stored: a pure account of changes, questions and answers.
// A question is a sync step 1. The server answers in order, after storing all it got before; so an answer says that
// everything written before its question is safe, and nothing else says so.

/** @typedef {"connecting"|"saving"|"saved"|"offline"|"ended"} NotesState */
/**
 * @typedef {object} Saving
 * @property {"connecting"|"open"|"lost"|"ended"} line connecting: never been open on this page
 * @property {boolean} isGreeted the server has what this screen had when the line opened, or gets it before any question
 * @property {number} changes made here so far
 * @property {number} saved how many of them are stored
 * @property {number[]} asked how many changes there were at each question without an answer, oldest first
 */

const SAYS_NOTHING = -1 // the provider's own question on opening comes before what was written while the line was lost

/** @type {Saving} */
export const NOTHING_WRITTEN = { line: "connecting", isGreeted: false, changes: 0, saved: 0, asked: [] }

/** @param {Saving} saving @returns {Saving} */
export function changedHere(saving) {
  return { ...saving, changes: saving.changes + 1 }
}

/** The provider asks by itself when a line opens. @param {Saving} saving @returns {Saving} */
export function lineOpened(saving) {
  return { ...saving, line: "open", isGreeted: false, asked: [SAYS_NOTHING] }
}

/** Questions make sense from now on. @param {Saving} saving @returns {Saving} */
export function lineGreeted(saving) {
  return saving.line === "open" ? { ...saving, isGreeted: true } : saving
}

/** @param {Saving} saving @returns {Saving} */
export function questionSent(saving) {
  return { ...saving, asked: [...saving.asked, saving.changes] }
}

/** @param {Saving} saving @returns {Saving} */
export function answerHeard(saving) {
  const [changes = SAYS_NOTHING, ...asked] = saving.asked
  return { ...saving, asked, saved: Math.max(saving.saved, changes) }
}

/** @param {Saving} saving @returns {Saving} */
export function lineLost(saving) {
  return saving.line === "ended" ? saving : { ...saving, line: "lost", isGreeted: false, asked: [] }
}

/** @param {Saving} saving @returns {Saving} */
export function lineEnded(saving) {
  return { ...saving, line: "ended", isGreeted: false, asked: [] }
}

/** @param {Saving} saving */
export function hasUnsaved({ changes, saved }) {
  return changes > saved
}

/** Whether a question is worth sending: there is something to ask for, and it was not asked. @param {Saving} saving */
export function isWorthAsking({ isGreeted, changes, saved, asked }) {
  return isGreeted && changes > Math.max(saved, ...asked)
}

/**
 * @param {Saving} saving
 * @returns {NotesState}
 */
export function notesState(saving) {
  switch (saving.line) {
    case "ended": return "ended"
    case "connecting": return "connecting"
    case "lost": return "offline"
    case "open": return hasUnsaved(saving) ? "saving" : "saved"
  }
}

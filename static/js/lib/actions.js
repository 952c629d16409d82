// Who does what by when: questions to a board, and how it is said.

import { dateLanguage, t } from "./i18n.js"

/** @typedef {import("../wire.js").Action} Action */
/** @typedef {import("../wire.js").Board} Board */
/** @typedef {import("../wire.js").Me} Me */
/** @typedef {import("../wire.js").Progress} Progress */

/** @type {Progress[]} */
export const PROGRESS = ["open", "doing", "done", "dropped"]

const ROLES_THAT_HELP = new Set(["facilitator", "scribe"])

/**
 * By date, those without one last.
 * @param {Board} board
 * @param {(action: Action) => boolean} [fits]
 * @returns {Action[]}
 */
export function actionsByDate(board, fits = () => true) {
  const order = (/** @type {Action} */ { due, made_at, id }) => `${due ?? "9999"} ${made_at} ${id}`
  return Object.values(board.actions ?? {}).filter(fits).sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** @param {Action} action whether somebody still has it before them */
export function isToBeDone({ progress }) {
  return progress === "open" || progress === "doing"
}

/**
 * @param {Action} action
 * @param {string} today "2026-11-22", by the board
 */
export function isOverdue(action, today) {
  return action.due !== null && action.due < today && isToBeDone(action)
}

/**
 * Whether a topic's report is in this person's hands (a button may be hidden; the server decides).
 * @param {Board} board
 * @param {import("../wire.js").Topic} topic
 * @param {Me|null} me
 */
export function holdsPen(board, topic, me) {
  if (!me?.person || me.role === "wall") return false
  const isForAbsent = ROLES_THAT_HELP.has(me.role) && board.people[topic.convener]?.has_phone === false
  return isForAbsent || [topic.convener, topic.pen].includes(me.person)
}

/**
 * Whether this person may write a topic's notes, actions and photos.
 * @param {Board} board
 * @param {import("../wire.js").Topic} topic
 * @param {Me|null} me
 */
export function mayWrite(board, topic, me) {
  if (!me?.person || me.role === "wall") return false
  const isScribe = topic.writers === "scribes" && ROLES_THAT_HELP.has(me.role)
  return topic.writers === "everyone" || isScribe || holdsPen(board, topic, me)
}

/** @param {Progress} progress */
export function progressInWords(progress) {
  return { open: t("Not begun"), doing: t("Under way"), done: t("Done"), dropped: t("Dropped") }[progress]
}

/** @param {string} due "2027-04-15" @returns {string} "15 April 2027", in the reader's language */
export function dueInWords(due) {
  return new Intl.DateTimeFormat(dateLanguage(), { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" }).format(Date.parse(due))
}

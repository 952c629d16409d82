// What the desk knows of the book, and what it asks: the state of its files, the review, and the last refusal.

import { askOfBook, readBookFiles, readBookState, readReview } from "../../lib/book.js"
import { computed, signal } from "../../../vendor/preact.js"

/** @typedef {import("../../lib/book.js").BookFile} BookFile */
/** @typedef {import("../../lib/book.js").BookState} BookState */
/** @typedef {import("../../lib/book.js").Finding} Finding */
/** @typedef {import("../../lib/book.js").Problem} Problem */

const BOOK_LOOK_MS = 1_000 // while a file is being made

export const bookState = signal(/** @type {BookState|null} */ (null))
/** Null: not looked through yet. */
export const bookFindings = signal(/** @type {Finding[]|null} */ (null))
const actRefused = signal(/** @type {Problem|null} */ (null)) // stays until the next act: a look comes at once after each
const lookRefused = signal(/** @type {Problem|null} */ (null)) // until a look is answered
export const bookRefused = computed(() => actRefused.value ?? lookRefused.value)
export const isBookBusy = signal(false)

/** @type {ReturnType<typeof setTimeout>|undefined} */
let looking

/** Ask how it stands, and go on asking while a file is on its way. */
export async function lookAgain() {
  await lookAt(readBookState)
}

/** @param {() => Promise<BookState>} ask */
async function lookAt(ask) {
  clearTimeout(looking)
  const found = await said(ask, lookRefused)
  if (!found) return
  bookState.value = { ...bookState.value, ...found }
  const files = [...found.files, ...(found.internal ?? [])]
  if (files.some(({ state }) => state === "queued" || state === "making")) looking = setTimeout(() => lookAt(readBookFiles), BOOK_LOOK_MS)
}

/** Go through the public edition as it would be now. */
export async function lookThrough() {
  const found = await said(readReview, lookRefused)
  if (found) bookFindings.value = found.findings
}

/**
 * @param {"publish"|"unpublish"|"withdraw"} act
 * @param {object} [fields]
 */
export async function actOnBook(act, fields) {
  isBookBusy.value = true
  await said(() => askOfBook(act, fields), actRefused)
  isBookBusy.value = false
  lookAgain()
}

/**
 * @param {string} format
 * @param {"public"|"internal"} edition
 */
export async function beginFile(format, edition) {
  await said(() => askOfBook("files", { format, edition }), actRefused)
  lookAt(readBookFiles)
}

/** What was refused is read, or no longer asked for. */
export function forgetBookRefusal() {
  actRefused.value = null
}

/**
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @param {import("../../../vendor/preact.js").Signal<Problem|null>} refused where a refusal is shown
 * @returns {Promise<Answer|null>} null: refused, and shown
 */
async function said(ask, refused) {
  try {
    const answer = await ask()
    refused.value = null
    return answer
  } catch (problem) {
    refused.value = /** @type {Problem} */ (problem)
    return null
  }
}

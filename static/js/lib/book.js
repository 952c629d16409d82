// The book, asked for over HTTP: what is published, how far its files are, what to look at before, and the acts.

import { readBoot } from "./boot.js"
import { readerLanguage, t } from "./i18n.js"

/** @typedef {{code: string, message: string, instead: {text: string}}} Problem what the server answers when it says no */
/** @typedef {"queued"|"making"|"ready"|"failed"|null} FileState null: nobody has asked for it yet */
/**
 * @typedef {object} BookFile
 * @property {string} format
 * @property {string} label
 * @property {string} url
 * @property {boolean} is_slow it takes seconds
 * @property {FileState} state
 * @property {number} size bytes; 0: nobody knows
 */
/**
 * @typedef {object} BookState
 * @property {import("../wire.js").Edition|null} edition the public one
 * @property {BookFile[]} files of the public edition
 * @property {BookFile[]} [internal]
 * @property {{person: string, name: string}[]} [named] who is named in public
 * @property {string[]} [missing_scripts] the PDF has no letters for these
 */
/**
 * @typedef {object} Finding
 * @property {"email"|"phone"|"personal_number"|"name"|"convener"|"owner"|"photo_unticked"|"photo_untold"} kind
 * @property {string} [topic] empty: of the whole book
 * @property {string} [part]
 * @property {string} [line]
 * @property {string} [found]
 * @property {string} [id]
 */

const MEGABYTE = 1_000_000
const KILOBYTE = 1_000

/** @returns {Promise<BookState>} @throws {Problem} */
export function readBookState() {
  return askBook("")
}

/** Only how far the files are. @returns {Promise<BookState>} @throws {Problem} */
export function readBookFiles() {
  return askBook("?files")
}

/** @returns {Promise<{findings: Finding[]}>} @throws {Problem} */
export function readReview() {
  return askBook("/review")
}

/**
 * Publish, take down, or leave out a name.
 * @param {"publish"|"unpublish"|"withdraw"|"files"} act
 * @param {object} [fields]
 * @returns {Promise<any>}
 * @throws {Problem}
 */
export function askOfBook(act, fields = {}) {
  return askBook(`/${act}`, fields)
}

/** @returns {Problem} when there is no answer at all */
function noAnswer() {
  return { code: "offline", message: t("The server did not answer."), instead: { text: t("Try again in a moment.") } }
}

/**
 * @param {string} path
 * @param {object} [fields] sent, where there is something to send
 */
async function askBook(path, fields) {
  const sent = fields && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields) }
  const response = await fetch(`/api/boards/${encodeURIComponent(readBoot().code)}/book${path}`, sent).catch(() => null)
  const answer = await response?.json().catch(() => null)
  if (!response || !answer) throw noAnswer()
  if (!response.ok) throw answer
  return answer
}

/**
 * "1.2 MB", by the reader's own signs.
 * @param {number} bytes
 */
export function sizeInWords(bytes) {
  const isLarge = bytes >= MEGABYTE
  const number = isLarge ? bytes / MEGABYTE : Math.max(1, Math.round(bytes / KILOBYTE))
  const digits = { maximumFractionDigits: isLarge ? 1 : 0 }
  return `${number.toLocaleString(readerLanguage(), digits)} ${isLarge ? "MB" : "kB"}`
}

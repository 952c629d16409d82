// What the toolbar and its keys do to the Markdown of the notes: each makes one edit out of the editor's state.

import { notesBlocks } from "../../lib/notes-blocks.js"
import { lineSigns } from "../../lib/notes-line.js"

/** @typedef {import("../../../vendor/codemirror.js").EditorState} EditorState */
/** @typedef {import("../../../vendor/codemirror.js").Line} Line */
/** @typedef {import("../../../vendor/codemirror.js").TransactionSpec} TransactionSpec */

const HEADING_SIGN = /^#{1,6}[ \t]+/
const BULLET_SIGN = /^([ \t]*)[-*+][ \t]+/
const LIST_LINE = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const LINK_START = "https://"

/**
 * Put signs around what is selected, line by line, or take them away.
 * @param {EditorState} state
 * @param {"**"|"*"} sign
 * @returns {TransactionSpec}
 */
export function toggleSigns(state, sign) {
  const { length } = sign
  const stretches = selectedStretches(state).map((stretch) => withoutSigns(state, stretch, sign))
  const isOn = stretches.every(({ from, to }) => isAround(state, from, to, sign))
  const changes = stretches.flatMap(({ from, to }) => isOn
    ? [{ from: from - length, to: from, insert: "" }, { from: to, to: to + length, insert: "" }]
    : [{ from, to: from, insert: sign }, { from: to, to, insert: sign }])
  const moved = isOn ? -length : length
  const last = stretches[stretches.length - 1]
  const inner = (stretches.length - 1) * 2 * moved
  return { changes, selection: { anchor: stretches[0].from + moved, head: last.to + moved + inner }, userEvent: "input" }
}

/**
 * The words that are selected on each line, without the signs it begins with and the spaces around them.
 * @param {EditorState} state
 * @returns {{from: number, to: number}[]} at least one
 */
function selectedStretches(state) {
  const { from, to } = state.selection.main
  const stretches = selectedLines(state).map((line) => {
    const start = Math.max(from, line.from + lineSigns(line.text).length)
    const words = state.doc.sliceString(start, Math.max(start, Math.min(to, line.to)))
    const lead = words.length - words.trimStart().length
    return { from: start + lead, to: start + lead + words.trim().length }
  })
  const withWords = stretches.filter((stretch) => stretch.to > stretch.from)
  return withWords.length > 0 ? withWords : [{ from: to, to }]
}

/**
 * What is selected with its signs is meant without them.
 * @param {EditorState} state
 * @param {{from: number, to: number}} stretch
 * @param {string} sign
 */
function withoutSigns({ doc }, { from, to }, sign) {
  const words = doc.sliceString(from, to)
  const start = words.startsWith(sign) && words.length > sign.length ? from + sign.length : from
  const end = words.endsWith(sign) && to - sign.length >= start ? to - sign.length : to
  const isWhole = doc.sliceString(start - sign.length, start) === sign && doc.sliceString(end, end + sign.length) === sign
  return isWhole ? { from: start, to: end } : { from, to }
}

/** @param {EditorState} state @param {number} from @param {number} to @param {string} sign */
function isAround({ doc }, from, to, sign) {
  const has = doc.sliceString(from - sign.length, from) === sign && doc.sliceString(to, to + sign.length) === sign
  return has && !isLongerSign(doc, from, to, sign)
}

/** One star of two is no star. @param {EditorState["doc"]} doc @param {number} from @param {number} to @param {string} sign */
function isLongerSign(doc, from, to, sign) {
  return sign === "*" && doc.sliceString(from - 2, from) === "**" && doc.sliceString(to, to + 2) === "**"
    && doc.sliceString(from - 3, from) !== "***"
}

/**
 * Headings of the lines that are selected, or plain lines again.
 * @param {EditorState} state
 * @returns {TransactionSpec}
 */
export function toggleHeading(state) {
  return toggleLineSign(state, HEADING_SIGN, "## ")
}

/**
 * @param {EditorState} state
 * @returns {TransactionSpec}
 */
export function toggleBullet(state) {
  return toggleLineSign(state, BULLET_SIGN, "- ")
}

/**
 * @param {EditorState} state
 * @param {RegExp} pattern of the sign, at the start of a line
 * @param {string} sign
 * @returns {TransactionSpec}
 */
function toggleLineSign(state, pattern, sign) {
  const all = selectedLines(state)
  const lines = all.length > 1 ? all.filter(({ text }) => text.trim()) : all
  const isOn = lines.every(({ text }) => pattern.test(text))
  const changes = lines.flatMap((line) => {
    const found = pattern.exec(line.text)
    if (isOn) return [{ from: line.from + (found?.[1] ?? "").length, to: line.from + (found?.[0] ?? "").length }]
    const other = (pattern === HEADING_SIGN ? BULLET_SIGN : HEADING_SIGN).exec(line.text)
    return found ? [] : [{ from: line.from, to: line.from + (other?.[0] ?? "").length, insert: sign }]
  })
  return { changes, userEvent: "input" }
}

/**
 * The selected words as a link, with its address still to be written.
 * @param {EditorState} state
 * @returns {TransactionSpec}
 */
export function insertLink(state) {
  const { from, to } = state.selection.main
  const words = state.doc.sliceString(from, to).replace(/\n+/g, " ")
  const start = from + words.length + "[](".length
  return {
    changes: { from, to, insert: `[${words}](${LINK_START})` },
    selection: words ? { anchor: start, head: start + LINK_START.length } : { anchor: from + 1 },
    userEvent: "input", scrollIntoView: true,
  }
}

/**
 * The selected lines as internal, or open again what is.
 * @param {EditorState} state
 * @returns {TransactionSpec}
 */
export function toggleInternal(state) {
  const lines = selectedLines(state)
  const first = lines[0]
  const last = lines[lines.length - 1]
  const block = internalAt(state.doc.toString(), first.from)
  if (block) return openAgain(state, block)
  const text = state.doc.sliceString(first.from, last.to)
  const isBlank = text.trim() === ""
  return {
    changes: [{ from: first.from, insert: ":::intern\n" }, { from: last.to, insert: "\n:::" }],
    selection: isBlank ? { anchor: first.from + ":::intern\n".length } : undefined,
    userEvent: "input", scrollIntoView: true,
  }
}

/**
 * @param {string} text
 * @param {number} position
 * @returns {import("../../lib/notes-blocks.js").NotesBlock|undefined} what is internal there
 */
function internalAt(text, position) {
  return notesBlocks(text).find(({ kind, start, to, end }) => kind === "internal" && start <= position && position <= Math.max(to, end - 1))
}

/**
 * @param {EditorState} state
 * @param {import("../../lib/notes-blocks.js").NotesBlock} block
 * @returns {TransactionSpec}
 */
function openAgain({ doc }, { start, from, to, end }) {
  const opening = { from: start, to: from }
  const closing = to < end ? [{ from: to, to: end }] : []
  const isLastLine = to < end && end === doc.length && doc.sliceString(end - 1, end) !== "\n"
  return { changes: isLastLine ? [opening, { from: to - 1, to: end }] : [opening, ...closing], userEvent: "delete" }
}

/**
 * Whether Tab means a deeper list here, and not the next control.
 * @param {EditorState} state
 */
export function isInList(state) {
  return selectedLines(state).every(({ text }) => LIST_LINE.test(text))
}

/**
 * The words of the line the selection stands in, without signs.
 * @param {EditorState} state
 */
export function selectedWords(state) {
  const { from, to, empty } = state.selection.main
  const text = empty ? state.doc.lineAt(from).text : state.doc.sliceString(from, to)
  return text.split("\n").map(withoutLineSigns).filter(Boolean).join(" ")
}

/** @param {string} line */
function withoutLineSigns(line) {
  return line.slice(lineSigns(line).length).replace(/\*\*/g, "").trim()
}

/** @param {EditorState} state @returns {Line[]} */
function selectedLines({ doc, selection }) {
  const { from, to } = selection.main
  const first = doc.lineAt(from)
  const last = doc.lineAt(to)
  const end = to > from && to === last.from ? last.number - 1 : last.number
  return Array.from({ length: end - first.number + 1 }, (_, index) => doc.line(first.number + index))
}

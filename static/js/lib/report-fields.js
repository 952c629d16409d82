// The notes as a form has them: one field a heading, and in each the words without any sign of Markdown.
// Every letter of a field knows where in the text it stands, so an edit in the field can be one in the text. Pure.

import { notesBlocks } from "./notes-blocks.js"
import { lineSigns, signPairs } from "./notes-line.js"

/** @typedef {import("./notes-blocks.js").NotesBlock} NotesBlock */
/** @typedef {import("./notes-line.js").SignPair} SignPair */
/**
 * @typedef {object} FieldLine offsets into the whole text
 * @property {number} start
 * @property {number} from after the signs it begins with
 * @property {number} end without the line break
 * @property {string} signs it begins with
 * @property {string} shown what is seen of it
 */
/**
 * @typedef {object} ReportField
 * @property {"text"|"internal"|"foreign"} kind foreign: a table or code, only to be read here
 * @property {number} section 0 before the first heading
 * @property {number} piece of the section, 0 is the first
 * @property {string} label words of the heading; empty before the first
 * @property {number} anchor where its heading begins, or the first text
 * @property {number} start of what belongs to it in the text, with the empty lines around
 * @property {number} from of its words
 * @property {number} to
 * @property {number} end
 * @property {boolean} isClosed something stands behind it, from which its last line break divides it
 * @property {string} value
 * @property {number[]} places in the text of each UTF-16 unit of the value
 * @property {FieldLine[]} lines
 * @property {SignPair[]} pairs
 */

/**
 * @param {string} text
 * @returns {ReportField[]} at least one that can be written in, in the order of the text
 */
export function reportFields(text) {
  const fields = allFields(text)
  const hasHeading = fields.some(({ section }) => section > 0)
  return fields.filter((field) => {
    if (field.kind !== "text" || field.value.trim()) return true
    return field.piece === 0 && (field.section > 0 || !hasHeading)
  })
}

/**
 * The same, with the empty ones between what is not text.
 * @param {string} text
 * @returns {ReportField[]}
 */
export function allFields(text) {
  const blocks = notesBlocks(text)
  /** @type {ReportField[]} */
  const fields = []
  let section = { section: 0, label: "", anchor: 0 }
  let piece = 0
  blocks.forEach((block, index) => {
    if (block.kind === "heading") {
      section = { section: section.section + 1, label: shownWithoutSigns(text.slice(block.from, block.to)), anchor: block.start }
      piece = 0
      return
    }
    fields.push({ ...section, piece, ...fieldOf(text, block, index === blocks.length - 1) })
    piece += 1
  })
  return fields
}

/** A line as it is seen. @param {string} line */
function shownWithoutSigns(line) {
  return shownPart(line, 0, line.length, signPairs(line)).map((at) => line[at]).join("")
}

/**
 * @param {string} text
 * @param {NotesBlock} block
 * @param {boolean} isLast
 */
function fieldOf(text, { kind, start, from, to, end }, isLast) {
  const inside = kind === "text" ? wordsInText(text, from, to, isLast) : { from, to: kind === "internal" ? withoutLastBreak(text, from, to) : to }
  const isClosed = kind === "internal" ? to < end : !isLast
  const range = kind === "internal" ? { start: from, end: to } : { start, end }
  const shown = kind === "foreign" ? { value: text.slice(from, to), places: [], lines: [], pairs: [] } : shownWords(text, inside.from, inside.to)
  return { kind: /** @type {ReportField["kind"]} */ (kind), ...range, ...inside, isClosed, ...shown }
}

/**
 * The words between two headings: one empty line before and behind them belongs to the headings.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {boolean} isLast
 */
function wordsInText(text, start, end, isLast) {
  const from = start > 0 && start < end && text[start] === "\n" ? start + 1 : start
  let to = end
  for (let left = isLast ? 1 : 2; left > 0 && to > from && text[to - 1] === "\n"; left -= 1) to -= 1
  return { from, to }
}

/** @param {string} text @param {number} from @param {number} to */
function withoutLastBreak(text, from, to) {
  return to > from && text[to - 1] === "\n" ? to - 1 : to
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @returns {{value: string, places: number[], lines: FieldLine[], pairs: SignPair[]}}
 */
function shownWords(text, from, to) {
  /** @type {number[]} */
  const places = []
  /** @type {FieldLine[]} */
  const lines = []
  /** @type {SignPair[]} */
  const pairs = []
  let start = from
  for (const line of text.slice(from, to).split("\n")) {
    const signs = lineSigns(line)
    const inLine = signPairs(line, signs.length)
    const seen = shownPart(line, signs.length, line.length, inLine)
    if (start > from) places.push(start - 1)
    for (const at of seen) places.push(start + at)
    lines.push({ start, from: start + signs.length, end: start + line.length, signs, shown: seen.map((at) => line[at]).join("") })
    for (const pair of inLine) pairs.push(movedPair(pair, start))
    start += line.length + 1
  }
  return { value: places.map((at) => text[at]).join(""), places, lines, pairs }
}

/**
 * Offsets of the letters that are no signs.
 * @param {string} line
 * @param {number} from
 * @param {number} to
 * @param {SignPair[]} pairs
 */
function shownPart(line, from, to, pairs) {
  const hidden = new Set()
  for (const pair of pairs) {
    for (let at = pair.start; at < pair.from; at += 1) hidden.add(at)
    for (let at = pair.to; at < pair.end; at += 1) hidden.add(at)
  }
  const shown = []
  for (let at = from; at < to; at += 1) if (!hidden.has(at)) shown.push(at)
  return shown
}

/** @param {SignPair} pair @param {number} by @returns {SignPair} */
function movedPair(pair, by) {
  return { ...pair, start: pair.start + by, from: pair.from + by, to: pair.to + by, end: pair.end + by }
}

// The notes of a topic as blocks, one after the other: headings, text, what is internal, and what is neither (tables, code, rules). Pure.

import { lineSigns } from "./notes-line.js"

/**
 * @typedef {object} NotesBlock offsets into the whole text
 * @property {"heading"|"text"|"internal"|"foreign"} kind
 * @property {number} start of its first line
 * @property {number} from where what is inside begins: after the signs of a heading, after the line that opens what is internal
 * @property {number} to where what is inside ends
 * @property {number} end after its last line, with the line break
 */
/** @typedef {{start: number, end: number, text: string}} NotesLine `end` without the line break */

const HEADING = /^ {0,3}##(?:[ \t]+|$)/
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const COLON = /[:：︓﹕]/
const UNSEEN = /[\s\p{Cc}\p{Cf}]/gu
const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$/
const TABLE_RULE_MAX_CHARS = 500
const RULE = /^[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*$/

/**
 * Every block of a text, nothing left out; between two others there is always one of text, which may be empty.
 * @param {string} text
 * @returns {NotesBlock[]}
 */
export function notesBlocks(text) {
  const lines = notesLines(text)
  const blocks = []
  let textStart = 0
  for (let at = 0; at < lines.length;) {
    const special = specialBlock(text, lines, at)
    if (!special) {
      at += 1
      continue
    }
    const { block, count } = special
    blocks.push(textBlock(textStart, block.start), block)
    textStart = block.end
    at += count
  }
  return [...blocks, textBlock(textStart, text.length)]
}

/** @param {string} text @returns {NotesLine[]} */
function notesLines(text) {
  let start = 0
  return text.split("\n").map((line) => {
    const one = { start, end: start + line.length, text: line }
    start = one.end + 1
    return one
  })
}

/** @param {number} start @param {number} end @returns {NotesBlock} */
function textBlock(start, end) {
  return { kind: "text", start, from: start, to: end, end }
}

/**
 * What begins at a line and is not text.
 * @param {string} text
 * @param {NotesLine[]} lines
 * @param {number} at
 * @returns {{block: NotesBlock, count: number}|null} `count` of its lines
 */
function specialBlock(text, lines, at) {
  const line = lines[at]
  const sign = signOf(line.text)
  if (isOpening(sign)) return internalBlock(text, lines, at)
  if (isClosing(sign)) return foreignBlock(text, lines, at, 1)
  if (HEADING.test(line.text)) return { block: headingBlock(text, line), count: 1 }
  const fence = FENCE.exec(line.text)?.[1]
  if (fence) return foreignBlock(text, lines, at, linesToEnd(lines, at, fenceEnd(fence), 1))
  if (line.text.includes("|") && isTableRule(lines[at + 1]?.text ?? "")) return foreignBlock(text, lines, at, linesToEnd(lines, at, /^[ \t]*$/, 0))
  return RULE.test(line.text) ? foreignBlock(text, lines, at, 1) : null
}

/**
 * Whether a line begins what is internal. When in doubt it does, as on the server (`openspace/domain/markup.py`).
 * @param {string} sign
 */
function isOpening(sign) {
  return sign.includes("::intern") || (sign.replace(/^[>\-*+#•]+/, "").startsWith(":::") && !isClosing(sign))
}

/** @param {string} sign */
function isClosing(sign) {
  return /^:::+$/.test(sign)
}

/** A line as the eye sees it, if it has a colon. @param {string} line */
function signOf(line) {
  return COLON.test(line) ? line.normalize("NFKC").toLowerCase().replace(UNSEEN, "") : ""
}

/** @param {string} line */
function isTableRule(line) {
  return line.length <= TABLE_RULE_MAX_CHARS && line.includes("|") && TABLE_RULE.test(line) && lineSigns(line) === ""
}

/** @param {string} fence */
function fenceEnd(fence) {
  return new RegExp(`^ {0,3}${fence}${fence[0]}*[ \\t]*$`)
}

/**
 * How many lines there are from one up to the next that fits; what is internal is in no other block.
 * @param {NotesLine[]} lines
 * @param {number} at
 * @param {RegExp} last
 * @param {0|1} included whether that line is one of them
 */
function linesToEnd(lines, at, last, included) {
  for (let next = at + 1; next < lines.length; next += 1) {
    if (last.test(lines[next].text)) return next - at + included
    const sign = signOf(lines[next].text)
    if (isOpening(sign) || isClosing(sign)) return next - at
  }
  return lines.length - at
}

/** @param {string} text @param {NotesLine} line @returns {NotesBlock} */
function headingBlock(text, { start, end, text: line }) {
  const from = (HEADING.exec(line) ?? [""])[0].length
  const to = Math.max(from, withoutClosingSigns(line.trimEnd()).length)
  return { kind: "heading", start, from: start + from, to: start + to, end: Math.min(end + 1, text.length) }
}

/** "## Words ##" may end in signs too. @param {string} line */
function withoutClosingSigns(line) {
  let end = line.length
  while (line[end - 1] === "#") end -= 1
  return /[ \t]/.test(line[end - 1] ?? "") ? line.slice(0, end).trimEnd() : line
}

/** @param {string} text @param {NotesLine[]} lines @param {number} at @returns {{block: NotesBlock, count: number}} */
function internalBlock(text, lines, at) {
  let depth = 1
  let next = at + 1
  for (; next < lines.length && depth > 0; next += 1) {
    const sign = signOf(lines[next].text)
    depth += isClosing(sign) ? -1 : isOpening(sign) ? 1 : 0
  }
  const count = next - at
  const { block } = foreignBlock(text, lines, at, count)
  const from = Math.min(lines[at].end + 1, text.length)
  const to = depth === 0 ? lines[next - 1].start : block.end
  return { block: { ...block, kind: "internal", from, to }, count }
}

/** @param {string} text @param {NotesLine[]} lines @param {number} at @param {number} count @returns {{block: NotesBlock, count: number}} */
function foreignBlock(text, lines, at, count) {
  const { start } = lines[at]
  const { end } = lines[at + count - 1]
  return { block: { kind: "foreign", start, from: start, to: end, end: Math.min(end + 1, text.length) }, count }
}

// What a person did in one field of a report, as one edit of the whole text; and what others did in the text, as it moves a caret.
// Whatever is typed is shown as it was typed: where it would be read as Markdown, it is written so that it is not. Pure.

import { continuedSigns, withoutMeaning, withoutMeaningIfAny } from "./notes-line.js"
import { allFields } from "./report-fields.js"

/** @typedef {import("./report-fields.js").ReportField} ReportField */
/** @typedef {{index: number, deleted: number, inserted: string}} TextEdit UTF-16 units */

const NEW_LINE_SIGNS = "- "
const TYPED_BULLET = /^[ \t]*[-*+•‣–][ \t]+/

/**
 * @param {string} text
 * @param {ReportField} field one of `reportFields(text)` that can be written in
 * @param {string} typed what the field holds now
 * @param {number} [caret] where in it, behind what was typed
 * @returns {TextEdit|null} null: nothing has changed
 */
export function editFromField(text, field, typed, caret = typed.length) {
  const { wanted, bullets } = withoutTypedBullets(field, typed.replace(/\r\n?/g, "\n"))
  if (wanted === field.value) return null
  const small = smallEdit(text, field, differenceOf(field.value, wanted, wanted === typed ? caret : wanted.length))
  const isPlain = wanted.trim() !== "" && bullets.size === 0
  if (isPlain && holds(text, small, field, wanted)) return small
  const careful = [withoutMeaningIfAny, withoutMeaning].map((write) => wholeEdit(text, field, wanted, bullets, write))
  return careful.find((edit) => holds(text, edit, field, wanted)) ?? small
}

/** @param {string} text @param {TextEdit} edit */
export function editedText(text, { index, deleted, inserted }) {
  return text.slice(0, index) + inserted + text.slice(index + deleted)
}

/**
 * The smallest edit that makes one text of another, and splits no character.
 * @param {string} before
 * @param {string} after
 * @param {number} [caret] where in `after` somebody was writing: of several equal letters it is the one before it
 * @returns {TextEdit}
 */
export function differenceOf(before, after, caret = after.length) {
  const most = Math.min(before.length, after.length)
  let behind = 0
  const behindMost = Math.min(most, after.length - caret)
  while (behind < behindMost && before[before.length - 1 - behind] === after[after.length - 1 - behind]) behind += 1
  let ahead = 0
  while (ahead < most - behind && before[ahead] === after[ahead]) ahead += 1
  if (behind === behindMost) {
    while (behind < most - ahead && before[before.length - 1 - behind] === after[after.length - 1 - behind]) behind += 1
  }
  if (isInsidePair(before, ahead) || isInsidePair(after, ahead)) ahead -= 1
  if (isInsidePair(before, before.length - behind) || isInsidePair(after, after.length - behind)) behind -= 1
  return { index: ahead, deleted: before.length - ahead - behind, inserted: after.slice(ahead, after.length - behind) }
}

/** Whether a place lies between the two halves of one character. @param {string} text @param {number} at */
function isInsidePair(text, at) {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1))
}

/**
 * Where a place is after others have edited the text.
 * @param {number} at
 * @param {Array<{insert?: string, delete?: number, retain?: number}>} delta
 * @param {boolean} [staysBefore] of what is written exactly there
 */
export function movedBy(at, delta, staysBefore = true) {
  let old = 0
  let moved = at
  for (const { insert, delete: deleted = 0, retain = 0 } of delta) {
    if (old > at || (old === at && staysBefore && insert !== undefined)) break
    if (insert !== undefined) moved += insert.length
    moved -= Math.max(0, Math.min(deleted, at - old))
    old += deleted + retain
  }
  return moved
}

/**
 * @param {ReportField} field
 * @param {number} caret in its value
 * @returns {number} where that is in the text
 */
export function placeInText({ value, places, lines, pairs, from }, caret) {
  const line = lines[value.slice(0, caret).split("\n").length - 1]
  const before = places[caret - 1]
  let at = caret === 0 || value[caret - 1] === "\n" ? (line?.from ?? from) : before + 1
  for (const pair of [...pairs].reverse()) if (pair.to === at) at = pair.end
  return at
}

/**
 * @param {ReportField} field
 * @param {number} at in the text
 * @returns {number} the caret in its value
 */
export function caretInField({ places }, at) {
  const next = places.findIndex((place) => place >= at)
  return next < 0 ? places.length : next
}

/**
 * What was typed, put where it belongs; signs around it stay unless all they hold is gone.
 * @param {string} text
 * @param {ReportField} field
 * @param {TextEdit} difference of its value
 * @returns {TextEdit}
 */
function smallEdit(text, field, difference) {
  const { index, deleted } = difference
  const words = withLineSigns(field, difference)
  if (deleted === 0) return { index: placeInText(field, index), deleted, inserted: words }
  const last = index + deleted - 1
  let from = field.places[index]
  let to = field.value[last] === "\n" ? field.lines[lineAt(field, last + 1)].from : field.places[last] + 1
  for (const pair of [...field.pairs].reverse()) {
    if (pair.from < from || pair.to > to) continue
    from = Math.min(from, pair.start)
    to = Math.max(to, pair.end)
  }
  const closing = field.pairs.filter((pair) => pair.start < from && pair.to >= from && pair.end <= to).reverse()
  const opening = field.pairs.filter((pair) => pair.start >= from && pair.from <= to && pair.end > to)
  const before = closing.map((pair) => text.slice(pair.to, pair.end)).join("")
  const after = opening.map((pair) => text.slice(pair.start, pair.from)).join("")
  return { index: from, deleted: to - from, inserted: before + words + after }
}

/** Number of the line a place in the value is on. @param {ReportField} field @param {number} at */
function lineAt({ value }, at) {
  return value.slice(0, at).split("\n").length - 1
}

/**
 * New lines go on as the one before them; a line with nothing on it has no signs until something is.
 * @param {ReportField} field
 * @param {TextEdit} difference
 */
function withLineSigns(field, { index, deleted, inserted }) {
  const at = lineAt(field, index)
  const [rest] = field.value.slice(index + deleted).split("\n")
  const parts = inserted.split("\n")
  const isBlank = field.lines[at].signs === "" && field.lines[at].shown === ""
  return parts.map((part, number) => {
    const isNew = number > 0 || isBlank
    const isSeen = part !== "" || (number === parts.length - 1 && rest !== "")
    return isNew && isSeen ? signsAfter(field, at) + part : part
  }).join("\n")
}

/**
 * The signs of a line that comes after another.
 * @param {ReportField} field
 * @param {number} at number of the line
 */
function signsAfter({ kind, section, lines }, at) {
  const usual = kind === "text" && section > 0 ? NEW_LINE_SIGNS : ""
  const before = lines.slice(0, at + 1).reverse().find(({ signs, shown }) => signs || shown)
  return before ? (continuedSigns(before.signs) ?? usual) : usual
}

/**
 * Whether a text so edited shows what was wanted, and everything else as before.
 * @param {string} text
 * @param {TextEdit} edit
 * @param {ReportField} field
 * @param {string} wanted
 */
function holds(text, edit, field, wanted) {
  const before = allFields(text)
  const after = allFields(editedText(text, edit))
  return before.length === after.length && after.every((one, number) => {
    const { section, piece, kind, label, value } = before[number]
    const isIt = section === field.section && piece === field.piece
    return one.kind === kind && one.label === label && one.value === (isIt ? wanted : value)
  })
}

/**
 * The field written anew, as far as its lines have changed, so that none of its words is a sign.
 * @param {string} text
 * @param {ReportField} field
 * @param {string} wanted
 * @param {Set<number>} bullets numbers of lines that were typed with a bullet
 * @param {(line: string) => string} write
 * @returns {TextEdit}
 */
function wholeEdit(text, field, wanted, bullets, write) {
  const lines = wanted.split("\n")
  const { head, tail } = sameLines(field, lines)
  let signs = signsAfter(field, head - 1)
  const body = lines.map((line, number) => {
    const old = number < head ? field.lines[number] : number >= lines.length - tail ? field.lines[number - lines.length + field.lines.length] : null
    if (old) return text.slice(old.start, old.end)
    if (!line.trim()) return line
    const own = number < field.lines.length - tail ? field.lines[number] : null
    signs = bullets.has(number) ? NEW_LINE_SIGNS : own && (own.signs || own.shown) ? own.signs : (continuedSigns(signs) ?? NEW_LINE_SIGNS)
    return signs + write(line)
  }).join("\n")
  const range = text.slice(field.start, field.end)
  const difference = differenceOf(range, withEmptyLines(text, field, body))
  return { ...difference, index: difference.index + field.start }
}

/**
 * How many lines at the beginning and at the end of a field are as they were.
 * @param {ReportField} field
 * @param {string[]} lines
 */
function sameLines(field, lines) {
  const most = Math.min(field.lines.length, lines.length)
  let head = 0
  while (head < most && field.lines[head].shown === lines[head]) head += 1
  let tail = 0
  while (tail < most - head && field.lines[field.lines.length - 1 - tail].shown === lines[lines.length - 1 - tail]) tail += 1
  return { head, tail }
}

/**
 * A field's words with the line breaks that divide them from what stands before and behind.
 * @param {string} text
 * @param {ReportField} field
 * @param {string} body
 */
function withEmptyLines(text, field, body) {
  const broken = field.start > 0 && text[field.start - 1] !== "\n" ? "\n" : ""
  const ending = field.to < field.end || body.endsWith("\n") ? "\n" : ""
  if (field.kind === "internal") return body === "" ? "" : broken + body + (field.isClosed ? "\n" : ending)
  const lead = field.start > 0 ? `${broken}\n` : ""
  if (body === "") return field.isClosed ? lead : text.slice(field.start, field.from)
  return lead + body + (field.isClosed ? "\n\n" : ending)
}

/**
 * Bullets that people type are bullets already.
 * @param {ReportField} field
 * @param {string} typed
 * @returns {{wanted: string, bullets: Set<number>}}
 */
function withoutTypedBullets(field, typed) {
  const lines = typed.split("\n")
  const { head, tail } = sameLines(field, lines)
  /** @type {Set<number>} */
  const bullets = new Set()
  const wanted = lines.map((line, number) => {
    if (number < head || number >= lines.length - tail || !TYPED_BULLET.test(line)) return line
    bullets.add(number)
    return line.replace(TYPED_BULLET, "")
  })
  return { wanted: wanted.join("\n"), bullets }
}

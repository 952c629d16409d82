// Two things that can happen while fingers are on a field of a report: others change what stands in it, and the fields themselves
// move, come and go. Pure.

import { differenceOf, editedText, movedBy } from "./report-edits.js"

/** @typedef {import("./report-fields.js").ReportField} ReportField */
/** @typedef {{key: string, field: ReportField}} KeyedField `key`: stays while the field lives, whatever its heading is called */
/** @typedef {Array<{insert?: string, delete?: number, retain?: number}>} TextDelta */

/**
 * What a field holds when both wrote in it: nothing that anybody typed is left out.
 * @param {string} base what stood there when the person began
 * @param {string} typed what they made of it, with their caret behind it
 * @param {string} others what others made of it
 * @param {number} caret in `typed`
 * @returns {{value: string, caret: number}}
 */
export function mergedTyping(base, typed, others, caret) {
  if (base === others) return { value: typed, caret }
  const mine = differenceOf(base, typed, caret)
  const theirs = differenceOf(base, others)
  const shift = theirs.inserted.length - theirs.deleted
  const isBefore = mine.index + mine.deleted <= theirs.index
  const isBehind = mine.index >= theirs.index + theirs.deleted
  const merged = isBefore ? mine : isBehind
    ? { ...mine, index: mine.index + shift }
    : { index: theirs.index + theirs.inserted.length, deleted: 0, inserted: mine.inserted }
  return { value: editedText(others, merged), caret: merged.index + merged.inserted.length }
}

/**
 * The fields of a text after an edit, each under the key it had.
 * @param {KeyedField[]} before
 * @param {ReportField[]} fields
 * @param {TextDelta} delta
 * @param {() => string} newKey
 * @returns {KeyedField[]}
 */
export function keptKeys(before, fields, delta, newKey) {
  /** @type {Map<string, string>} */
  const known = new Map()
  for (const { key, field } of before) {
    const anchor = field.section === 0 ? 0 : movedBy(field.anchor, delta, false)
    known.set(placeName(field, anchor), key)
  }
  return fields.map((field) => {
    const name = placeName(field, field.anchor)
    const key = known.get(name) ?? newKey()
    known.delete(name)
    return { key, field }
  })
}

/** @param {ReportField} field @param {number} anchor */
function placeName({ kind, piece }, anchor) {
  return `${kind} ${anchor} ${piece}`
}

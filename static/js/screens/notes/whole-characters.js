// Edits that leave characters whole. CodeMirror finds out what the browser changed by comparing UTF-16 units, and 👍 and 👎 begin
// alike: an emoji put in place of another would replace the second half alone, and everybody else would see two U+FFFD.

import { EditorState, Transaction, ySyncAnnotation } from "../../../vendor/codemirror.js"

/** @typedef {import("../../../vendor/codemirror.js").Change} Change */
/** @typedef {import("../../../vendor/codemirror.js").TextDocument} TextDocument */

export const wholeCharacters = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction
  const before = transaction.startState.doc
  let isCut = false
  /** @type {Change[]} */
  const changes = []
  transaction.changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
    const [start, end] = [isInsideCharacter(before, from) ? from - 1 : from, isInsideCharacter(before, to) ? to + 1 : to]
    isCut ||= start < from || end > to
    changes.push({ from: start, to: end, insert: before.sliceString(start, from) + inserted.toString() + before.sliceString(to, end) })
  })
  if (!isCut) return transaction
  const { newSelection, effects, scrollIntoView } = transaction
  return { changes, selection: newSelection, effects, scrollIntoView, userEvent: transaction.annotation(Transaction.userEvent) }
})

/** @param {TextDocument} text @param {number} at */
function isInsideCharacter(text, at) {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.sliceString(at - 1, at + 1))
}

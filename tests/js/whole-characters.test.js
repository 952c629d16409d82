// In the notes' editor an edit never cuts a character in half.

import assert from "node:assert/strict"
import { test } from "node:test"
import { EditorState } from "../../static/vendor/codemirror.js"
import { wholeCharacters } from "../../static/js/screens/notes/whole-characters.js"

/** The edits that come of some. */
function edited(doc, changes) {
  const state = EditorState.create({ doc, extensions: [wholeCharacters] })
  const transaction = state.update({ changes, selection: { anchor: 1 }, userEvent: "input.type" })
  const made = []
  transaction.changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => made.push([from, to, inserted.toString()]))
  return { made, text: transaction.newDoc.toString(), caret: transaction.state.selection.main.head, isTyped: transaction.isUserEvent("input") }
}

test("the second half of an emoji replaced is the emoji replaced", () => {
  const thumb = edited("ab👍cd", { from: 3, to: 4, insert: "\uDC4E" })

  assert.deepEqual(thumb, { made: [[2, 4, "👎"]], text: "ab👎cd", caret: 1, isTyped: true })
})

test("the first half of an emoji replaced is the emoji replaced", () => {
  const { made, text } = edited("👍b", { from: 0, to: 1, insert: "\uD83E" })

  assert.deepEqual(made, [[0, 2, "\u{1F84D}"]])
  assert.equal(text, "\u{1F84D}b")
})

test("a tone of skin put in place of another replaces that alone", () => {
  assert.deepEqual(edited("👍🏽!", { from: 3, to: 4, insert: "\uDFFF" }).made, [[2, 4, "🏿"]])
})

test("edits beside characters stay as they are", () => {
  const { made } = edited("a👍b", [{ from: 1, insert: "x" }, { from: 3, to: 4, insert: "ö" }])

  assert.deepEqual(made, [[1, 1, "x"], [3, 4, "ö"]])
})

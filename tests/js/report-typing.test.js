// What happens to a field of a report while others write: nothing that anybody typed is left out, and every field stays the one it was.

import assert from "node:assert/strict"
import { test } from "node:test"

import { reportFields } from "../../static/js/lib/report-fields.js"
import { keptKeys, mergedTyping } from "../../static/js/lib/report-typing.js"
import { YDoc } from "../../static/vendor/yjs.js"

const TEXT = "## A\n\n- ett\n\n## B\n\n- två\n"

/** Fields with keys before and after an edit, by label. */
function keysAcross(text, edit) {
  const doc = new YDoc()
  const notes = doc.getText("notes")
  notes.insert(0, text)
  let count = 0
  const newKey = () => `k${(count += 1)}`
  const before = reportFields(text).map((field) => ({ key: newKey(), field }))
  let after = before
  notes.observe(({ delta }) => {
    after = keptKeys(after, reportFields(notes.toString()), delta, newKey)
  })
  doc.transact(() => edit(notes))
  return after.map(({ key, field }) => [key, field.label])
}

test("nobody else wrote: what was typed is what there is", () => {
  assert.deepEqual(mergedTyping("ett", "ett två", "ett", 7), { value: "ett två", caret: 7 })
})

test("who wrote before, behind, and at the same place all keep their words", () => {
  assert.deepEqual(mergedTyping("b d", "b c d", "a b d", 4), { value: "a b c d", caret: 6 })
  assert.deepEqual(mergedTyping("b d", "b c d", "b d e", 4), { value: "b c d e", caret: 4 })
  assert.deepEqual(mergedTyping("", "mitt", "ditt", 4), { value: "mittditt", caret: 4 })
})

test("what others took away does not come back, and what was typed into it stays", () => {
  assert.deepEqual(mergedTyping("a bort c", "a bXort c", "a c", 4), { value: "a Xc", caret: 3 })
})

test("an astral letter is split by no merging", () => {
  assert.equal(mergedTyping("😀", "😀😁", "😂😀", 4).value, "😂😀😁")
})

test("a field keeps its key when its heading is renamed, and when headings come before it", () => {
  assert.deepEqual(keysAcross(TEXT, (notes) => notes.insert(4, "nna")), [["k1", "Anna"], ["k2", "B"]])
  assert.deepEqual(keysAcross(TEXT, (notes) => notes.insert(0, "## Ny\n\n- x\n\n")), [["k3", "Ny"], ["k1", "A"], ["k2", "B"]])
})

test("a heading taken away takes its field along, and the next one stays itself", () => {
  assert.deepEqual(keysAcross(TEXT, (notes) => notes.delete(0, TEXT.indexOf("## B"))), [["k2", "B"]])
})

test("a table put into a section leaves the field above it alone", () => {
  const text = keysAcross(TEXT, (notes) => notes.insert(TEXT.indexOf("\n## B"), "\n| a |\n|---|\n"))

  assert.deepEqual(text.map(([key]) => key), ["k1", "k3", "k2"])
})

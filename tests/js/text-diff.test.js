// What makes one text of another.

import assert from "node:assert/strict"
import { test } from "node:test"

import { editsBetween, textDiff } from "../../static/js/lib/text-diff.js"

/** As the document does it: one edit after the other, at UTF-16 units. */
function edited(text, edits) {
  return edits.reduce((now, { at, removed, added }) => now.slice(0, at) + added + now.slice(at + removed), text)
}

test("texts that are alike have one stretch and no edit", () => {
  assert.deepEqual(textDiff("One\nTwo\n", "One\nTwo\n"), [{ kind: "same", text: "One\nTwo\n" }])
  assert.deepEqual(editsBetween("One\nTwo\n", "One\nTwo\n"), [])
  assert.deepEqual(textDiff("", ""), [])
})

test("only the word that changed is touched", () => {
  assert.deepEqual(textDiff("The old house\nstands", "The new house\nstands"), [
    { kind: "same", text: "The " }, { kind: "removed", text: "old" }, { kind: "added", text: "new" }, { kind: "same", text: " house\nstands" },
  ])
  assert.deepEqual(editsBetween("The old house\nstands", "The new house\nstands"), [{ at: 4, removed: 3, added: "new" }])
})

test("lines that came and went are whole lines", () => {
  assert.deepEqual(editsBetween("a\nb\nc\n", "a\nc\nd\n"), [{ at: 6, removed: 0, added: "d\n" }, { at: 2, removed: 2, added: "" }])
})

test("an emoji of several code points, and letters with marks, are never cut in two", () => {
  const before = "Hej 👩‍🏫, å och مُدَرِّسة"
  const after = "Hej 👨‍🏫, ä och مُدَرِّس"

  assert.equal(edited(before, editsBetween(before, after)), after)
  for (const { text } of textDiff(before, after)) assert.equal(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(text), false, text)
})

test("whatever the texts, the edits turn one into the other", () => {
  const texts = ["", "a", "## A\n\n- b\n- c\n", "- c\n- b\n\n\n## A", "åäö\nmer", "mer\nåäö\n", ":::intern\nx\n:::\n", "👍🏽👍\n", "x".repeat(50)]
  for (const before of texts) {
    for (const after of texts) assert.equal(edited(before, editsBetween(before, after)), after)
  }
})

test("texts with nothing in common and thousands of lines are replaced as a whole, at once", () => {
  const before = Array.from({ length: 3_000 }, (_, index) => `a${index}\n`).join("")
  const after = Array.from({ length: 3_000 }, (_, index) => `b${index}\n`).join("")

  const edits = editsBetween(before, after)

  assert.equal(edits.length, 1)
  assert.equal(edited(before, edits), after)
})

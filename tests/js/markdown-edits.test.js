// What the toolbar does to the text, on an editor's state without an editor.

import assert from "node:assert/strict"
import { test } from "node:test"

import {
  insertLink, isInList, selectedWords, toggleBullet, toggleHeading, toggleInternal, toggleSigns,
} from "../../static/js/screens/notes/markdown-edits.js"
import { EditorSelection, EditorState } from "../../static/vendor/codemirror.js"

/** "[" and "]" stand where the selection begins and ends; "|" where it is empty. */
function stateOf(drawn) {
  const anchor = drawn.search(/[[|]/)
  const doc = drawn.replace(/[[\]|]/g, "")
  const head = drawn.includes("|") ? anchor : drawn.indexOf("]") - 1
  return EditorState.create({ doc, selection: EditorSelection.single(anchor, head) })
}

function drawn(state) {
  const { from, to } = state.selection.main
  const text = state.doc.toString()
  return from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`
}

function after(text, edit) {
  const state = stateOf(text)
  return drawn(state.update(edit(state)).state)
}

const bold = (state) => toggleSigns(state, "**")
const italic = (state) => toggleSigns(state, "*")

test("bold goes around what is selected, without the spaces at its ends, and off again", () => {
  assert.equal(after("we [agree ]on", bold), "we **[agree]** on")
  assert.equal(after("we **[agree]** on", bold), "we [agree] on")
  assert.equal(after("we |", bold), "we **|**")
})

test("a whole line that is selected keeps the sign it begins with, and several lines are bold one by one", () => {
  assert.equal(after("[- agree]", bold), "- **[agree]**")
  assert.equal(after("[- one\n\n- two]", bold), "- **[one**\n\n- **two]**")
  assert.equal(after("- **[one**\n- **two]**", bold), "- [one\n- two]")
})

test("italic inside bold is not taken for bold", () => {
  assert.equal(after("**[agree]**", italic), "***[agree]***")
  assert.equal(after("***[agree]***", italic), "**[agree]**")
})

test("headings and bullets are put on every selected line, and off when all have them", () => {
  assert.equal(after("wo|rds", toggleHeading), "## wo|rds")
  assert.equal(after("## wo|rds", toggleHeading), "wo|rds")
  assert.equal(after("[one\n\ntwo]", toggleBullet), "- [one\n\n- two]")
  assert.equal(after("- [one\n- two]", toggleBullet), "[one\ntwo]")
  assert.equal(after("- wo|rds", toggleHeading), "## wo|rds")
})

test("a line below what is selected is not touched by the line break before it", () => {
  assert.equal(after("[one\n]two", toggleBullet), "- [one\n]two")
})

test("a link takes the selected words, and its address is selected to be written over", () => {
  assert.equal(after("see [the plan]", insertLink).replace(/[[\]]/g, ""), "see the plan(https://)")
  assert.equal(after("see |", insertLink), "see [|](https://)")
})

test("the selected lines become internal as whole lines, and open again", () => {
  assert.equal(after("one\nt[wo\nthr]ee\nfour", toggleInternal), "one\n:::intern\nt[wo\nthr]ee\n:::\nfour")
  assert.equal(after("one\n:::intern\ntw|o\n:::\nfour", toggleInternal), "one\ntw|o\nfour")
  assert.equal(after("one\n|", toggleInternal), "one\n:::intern\n|\n:::")
})

test("an unclosed internal block opens again by its one sign", () => {
  assert.equal(after("one\n:::intern\ntw|o", toggleInternal), "one\ntw|o")
  assert.equal(after("one\n:::intern\ntw|o\n:::", toggleInternal), "one\ntw|o")
})

test("Tab means a deeper list in a list alone", () => {
  assert.equal(isInList(stateOf("- on|e")), true)
  assert.equal(isInList(stateOf("  12. on|e")), true)
  assert.equal(isInList(stateOf("on|e")), false)
  assert.equal(isInList(stateOf("- [one\ntwo]")), false)
})

test("an action is made of a line's words", () => {
  assert.equal(selectedWords(stateOf("## x\n- [x] ask **the** region|".replace("[x]", "(x)"))), "(x) ask the region")
  assert.equal(selectedWords(stateOf("- ask| the region")), "ask the region")
  assert.equal(selectedWords(stateOf("- [one\n- two]")), "one two")
})

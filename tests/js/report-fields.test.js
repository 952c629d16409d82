// The form of a report against the text it is made of: what is typed is shown, nothing else changes, nothing is lost between two who write at once.

import assert from "node:assert/strict"
import { test } from "node:test"

import { caretInField, differenceOf, editFromField, editedText, movedBy, placeInText } from "../../static/js/lib/report-edits.js"
import { allFields, reportFields } from "../../static/js/lib/report-fields.js"
import { YDoc, applyUpdate, encodeStateAsUpdate } from "../../static/vendor/yjs.js"

const TEMPLATE = "## What we talked about\n\n- \n\n## What surprised us\n\n- \n\n## What we agree on\n\n- \n"
const EVERYTHING = [
  "A word before it all\n", "## Talked\n", "- **Bostad** och [skola](https://lund.se)\n- `två` år\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
  "after the table\n", ":::intern\nNames of children\n:::\n", "## النتائج ##\n", "1. مرحبا 😀\n2. **كل شيء**\n", "```\n## no heading\n- no bullet\n```\n",
  "## Empty\n", "## Last\n", "### Small\n> said\n",
].join("\n")
const PIECES = [
  "a", "ö", " ", " ", "\n", "\n", "ب", "سلام", "😀", "👩‍👧‍👦", "é", "*", "**", "_", "`", "#", "## ", "- ", "1. ", ">", "|", "---", ":::", ":::intern", "[x](y)", "\\",
  "~~", "```", "=", "•", "word", "\t", "<b>",
]

/** Chance that is the same each time. @param {number} seed */
function chanceFrom(seed) {
  let state = seed * 2654435761 + 1
  return (/** @type {number} */ below) => {
    state = Math.imul(state ^ (state >>> 15), state | 1)
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
    return ((state ^ (state >>> 14)) >>> 0) % below
  }
}

/** Type, delete or replace somewhere, as fingers and keyboards do. */
function typedInto(value, chance, pieces = PIECES) {
  const letters = [...value]
  const at = chance(letters.length + 1)
  const gone = chance(3) ? 0 : chance(6)
  const come = Array.from({ length: chance(4) }, () => pieces[chance(pieces.length)])
  const before = letters.slice(0, at).join("") + come.join("")
  return { typed: before + letters.slice(at + gone).join(""), caret: before.length }
}

const wordsOf = (text) => reportFields(text).map(({ label, value }) => [label, value])
const fieldOf = (text, label) => reportFields(text).find((field) => field.label === label)
const type = (text, label, typed, caret) => editedText(text, editFromField(text, fieldOf(text, label), typed, caret) ?? { index: 0, deleted: 0, inserted: "" })

test("the template is one empty field a heading", () => {
  assert.deepEqual(wordsOf(TEMPLATE), [["What we talked about", ""], ["What surprised us", ""], ["What we agree on", ""]])
})

test("what is typed into the template comes as bullets", () => {
  const text = type(type(TEMPLATE, "What we talked about", "Bostad\nSkola"), "What we agree on", "Ett samtal 😀")

  assert.equal(text, "## What we talked about\n\n- Bostad\n- Skola\n\n## What surprised us\n\n- \n\n## What we agree on\n\n- Ett samtal 😀\n")
})

test("a field shows no sign of Markdown", () => {
  const text = "## T **bold**\n\n- **Bostad** och [skola](https://lund.se)\n1. `två` \\* år\n> sagt\n- [ ] att göra\n### Liten\n"

  assert.deepEqual(wordsOf(text), [["T bold", "Bostad och skola\ntvå * år\nsagt\natt göra\nLiten"]])
})

test("a document without headings is one field", () => {
  assert.deepEqual(wordsOf(""), [["", ""]])
  assert.deepEqual(wordsOf("ett\ntvå"), [["", "ett\ntvå"]])
})

test("what the form does not understand is shown as it is and touched by no edit", () => {
  const foreign = reportFields(EVERYTHING).filter(({ kind }) => kind === "foreign").map(({ value }) => value)

  assert.deepEqual(foreign, ["| a | b |\n|---|---|\n| 1 | 2 |", "```\n## no heading\n- no bullet\n```"])
})

test("what is internal is a field by itself, closed or not", () => {
  const internal = (text) => reportFields(text).filter(({ kind }) => kind === "internal").map(({ value }) => value)

  assert.deepEqual(internal(EVERYTHING), ["Names of children"])
  assert.deepEqual(internal("## A\n\n::: Intern\nto the end\n\n## B"), ["to the end\n\nB"])
})

test("typing on around a sign keeps it whole", () => {
  const text = "## A\n\n- x **bold** y\n"

  assert.equal(type(text, "A", "x bold! y", 7), "## A\n\n- x **bold**! y\n")
  assert.equal(type(text, "A", "x bo y", 4), "## A\n\n- x **bo** y\n")
  assert.equal(type(text, "A", "x  y", 2), "## A\n\n- x  y\n")
  assert.equal(type(text, "A", "x bo", 4), "## A\n\n- x **bo**\n")
})

test("typed Markdown stays words, but for a bullet", () => {
  assert.equal(type(TEMPLATE, "What surprised us", "## hej"), TEMPLATE.replace("us\n\n- \n", "us\n\n- \\## hej\n"))
  assert.equal(type(TEMPLATE, "What surprised us", "- hej"), TEMPLATE.replace("us\n\n- \n", "us\n\n- hej\n"))
})

test("whatever is typed is shown, and every other field stays as it was", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const chance = chanceFrom(seed)
    let text = seed % 3 ? EVERYTHING : TEMPLATE
    for (let round = 0; round < 25; round += 1) {
      const fields = reportFields(text).filter(({ kind }) => kind !== "foreign")
      const field = fields[chance(fields.length)]
      const { typed, caret } = typedInto(field.value, chance)
      const edit = editFromField(text, field, typed, caret)
      if (!edit) continue
      const next = editedText(text, edit)
      const same = (one) => one.section === field.section && one.piece === field.piece
      const shown = allFields(next)
      const seen = shown.find(same)?.value ?? ""
      assert.equal(seen, withoutBullets(typed, seen), `seed ${seed}, round ${round}: ${JSON.stringify({ text, typed, next })}`)
      assert.deepEqual(shown.filter((one) => !same(one)).map(({ value }) => value), allFields(text).filter((one) => !same(one)).map(({ value }) => value))
      text = next
    }
  }
})

/** Lines that were typed with a bullet are seen without it. */
function withoutBullets(typed, seen) {
  const lines = seen.split("\n")
  return typed.split("\n").map((line, number) => (line === lines[number] ? line : line.replace(/^[ \t]*[-*+•‣][ \t]+/, ""))).join("\n")
}

test("two phones that write at once lose nothing and repeat nothing", () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const chance = chanceFrom(seed)
    const one = new YDoc()
    one.getText("notes").insert(0, seed % 2 ? TEMPLATE : EVERYTHING)
    const other = new YDoc()
    meet(one, other)
    const written = []
    for (let round = 0; round < 12; round += 1) {
      for (const doc of [one, other]) written.push(...writeWord(doc, `${"سåx😀"[chance(3)]}${seed}q${written.length}z`, chance))
      if (chance(3) === 0) meet(one, other)
    }
    meet(one, other)
    const text = one.getText("notes").toString()
    assert.equal(other.getText("notes").toString(), text)
    for (const word of written) assert.equal(text.split(word).length, 2, `seed ${seed}: ${word} in ${text}`)
    assert.ok(!text.includes("\ufffd"))
  }
})

function meet(one, other) {
  applyUpdate(one, encodeStateAsUpdate(other))
  applyUpdate(other, encodeStateAsUpdate(one))
}

/** A whole word at once, between others: what is written at once at one place is then not mixed. */
function writeWord(doc, word, chance) {
  const notes = doc.getText("notes")
  const text = notes.toString()
  const fields = reportFields(text).filter(({ kind }) => kind !== "foreign")
  const field = fields[chance(fields.length)]
  const gaps = [0, ...[...field.value.matchAll(/\s|$/g)].map(({ index }) => index)]
  const at = gaps[chance(gaps.length)]
  const inserted = (chance(3) ? " " : "\n") + word + " "
  const edit = editFromField(text, field, field.value.slice(0, at) + inserted + field.value.slice(at), at + inserted.length)
  doc.transact(() => {
    notes.delete(edit.index, edit.deleted)
    notes.insert(edit.index, edit.inserted)
  })
  return [word]
}

test("a difference splits no character, and of equal letters takes the one that was typed", () => {
  assert.deepEqual(differenceOf("a😀b", "a😁b"), { index: 1, deleted: 2, inserted: "😁" })
  assert.deepEqual(differenceOf("aaa", "aaaa", 2), { index: 1, deleted: 0, inserted: "a" })
  for (let seed = 1; seed <= 500; seed += 1) {
    const chance = chanceFrom(seed)
    const { typed: before } = typedInto("😀å😁 سلام 😀", chance, ["😀", "😁", "a"])
    const { typed: after, caret } = typedInto(before, chance, ["😀", "😁", "a"])
    const edit = differenceOf(before, after, caret)
    assert.equal(editedText(before, edit), after)
    assert.ok(!/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(edit.inserted))
    assert.ok(!/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(before.slice(edit.index, edit.index + edit.deleted)))
  }
})

test("a caret stays at its letter whatever others write", () => {
  const text = "## A\n\n- ett **två** tre\n"
  const field = fieldOf(text, "A")
  const at = placeInText(field, 5)
  const delta = [{ insert: "## Ny\n\n- före\n\n" }, { retain: 8 }, { insert: "NOLL " }]
  const next = "## Ny\n\n- före\n\n## A\n\n- NOLL ett **två** tre\n"

  const caret = caretInField(fieldOf(next, "A"), movedBy(at, delta))

  assert.equal(fieldOf(next, "A").value.slice(0, caret), "NOLL ett t")
})

test("a place is moved by what comes before it, and falls back to where its letter was taken away", () => {
  assert.equal(movedBy(4, [{ insert: "ab" }]), 6)
  assert.equal(movedBy(4, [{ retain: 4 }, { insert: "ab" }]), 4)
  assert.equal(movedBy(4, [{ retain: 4 }, { insert: "ab" }], false), 6)
  assert.equal(movedBy(4, [{ retain: 2 }, { delete: 10 }, { insert: "x" }]), 2)
  assert.equal(movedBy(9, [{ retain: 2 }, { delete: 3 }, { insert: "xyz" }]), 9)
})

test("a bomb of signs is read to its end, and a letter typed into it is shown", () => {
  for (const bomb of ["[", "*", "`", "> ", "- ", "# ", " ", "\t|", "-|", ":::intern\n", "```\n", "a|b\n-|-\n\n", "**a", "_a_ ", "[a](b"]) {
    const text = `## A\n\n- ord\n\n## B\n\n${bomb.repeat(Math.ceil(65_536 / bomb.length))}`

    assert.equal(fieldOf(type(text, "A", "ordet"), "A").value, "ordet", JSON.stringify(bomb))
  }
})

// Who is writing, as other screens show them.

import assert from "node:assert/strict"
import { test } from "node:test"

import { writersIn } from "../../static/js/lib/writers.js"

const CURSOR = { anchor: { tname: "notes" }, head: { tname: "notes" } }

test("writers are counted by client id, and readers are none", () => {
  const writers = writersIn(new Map([[30, { user: { name: "" }, cursor: CURSOR }], [7, { user: { name: "Nadia" } }], [20, {}], [21, { user: null }]]), {})

  assert.deepEqual(writers, [
    { client: 7, number: 1, colour: 1, name: "Nadia", isClaimed: true, cursor: null },
    { client: 30, number: 2, colour: 2, name: "", isClaimed: false, cursor: CURSOR },
  ])
})

test("a ninth writer has the first colour again", () => {
  const states = new Map(Array.from({ length: 9 }, (_, index) => [index + 1, { user: {} }]))

  assert.deepEqual(writersIn(states, {}).map(({ colour }) => colour), [1, 2, 3, 4, 5, 6, 7, 8, 1])
})

test("the name of somebody on the board is shown for their own id alone, however it is written", () => {
  const people = { p1: { id: "p1", name: "Amina", has_phone: true }, p2: { id: "p2", name: "", has_phone: true } }
  const shown = (user) => writersIn(new Map([[1, { user }]]), people).map(({ name, isClaimed }) => [name, isClaimed])[0]

  assert.deepEqual(shown({ person: "p1", name: "Bo" }), ["Amina", false])
  assert.deepEqual(shown({ name: "Amina" }), ["", false])
  assert.deepEqual(shown({ name: " a\u200dMINÁ" }), ["", false])
  assert.deepEqual(shown({ person: "p3", name: "Nadia" }), ["Nadia", true])
  assert.deepEqual(shown({ person: "p2" }), ["", false])
  assert.deepEqual(shown({ person: "constructor" }), ["", false])
})

test("a name from elsewhere is short, and turns nothing around", () => {
  const nameOf = (name) => writersIn(new Map([[1, { user: { name } }]]), {})[0].name

  assert.equal(nameOf("\u202eevil\u0007 "), "evil")
  assert.equal(nameOf("x".repeat(1_000)).length, 40)
  assert.equal(nameOf("👍".repeat(100)), "👍".repeat(40))
  assert.equal(nameOf({ toString: "no" }), "")
  assert.equal(nameOf(12), "")
})

test("a state or a place that is none is left out", () => {
  const states = new Map([[1, null], [2, "text"], [3, { user: {}, cursor: "here" }], [4, { user: {}, cursor: { anchor: 1, head: 2 } }]])

  assert.deepEqual(writersIn(states, {}).map(({ client, cursor }) => [client, cursor]), [[3, null], [4, null]])
})

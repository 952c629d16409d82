// The line of topics that have just gone up.

import assert from "node:assert/strict"
import { test } from "node:test"

import { EMPTY_LINE, afterTurn, lookAgain, turnLength } from "../../../static/js/screens/wall/newcomers.js"

const NOW = Date.parse("2026-11-22T10:00:00+01:00")
const POSTED = "2026-11-22T10:00:00+01:00"
const topics = (...ids) => Object.fromEntries(ids.map((id) => [id, { id, posted_at: POSTED }]))

const opened = lookAgain(EMPTY_LINE, topics("a"), NOW)

test("what was up before this wall looked is nothing new", () => {
  assert.deepEqual(opened.waiting, [])
})

test("a topic alone has six seconds", () => {
  const line = lookAgain(opened, topics("a", "b"), NOW)

  assert.deepEqual(line.waiting, ["b"])
  assert.equal(turnLength(line), 6_000)
})

test("several wait in the order they came, each as long as the others", () => {
  const line = lookAgain(lookAgain(opened, topics("a", "b"), NOW), topics("a", "b", "c", "d"), NOW)

  assert.deepEqual(line.waiting, ["b", "c", "d"])
  assert.equal(turnLength(line), 4_000)
  assert.deepEqual(afterTurn(line).waiting, ["c", "d"])
})

test("a whole pile of cards goes by two seconds each", () => {
  assert.equal(turnLength({ known: null, waiting: Array.from({ length: 30 }, (_, index) => `t${index}`) }), 2_000)
})

test("what is taken down leaves the line", () => {
  const line = lookAgain(opened, topics("a", "b", "c"), NOW)

  assert.deepEqual(lookAgain(line, topics("a", "c"), NOW).waiting, ["c"])
})

test("what went up while this wall slept is not shown as new", () => {
  assert.deepEqual(lookAgain(opened, topics("a", "b"), NOW + 60_000).waiting, [])
})

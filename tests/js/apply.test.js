// The reducer of the browser. Vectors in tests/vectors/ hold for `openspace/domain/board.py` too.

import assert from "node:assert/strict"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { test } from "node:test"

import { apply, boardFrom, emptyBoard, PUBLIC } from "../../static/js/board.js"
import { boardWith, topic, topicEvent } from "./boards.js"

const VECTORS = new URL("../vectors/", import.meta.url)

test("an event replaces the entities it names and leaves the others as they were", () => {
  const board = boardWith({ topics: { t1: topic("t1"), t2: topic("t2") } })

  const after = apply(board, topicEvent(2, "t1", topic("t1", { title: "Anew" })))

  assert.equal(after.topics.t1.title, "Anew")
  assert.equal(after.topics.t2, board.topics.t2)
  assert.equal(after.rooms, board.rooms)
  assert.equal(after.seq, 2)
})

test("null takes an entity away, also one that is not there", () => {
  const board = boardWith({ topics: { t1: topic("t1") } })

  const after = apply(board, { seq: 2, changes: { topics: { t1: null, never: null } } })

  assert.deepEqual(after.topics, {})
})

test("the board before stays as it was", () => {
  const board = boardWith({ topics: { t1: topic("t1") } })
  const before = JSON.stringify(board)

  apply(board, { seq: 2, changes: { topics: { t1: null, t2: topic("t2") } } })

  assert.equal(JSON.stringify(board), before)
})

test("an event with nothing public only moves the seq", () => {
  const board = boardWith()

  assert.deepEqual(apply(board, { seq: 2 }), { ...board, seq: 2 })
})

test("collections of a later version are ignored", () => {
  const board = boardWith()

  const after = apply(board, { seq: 2, changes: { holograms: { h1: { id: "h1" } } } })

  assert.deepEqual(after, { ...board, seq: 2 })
  assert.deepEqual(Object.keys(boardFrom({ epoch: "e", seq: 1 }, { holograms: {} })).sort(), ["epoch", "seq", ...PUBLIC].sort())
})

test("an entity may be called like anything JavaScript has", () => {
  const changes = JSON.parse('{"walls": {"__proto__": {"id": "__proto__", "scene": "floor", "page": 0}, "constructor": {"id": "constructor"}}}')

  const after = apply(emptyBoard(), { seq: 1, changes })

  assert.deepEqual(Object.keys(after.walls), ["__proto__", "constructor"])
  assert.equal({}.scene, undefined)
  assert.deepEqual(Object.keys(apply(after, { seq: 2, changes: JSON.parse('{"walls": {"__proto__": null}}') }).walls), ["constructor"])
})

test("an entity that changes keeps its place in the order", () => {
  const board = boardWith({ topics: { t1: topic("t1"), t2: topic("t2") } })

  const after = apply(board, topicEvent(2, "t1", topic("t1", { title: "Anew" })))

  assert.deepEqual(Object.keys(after.topics), ["t1", "t2"])
})

for (const file of existsSync(VECTORS) ? readdirSync(VECTORS).filter((name) => name.endsWith(".json")) : []) {
  const vector = JSON.parse(readFileSync(new URL(file, VECTORS), "utf8"))
  test(`vector ${file}: ${vector.says}`, () => {
    const position = { epoch: vector.epoch, seq: vector.seq }

    const after = vector.events.reduce(apply, boardFrom(position, vector.board))

    assert.deepEqual(after, { epoch: vector.epoch, ...vector.after })
  })
}

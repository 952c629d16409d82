// The command other tests feed with what a server really sent.

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { test } from "node:test"
import { fileURLToPath } from "node:url"

import { collections, events, topicEvent, welcome } from "./boards.js"

const REPLAY = fileURLToPath(new URL("replay.mjs", import.meta.url))

function replay(lines, ...flags) {
  const input = lines.map((line) => JSON.stringify(line)).join("\n")
  return execFileSync(process.execPath, [REPLAY, ...flags], { input, encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line))
}

test("it prints where one screen ends up", () => {
  const [end] = replay([welcome(), events(topicEvent(2, "t1"), { seq: 3 }), { type: "presence", heads: { cafe: 2 } }])

  assert.deepEqual([end.epoch, end.seq, end.gaps], ["e1", 3, []])
  assert.deepEqual(Object.keys(end.board.topics), ["t1"])
  assert.deepEqual(end.board.rooms, collections().rooms)
  assert.deepEqual(end.presence.heads, { cafe: 2 })
})

test("it names the messages after which events were missing", () => {
  const [end] = replay([welcome(), events(topicEvent(3, "t1")), welcome({ seq: 3, events: [{ seq: 2 }, topicEvent(3, "t1")] })])

  assert.deepEqual([end.seq, end.gaps], [3, [2]])
})

test("many screens, one a line, know nothing of each other", () => {
  const ends = replay([[welcome(), events(topicEvent(2, "t1"))], [welcome({ epoch: "e2" })]], "--many")

  assert.deepEqual(ends.map((end) => [end.epoch, end.seq]), [["e1", 2], ["e2", 1]])
  assert.deepEqual(ends[1].board.topics, {})
})

// Which sessions a wall shows while they are written about.

import assert from "node:assert/strict"
import { test } from "node:test"

import { newestLines, unwrittenNow, writingPages } from "../../../static/js/screens/wall/writing.js"
import { boardWith, room, session, slot, topic } from "../boards.js"

const iso = (clock) => `2026-11-22T${clock}:00+01:00`
const at = (clock) => Date.parse(iso(clock))
const IDS = ["1", "2", "3", "4", "5"]

function aDay() {
  return boardWith({
    rooms: Object.fromEntries(IDS.map((id) => [`r${id}`, room(`r${id}`)])),
    slots: { a: slot("a", iso("10:30"), iso("11:15")), b: slot("b", iso("11:30"), iso("12:15")) },
    topics: Object.fromEntries([...IDS, "6"].map((id) => [`t${id}`, topic(`t${id}`)])),
    sessions: {
      ...Object.fromEntries(IDS.map((id) => [`s${id}`, session(`s${id}`, `t${id}`, `r${id}`, "a")])), s6: session("s6", "t6", "r1", "b"),
    },
  })
}

const writing = (lines, writers = 1) => ({ version: 1, is_empty: lines.length === 0, writers, readers: 0, lines })
const shown = (pages) => pages.map((page) => page.map(({ topic }) => topic.id))

test("sessions under way come by room, four on a page, and those nobody writes about are counted", () => {
  const notes = { t5: writing(["e"]), t1: writing(["a"]), t2: writing([], 0) }

  assert.deepEqual(shown(writingPages(aDay(), notes, at("10:45"))), [["t1", "t5"]])
  assert.equal(unwrittenNow(aDay(), notes, at("10:45")), 3)

  const all = Object.fromEntries(IDS.map((id) => [`t${id}`, writing([id])]))
  assert.deepEqual(shown(writingPages(aDay(), all, at("10:45"))), [["t1", "t2", "t3"], ["t4", "t5"]])
})

test("after its session a topic stays as long as somebody writes", () => {
  const notes = { t1: writing(["a"], 2), t2: writing(["b"], 0), t6: writing(["f"]) }

  const pages = writingPages(aDay(), notes, at("11:45"))

  assert.deepEqual(shown(pages), [["t6", "t1"]])
  assert.equal(pages[0][1].room?.id, "r1")
})

test("who writes the first line is seen before it can be read", () => {
  assert.deepEqual(shown(writingPages(aDay(), { t2: writing([], 1) }, at("10:45"))), [["t2"]])
})

test("what the convener keeps off the walls is on none", () => {
  const board = aDay()
  board.topics.t1 = { ...board.topics.t1, is_on_walls: false }

  assert.deepEqual(shown(writingPages(board, { t1: writing([], 2) }, at("10:45"))), [[]])
})

test("nobody writes: one empty page", () => {
  assert.deepEqual(writingPages(aDay(), {}, at("10:45")), [[]])
})

test("what the convener keeps off the walls is not said to be missing", () => {
  const board = aDay()
  board.topics.t1 = { ...board.topics.t1, is_on_walls: false }

  assert.equal(unwrittenNow(board, {}, at("10:45")), 4)
})

test("a line keeps its key while others come and go, and equal lines have keys of their own", () => {
  const keys = (lines) => newestLines(lines).map(({ key }) => key)

  assert.deepEqual(newestLines(["a", "b", "a"]).map(({ text }) => text), ["a", "b", "a"])
  assert.equal(new Set(keys(["a", "b", "a"])).size, 3)
  assert.equal(keys(["a", "b"])[0], keys(["x", "a", "b", "c"])[1])
})

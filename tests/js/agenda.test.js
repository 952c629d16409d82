// Questions to a board.

import assert from "node:assert/strict"
import { test } from "node:test"

import {
  convenerName, currentSlot, freeCells, here, headsIn, isOpenToFeet, isQuiet, newestTopics, nextSlot, sessionAt, sessionsIn, sessionsOf,
  sortedRooms, sortedSlots, waitingTopics,
} from "../../static/js/lib/agenda.js"
import { boardWith, room, session, slot, topic } from "./boards.js"

const at = (clock) => Date.parse(`2026-11-22T${clock}:00+01:00`)
const ids = (list) => list.map((one) => one.id)

const LUNCH = slot("lunch", "2026-11-22T11:45:00+01:00", "2026-11-22T12:30:00+01:00", { kind: "break" })
// Written in another offset: before s2 as text, after it in time.
const LATE = slot("late", "2026-11-22T10:30:00-02:00", "2026-11-22T11:00:00-02:00")

function aBoard() {
  const { slots } = boardWith()
  return boardWith({
    slots: { late: LATE, lunch: LUNCH, s2: slots.s2, s1: slots.s1 },
    rooms: { oak: room("oak"), elm: room("elm"), ash: room("ash", { is_open: false }) },
    topics: {
      t1: topic("t1", { posted_at: "2026-11-22T08:00:00Z" }),
      t2: topic("t2", { posted_at: "2026-11-22T08:02:00Z", convener: "p2" }),
      t3: topic("t3", { posted_at: "2026-11-22T08:01:00Z" }),
    },
    sessions: { b: session("b", "t1", "elm", "s2"), a: session("a", "t1", "oak", "s1") },
    people: { p1: { id: "p1", name: "Amina", has_phone: true } },
  })
}

test("slots go by time, rooms as they were made", () => {
  assert.deepEqual(ids(sortedSlots(aBoard())), ["s1", "s2", "lunch", "late"])
  assert.deepEqual(ids(sortedRooms(aBoard())), ["oak", "elm", "ash"])
})

test("a slot is on from its start until just before its end", () => {
  assert.equal(currentSlot(aBoard(), at("10:00")).id, "s1")
  assert.equal(currentSlot(aBoard(), at("10:44")).id, "s1")
  assert.equal(currentSlot(aBoard(), at("10:45")), null)
  assert.equal(nextSlot(aBoard(), at("10:45")).id, "s2")
  assert.equal(nextSlot(aBoard(), at("14:00")), null)
})

test("feet may go ten minutes before, until it is over", () => {
  const s2 = aBoard().slots.s2

  assert.deepEqual(["10:49", "10:50", "11:44", "11:45"].map((clock) => isOpenToFeet(s2, at(clock))), [false, true, true, false])
})

test("a place has one session or none", () => {
  assert.equal(sessionAt(aBoard(), "oak", "s1").id, "a")
  assert.equal(sessionAt(aBoard(), "oak", "s2"), null)
})

test("a topic's sessions go by time, a slot's by room", () => {
  assert.deepEqual(ids(sessionsOf(aBoard(), "t1")), ["a", "b"])
  assert.deepEqual(ids(sessionsIn(aBoard(), "s2")), ["b"])
})

test("who waits longest for a place comes first; the market shows the newest first", () => {
  assert.deepEqual(ids(waitingTopics(aBoard())), ["t3", "t2"])
  assert.deepEqual(ids(newestTopics(aBoard())), ["t2", "t3", "t1"])
})

test("free is an open room without a session, in a slot for sessions", () => {
  assert.deepEqual(freeCells(aBoard()), [
    { room: "elm", slot: "s1" }, { room: "oak", slot: "s2" }, { room: "oak", slot: "late" }, { room: "elm", slot: "late" },
  ])
  assert.deepEqual(freeCells(aBoard(), "s1"), [{ room: "elm", slot: "s1" }])
  assert.deepEqual(freeCells(aBoard(), "lunch"), [])
})

test("a convener without a public name has none", () => {
  assert.equal(convenerName(aBoard(), topic("t1")), "Amina")
  assert.equal(convenerName(aBoard(), topic("t2", { convener: "p2" })), "")
})

test("here is the sum of all places", () => {
  assert.equal(here({ heads: { lobby: 40, cafe: 3, a: 12 }, interest: {}, walls: {}, address: null }), 55)
})

test("heads counted by hand are hollow beyond those who said so themselves", () => {
  const counted = session("a", "t1", "oak", "s1", { heads_by_hand: 14 })

  assert.deepEqual(headsIn({ heads: { a: 9 } }, counted), { solid: 9, hollow: 5, all: 14 })
  assert.deepEqual(headsIn({ heads: { a: 20 } }, counted), { solid: 20, hollow: 0, all: 20 })
  assert.deepEqual(headsIn({ heads: {} }, session("a", "t1", "oak", "s1")), { solid: 0, hollow: 0, all: 0 })
})

test("a board is quiet when its facilitator says so, and not before anything is known", () => {
  assert.equal(isQuiet(boardWith({ gathering: { gathering: { state: "quiet" } } })), true)
  assert.equal(isQuiet(boardWith()), false)
  assert.equal(isQuiet(boardWith({ gathering: {} })), false)
})

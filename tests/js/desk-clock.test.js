// What the facilitator types as a time, and what shifting the day would move.

import assert from "node:assert/strict"
import { test } from "node:test"

import { shiftedTime, slotsToShift } from "../../static/js/screens/desk/moment.js"
import { instantAt } from "../../static/js/screens/desk/zone.js"

const STOCKHOLM = "Europe/Stockholm"

test("a time is meant in the board's zone, in winter and in summer", () => {
  assert.equal(instantAt("2026-01-15", "10:30", STOCKHOLM), "2026-01-15T09:30:00.000Z")
  assert.equal(instantAt("2026-07-15", "10:30", STOCKHOLM), "2026-07-15T08:30:00.000Z")
})

test("hours after the clocks changed that night are right", () => {
  assert.equal(instantAt("2026-03-29", "03:30", STOCKHOLM), "2026-03-29T01:30:00.000Z")
  assert.equal(instantAt("2026-03-29", "01:30", STOCKHOLM), "2026-03-29T00:30:00.000Z")
  assert.equal(instantAt("2026-10-25", "04:00", STOCKHOLM), "2026-10-25T03:00:00.000Z")
})

test("what is no time is empty", () => {
  assert.equal(instantAt("2026-01-15", "", STOCKHOLM), "")
  assert.equal(instantAt("", "10:30", STOCKHOLM), "")
})

test("the rest of the day is what has not begun on the day of the next slot", () => {
  const where = boardOf("2026-05-20T09:00:00+02:00", "2026-05-20T10:00:00+02:00", "2026-05-20T11:00:00+02:00", "2026-05-21T09:00:00+02:00")

  const moving = slotsToShift(where, Date.parse("2026-05-20T09:10:00+02:00"))

  assert.deepEqual(moving.map((slot) => slot.id), ["s1", "s2"])
})

test("from a named slot on, the others stay", () => {
  const where = boardOf("2026-05-20T09:00:00+02:00", "2026-05-20T10:00:00+02:00", "2026-05-20T11:00:00+02:00")

  const moving = slotsToShift(where, Date.parse("2026-05-20T08:00:00+02:00"), "s2")

  assert.deepEqual(moving.map((slot) => slot.id), ["s2"])
})

test("nothing moves when the day is over", () => {
  const where = boardOf("2026-05-20T09:00:00+02:00")

  assert.deepEqual(slotsToShift(where, Date.parse("2026-05-20T18:00:00+02:00")), [])
})

test("a shifted time is shown in the board's zone", () => {
  assert.equal(shiftedTime("2026-05-20T23:50:00+02:00", 15, STOCKHOLM), "00:05")
})

/** @param {string[]} starts ISO 8601; each slot is called s and its number */
function boardOf(...starts) {
  const slots = starts.map((iso, index) => [`s${index}`, { id: `s${index}`, starts: iso, ends: iso, kind: "sessions", label: "" }])
  return /** @type {any} */ ({ slots: Object.fromEntries(slots) })
}

// How much room a topic's text has.

import assert from "node:assert/strict"
import { test } from "node:test"

import { NOTES_MAX_BYTES, STORED_MAX_BYTES, fitsNotes, roomTaken } from "../../static/js/lib/notes-size.js"

test("the room is counted in bytes, as the server counts it", () => {
  assert.deepEqual(roomTaken("a".repeat(1_000)), { percent: 1, isNearlyFull: false, isFull: false })
  assert.deepEqual(roomTaken("å".repeat(NOTES_MAX_BYTES / 2)), { percent: 100, isNearlyFull: true, isFull: true })
})

test("from nine tenths on it is nearly full", () => {
  assert.equal(roomTaken("a".repeat(NOTES_MAX_BYTES * 0.9 - 1)).isNearlyFull, false)
  assert.equal(roomTaken("a".repeat(Math.ceil(NOTES_MAX_BYTES * 0.9))).isNearlyFull, true)
})

test("what does not fit is held back", () => {
  const full = "a".repeat(NOTES_MAX_BYTES)

  assert.equal(fitsNotes("", full), true)
  assert.equal(fitsNotes(full, `${full}a`), false)
  assert.equal(fitsNotes("a".repeat(NOTES_MAX_BYTES - 1), `${"a".repeat(NOTES_MAX_BYTES - 1)}å`), false)
})

test("a text that is too long already may be made shorter", () => {
  const tooLong = "a".repeat(NOTES_MAX_BYTES + 100)

  assert.equal(fitsNotes(tooLong, tooLong.slice(1)), true)
  assert.equal(fitsNotes(tooLong, `${tooLong}b`), false)
})

test("a document that is full of what was deleted takes nothing more, and lets go", () => {
  assert.equal(roomTaken("short", STORED_MAX_BYTES * 0.9).isNearlyFull, true)
  assert.equal(fitsNotes("short", "shorter", STORED_MAX_BYTES), false)
  assert.equal(fitsNotes("short", "sho", STORED_MAX_BYTES), true)
})

test("what takes the place of something needs room where both are stored", () => {
  const text = "a".repeat(20_000)

  assert.equal(fitsNotes(text, "b".repeat(20_000), STORED_MAX_BYTES - 30_000, 20_000), false)
  assert.equal(fitsNotes(text, "b".repeat(20_000), STORED_MAX_BYTES - 70_000, 20_000), true)
})

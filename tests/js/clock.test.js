// The board's time, by the server's clock.

import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { boardDay, boardTime, minutesUntil, now, secondsUntil, serverNow, setServerTime, startClock, zoneDay, zoneTime } from "../../static/js/clock.js"
import { board } from "../../static/js/store.js"
import { boardWith } from "./boards.js"

beforeEach(() => {
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: 5_000_400 })
  board.value = boardWith()
})
afterEach(() => mock.timers.reset())

test("the server's clock counts, whatever the device believes", () => {
  setServerTime(1_000_000)
  mock.timers.tick(250)

  assert.equal(now.value, 1_000_000)
  assert.equal(serverNow(), 1_000_250)
})

test("it steps on the server's full seconds, one step each", () => {
  setServerTime(1_000_700)
  const steps = []
  startClock()
  const stop = now.subscribe((value) => steps.push(value))

  for (let waited = 0; waited < 2_300; waited += 100) mock.timers.tick(100)
  stop()

  assert.deepEqual(steps, [1_000_700, 1_001_000, 1_002_000, 1_003_000])
})

test("a time with an offset is already the board's", () => {
  assert.equal(boardTime("2026-11-22T10:30:00+01:00"), "10:30")
  assert.equal(boardDay("2026-11-22T23:30:00+01:00"), "2026-11-22")
})

test("a time in UTC is shown in the board's zone", () => {
  assert.equal(boardTime("2026-11-22T23:30:00Z"), "00:30")
  assert.equal(boardDay("2026-11-22T23:30:00Z"), "2026-11-23")
})

test("an instant is shown in any zone; one this device does not know is UTC", () => {
  const noon = Date.parse("2026-07-01T12:00:00Z")

  assert.equal(zoneTime(noon, "Europe/Stockholm"), "14:00")
  assert.equal(zoneTime(noon, "Nowhere/Atlantis"), "12:00")
  assert.equal(zoneDay(noon, "Pacific/Auckland"), "2026-07-02")
})

test("a minute that has begun to run out still counts", () => {
  const at = Date.parse("2026-11-22T10:20:01+01:00")

  assert.equal(minutesUntil("2026-11-22T10:45:00+01:00", at), 25)
  assert.equal(minutesUntil("2026-11-22T10:20:00+01:00", at), 0)
  assert.equal(secondsUntil("2026-11-22T10:21:00+01:00", at), 59)
})

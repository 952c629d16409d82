// Sentences for who cannot see the screen: few, polite, and off by choice.

import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { FakeStorage } from "./fakes/device.js"
import { announceChange, setAnnouncing } from "../../static/js/lib/announcer.js"

const said = []
let hour = 0
const region = {
  dataset: {},
  setAttribute() {},
  set textContent(sentence) {
    said.push([Date.now(), sentence])
  },
}

beforeEach(() => {
  globalThis.localStorage = new FakeStorage()
  globalThis.document = { querySelector: () => null, createElement: () => region, body: { appendChild: (element) => element } }
  // An hour later each time, so that no test hears the one before.
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: (hour += 3_600_000) })
  said.length = 0
  setAnnouncing(true)
})
afterEach(() => mock.timers.reset())

test("the first sentence is said at once", () => {
  announceChange("A topic is up.")
  mock.timers.tick(0)

  assert.deepEqual(said.map(([, sentence]) => sentence), ["A topic is up."])
})

test("at most one sentence in five seconds, and of many the last", () => {
  announceChange("One.")
  mock.timers.tick(0)
  announceChange("Two.")
  mock.timers.tick(1_000)
  announceChange("Three.")
  mock.timers.tick(3_999)
  assert.equal(said.length, 1)

  mock.timers.tick(1)

  assert.deepEqual(said.map(([, sentence]) => sentence), ["One.", "Three."])
  assert.equal(said[1][0] - said[0][0], 5_000)
})

test("who does not want it hears nothing, also not what waited", () => {
  announceChange("One.")
  mock.timers.tick(0)
  announceChange("Two.")
  setAnnouncing(false)
  mock.timers.tick(10_000)
  announceChange("Three.")
  mock.timers.tick(10_000)

  assert.equal(said.length, 1)
  assert.equal(globalThis.localStorage.getItem("openspace.announces"), "false")
})

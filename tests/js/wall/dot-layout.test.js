// Where people stand as dots.

import assert from "node:assert/strict"
import { test } from "node:test"

import { CROWD, dotPlace, dotsFor, dotsInRow, rowsFor } from "../../../static/js/screens/wall/dot-layout.js"

const GRAIN = { size: 18, step: 23, isRightToLeft: false }
const WIDTH = 18 + 4 * 23 // five in a row

test("everybody is one dot until there is a crowd", () => {
  assert.deepEqual(dotsFor(100, CROWD - 101), { solid: 100, hollow: 19, people: 1 })
})

test("in a crowd a dot is five people", () => {
  assert.deepEqual(dotsFor(CROWD, 0), { solid: 24, hollow: 0, people: 5 })
  assert.deepEqual(dotsFor(100, 50), { solid: 20, hollow: 10, people: 5 })
})

test("a row is as wide as its card", () => {
  assert.equal(dotsInRow(WIDTH, GRAIN), 5)
  assert.equal(dotsInRow(WIDTH - 1, GRAIN), 4)
  assert.equal(dotsInRow(3, GRAIN), 1)
  assert.equal(rowsFor(11, WIDTH, GRAIN), 3)
})

test("rows grow upwards, so nobody's place depends on how many there are", () => {
  assert.deepEqual(dotPlace(0, WIDTH, GRAIN), { x: 0, up: 0 })
  assert.deepEqual(dotPlace(4, WIDTH, GRAIN), { x: 92, up: 0 })
  assert.deepEqual(dotPlace(5, WIDTH, GRAIN), { x: 0, up: 23 })
})

test("where one reads from right to left, dots begin at the right", () => {
  const mirrored = { ...GRAIN, isRightToLeft: true }

  assert.deepEqual(dotPlace(0, WIDTH, mirrored), { x: 92, up: 0 })
  assert.deepEqual(dotPlace(4, WIDTH, mirrored), { x: 0, up: 0 })
})

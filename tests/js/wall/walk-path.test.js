// The way a dot walks.

import assert from "node:assert/strict"
import { test } from "node:test"

import { pacedSteps, pathLength, walkDuration, walkPath } from "../../../static/js/screens/wall/walk-path.js"

// Two rows of three cards, 300 wide and 200 high, with gutters of 20 between them.
const AISLES = [10, 330, 650, 970]
const at = (column, row, x, y) => ({ at: { x: 20 + column * 320 + x, y: 20 + row * 220 + y }, gutter: 20 + row * 220 + 210 })
const CARDS = [0, 1, 2].flatMap((column) => [0, 1].map((row) => (
  { left: 20 + column * 320, right: 320 + column * 320, top: 20 + row * 220, bottom: 220 + row * 220, row, column })))

const between = (a, b, share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share })
const everywhereOn = (path) => path.slice(1).flatMap((point, index) => [0, 0.25, 0.5, 0.75].map((share) => between(path[index], point, share)))
const isIn = ({ left, right, top, bottom }, { x, y }) => x > left && x < right && y > top && y < bottom

test("a walk in one row goes along the gutter below it", () => {
  const path = walkPath(at(0, 0, 50, 190), at(2, 0, 50, 190), AISLES)

  assert.deepEqual(path, [{ x: 70, y: 210 }, { x: 70, y: 230 }, { x: 710, y: 230 }, { x: 710, y: 210 }])
})

test("a walk to another row takes the aisle with the least detour", () => {
  const path = walkPath(at(0, 0, 250, 190), at(1, 1, 50, 190), AISLES)

  assert.deepEqual(path.map(({ x }) => x), [270, 270, 330, 330, 390, 390])
})

test("no walk crosses a card it does not start or end in, nor the words above the dots", () => {
  for (const from of CARDS) {
    for (const to of CARDS) {
      const path = walkPath(at(from.column, from.row, 40, 180), at(to.column, to.row, 260, 180), AISLES)
      const inCards = everywhereOn(path).flatMap((point) => CARDS.filter((card) => isIn(card, point)).map((card) => ({ card, point })))
      for (const { card, point } of inCards) {
        assert.ok(card === from || card === to)
        assert.ok(point.y >= card.top + 180)
      }
    }
  }
})

test("who comes from below the page starts in the lowest gutter", () => {
  const lobby = { at: { x: 60, y: 450 }, gutter: 450 }

  assert.deepEqual(walkPath(lobby, at(0, 1, 100, 190), AISLES), [{ x: 60, y: 450 }, { x: 120, y: 450 }, { x: 120, y: 430 }])
})

test("the pace is even round every corner", () => {
  const steps = pacedSteps([{ x: 0, y: 0 }, { x: 0, y: 100 }, { x: 300, y: 100 }])

  assert.deepEqual(steps.map(({ offset }) => offset), [0, 0.25, 1])
})

test("a walk takes 0.9 to 1.4 seconds, a longer way more", () => {
  assert.equal(walkDuration(0, 1_000), 900)
  assert.equal(walkDuration(500, 1_000), 1_150)
  assert.equal(walkDuration(5_000, 1_000), 1_400)
  assert.equal(pathLength([{ x: 0, y: 0 }, { x: 3, y: 0 }, { x: 3, y: 4 }]), 7)
})

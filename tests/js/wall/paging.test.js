// Pages of a wall.

import assert from "node:assert/strict"
import { test } from "node:test"

import { CARDS_MAX, PAGE_TURN_MS, columnsFor, evenPages, fullPages, pageUp } from "../../../static/js/screens/wall/paging.js"

const upTo = (count) => Array.from({ length: count }, (_, index) => index)

test("pages are as equal as can be and lose nobody", () => {
  assert.deepEqual(evenPages(upTo(9), CARDS_MAX).map((page) => page.length), [5, 4])
  assert.deepEqual(evenPages(upTo(17), CARDS_MAX).map((page) => page.length), [6, 6, 5])
  assert.deepEqual(evenPages(upTo(16), CARDS_MAX).map((page) => page.length), [8, 8])
  for (const count of upTo(60)) assert.deepEqual(evenPages(upTo(count), CARDS_MAX).flat(), upTo(count))
})

test("full pages leave the rest to the last one", () => {
  assert.deepEqual(fullPages(upTo(8), 6), [[0, 1, 2, 3, 4, 5], [6, 7]])
})

test("there is a page even of nothing", () => {
  assert.deepEqual(evenPages([], CARDS_MAX), [[]])
  assert.deepEqual(fullPages([], 6), [[]])
})

test("a page turns each quarter of a minute, and after the last comes the first", () => {
  const turn = { page: 1, since: 1_000 }

  assert.equal(pageUp(turn, 3, 1_000 + PAGE_TURN_MS - 1), 1)
  assert.equal(pageUp(turn, 3, 1_000 + PAGE_TURN_MS), 2)
  assert.equal(pageUp(turn, 3, 1_000 + 2 * PAGE_TURN_MS), 0)
})

test("a page held still does not turn, nor one whose time lies ahead", () => {
  assert.equal(pageUp({ page: 2, since: Infinity }, 3, 10 * PAGE_TURN_MS), 2)
  assert.equal(pageUp({ page: 2, since: 60_000 }, 3, 1_000), 2)
})

test("cards stand in at most two rows", () => {
  assert.deepEqual(upTo(CARDS_MAX + 1).map(columnsFor), [1, 1, 2, 3, 2, 3, 3, 4, 4])
})

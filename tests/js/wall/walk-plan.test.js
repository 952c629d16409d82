// Who is seen walking.

import assert from "node:assert/strict"
import { test } from "node:test"

import { WALKERS_MAX, planWalks } from "../../../static/js/screens/wall/walk-plan.js"

const everywhere = () => true

test("few all walk", () => {
  assert.deepEqual(planWalks([["a", "b", 2], ["b", "a", 1]], WALKERS_MAX, everywhere), {
    walks: [["a", "b"], ["b", "a"], ["a", "b"]], jumps: {},
  })
})

test("of many twelve walk and the rest jump", () => {
  const { walks, jumps } = planWalks([["a", "b", 18], ["a", "c", 3]], WALKERS_MAX, everywhere)

  assert.equal(walks.length, 12)
  assert.equal(walks.filter(([, to]) => to === "c").length, 3)
  assert.deepEqual(jumps, { b: 9 })
})

test("who comes from a page that is not up jumps, and who goes to one is not seen", () => {
  const isUp = (place) => place !== "elsewhere"

  assert.deepEqual(planWalks([["elsewhere", "a", 2], ["a", "elsewhere", 3]], WALKERS_MAX, isUp), { walks: [], jumps: { a: 2 } })
})

test("with reduced motion everybody jumps", () => {
  assert.deepEqual(planWalks([["a", "b", 2], ["c", "b", 1]], 0, everywhere), { walks: [], jumps: { b: 3 } })
})

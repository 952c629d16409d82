import test from "node:test"
import assert from "node:assert/strict"
import { problems } from "./baseline.js"

test("a script that does not parse is a problem, not a crash", () => {
  assert.deepEqual(problems("const"), ["does not parse: Unexpected token (1:5)"])
})

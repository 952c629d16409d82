// What is said of a topic's photos.

import assert from "node:assert/strict"
import { test } from "node:test"
import { altOf, hasShortText, photosOf } from "../../static/js/lib/photos.js"
import { boardWith } from "./boards.js"

/** @param {string} id */
function photo(id, given = {}) {
  return { id, topic: "t1", digest: "d", width: 4, height: 3, size: 9, text: "", may_publish: false, by: "p1", taken_at: "2026-11-22T10:00:00Z", ...given }
}

test("a topic's photos stand in the order they came, whatever the zone they are told in", () => {
  const photos = {
    c: photo("c", { taken_at: "2026-11-22T11:30:00+01:00" }),
    b: photo("b"),
    a: photo("a"),
    x: photo("x", { topic: "t2" }),
  }

  assert.deepEqual(photosOf(boardWith({ photos }), "t1").map(({ id }) => id), ["a", "b", "c"])
})

test("a short text stands in place of the picture, a long one below it", () => {
  const short = photo("a", { text: "ب".repeat(150) })
  const long = photo("a", { text: "ب".repeat(151) })

  assert.deepEqual([short, long, photo("a")].map(hasShortText), [true, false, false])
  assert.equal(altOf(short, 1), short.text)
  assert.equal(altOf(long, 2), "Photo 2; what it says stands below.")
  assert.equal(altOf(photo("a"), 3), "Photo 3; nobody has written yet what it says.")
})

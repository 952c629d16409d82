// The book, as screens speak of it.

import assert from "node:assert/strict"
import test from "node:test"

import { sizeInWords } from "../../static/js/lib/book.js"
import { speak } from "../../static/js/lib/i18n.js"

test("a size is said in kilobytes, and in megabytes from the first one on", () => {
  speak("en")

  assert.deepEqual([0, 1, 59_400, 999_400, 1_000_000, 16_546_100].map(sizeInWords), [
    "1 kB", "1 kB", "59 kB", "999 kB", "1 MB", "16.5 MB",
  ])
})

test("its number is written as the reader writes numbers", () => {
  speak("sv")

  assert.equal(sizeInWords(1_250_000), "1,3 MB")
})

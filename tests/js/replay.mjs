// What one screen ends up with: reads its messages from standard input, one JSON a line (welcome, events, mine, presence …), and
// prints {"epoch", "seq", "board": {collection: …}, "mine", "presence", "gaps"}, keys sorted; compare it parsed, as JavaScript
// puts keys that look like numbers first. `gaps`: lines, from 1, after which the screen would have asked again.
// With --many, each line is a list of messages, one screen a line, and each printed line is one screen's end.

import { readFileSync } from "node:fs"

import { emptyBoard, PUBLIC } from "../../static/js/board.js"
import { board, mine, presence, receive } from "../../static/js/store.js"

const EMPTY_MINE = { ...mine.value }
const EMPTY_PRESENCE = { ...presence.value }

const lines = readFileSync(0, "utf8").split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line))
for (const messages of process.argv.includes("--many") ? lines : [lines]) process.stdout.write(`${canonical(replay(messages))}\n`)

function replay(messages) {
  board.value = emptyBoard()
  mine.value = EMPTY_MINE
  presence.value = EMPTY_PRESENCE
  const gaps = messages.flatMap((message, index) => (receive(message) ? [] : [index + 1]))
  const { epoch, seq } = board.value
  const collections = Object.fromEntries(PUBLIC.map((name) => [name, board.value[name]]))
  return { epoch, seq, board: collections, mine: mine.value, presence: presence.value, gaps }
}

function canonical(value) {
  return JSON.stringify(value, (_, part) => (isRecord(part) ? sorted(part) : part))
}

function isRecord(part) {
  return part !== null && typeof part === "object" && !Array.isArray(part)
}

function sorted(record) {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
  return Object.fromEntries(entries)
}

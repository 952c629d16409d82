// Where in the day a wall says we are.

import assert from "node:assert/strict"
import { test } from "node:test"

import { speak } from "../../../static/js/lib/i18n.js"
import { agendaPages, floorPages, isLawLoud, placesIn, timeLeft, timeUntil, walkingSlot } from "../../../static/js/screens/wall/day.js"
import { boardWith, room, session, slot, topic } from "../boards.js"

speak("en", {})

const iso = (clock) => `2026-11-22T${clock}:00+01:00`
const at = (clock, seconds = 0) => Date.parse(iso(clock)) + seconds * 1000
const ROOMS = ["r1", "r2", "r3"]

function aDay(rooms = ROOMS) {
  return boardWith({
    rooms: Object.fromEntries(rooms.map((id) => [id, room(id)])),
    slots: {
      b: slot("b", iso("11:30"), iso("12:15")),
      a: slot("a", iso("10:30"), iso("11:15")),
      lunch: slot("lunch", iso("12:15"), iso("13:00"), { kind: "break", label: "Lunch" }),
      c: slot("c", iso("13:00"), iso("13:45")),
    },
    topics: { t1: topic("t1"), t2: topic("t2") },
    sessions: { s1: session("s1", "t1", "r1", "a"), s2: session("s2", "t2", "r2", "b") },
  })
}

test("minutes are counted until the last one, then seconds", () => {
  const [a] = [aDay().slots.a]

  assert.equal(timeLeft(a, at("10:51")), "24 min left")
  assert.equal(timeLeft(a, at("11:14")), "1 min left")
  assert.equal(timeLeft(a, at("11:14", 1)), "59 seconds left")
  assert.equal(timeLeft(a, at("11:14", 59)), "1 second left")
})

test("more than an hour and a half is said in hours", () => {
  const long = slot("long", iso("12:00"), iso("14:30"))

  assert.equal(timeLeft(long, at("12:00")), "2 h 30 min left")
  assert.equal(timeLeft(long, at("12:30")), "2 h left")
  assert.equal(timeLeft(long, at("13:15")), "75 min left")
  assert.equal(timeUntil(long, at("11:59", 30)), "in 1 min")
})

test("people walk in the slot that is on, and from ten minutes before in the next one", () => {
  assert.equal(walkingSlot(aDay(), at("11:00"))?.id, "a")
  assert.equal(walkingSlot(aDay(), at("11:19")), null)
  assert.equal(walkingSlot(aDay(), at("11:20"))?.id, "b")
  assert.equal(walkingSlot(aDay(), at("12:30")), null)
})

test("every open room is on the floor, also a free one, and a closed one only while somebody meets there", () => {
  const board = aDay()
  board.rooms.r1 = room("r1", { is_open: false })
  board.rooms.r3 = room("r3", { is_open: false })

  assert.deepEqual(placesIn(board, board.slots.a).map((place) => [place.room.id, place.session?.id]), [["r1", "s1"], ["r2", undefined]])
})

test("nine rooms make two pages", () => {
  const rooms = Array.from({ length: 9 }, (_, index) => `room${index}`)

  assert.deepEqual(floorPages(aDay(rooms), at("11:00")).map((page) => page.length), [5, 4])
})

test("the agenda begins with now and next, then goes slot by slot", () => {
  const pages = agendaPages(aDay(), at("11:00"))

  assert.deepEqual(pages.map((parts) => parts.map((part) => part.slot.id)), [["a", "b"], ["a"], ["b"], ["c"]])
  assert.deepEqual(pages[0].map((part) => [part.isNow, part.isNext]), [[true, false], [false, true]])
})

test("on a narrow picture the agenda goes slot by slot from the start", () => {
  const pages = agendaPages(aDay(), at("11:00"), true)

  assert.deepEqual(pages.map((parts) => parts.map((part) => part.slot.id)), [["a"], ["b"], ["c"]])
})

test("on a narrow picture no more rooms share a page than leave each its whole title", () => {
  const rooms = ["r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"]
  const roomsOf = (isNarrow) => agendaPages(aDay(rooms), at("12:30"), isNarrow).map(([part]) => part.places.length)

  assert.deepEqual([roomsOf(false), roomsOf(true)], [[8], [4, 4]])
})

test("what is over leaves the agenda, and nothing is left at the end of the day", () => {
  assert.deepEqual(agendaPages(aDay(), at("12:30")).map((parts) => parts.map((part) => part.slot.id)), [["c"]])
  assert.deepEqual(agendaPages(aDay(), at("18:00")), [[]])
})

test("the law is loud for the first ten seconds of sessions, not of a break", () => {
  assert.equal(isLawLoud(aDay(), at("10:30")), true)
  assert.equal(isLawLoud(aDay(), at("10:30", 10)), false)
  assert.equal(isLawLoud(aDay(), at("12:15", 1)), false)
})

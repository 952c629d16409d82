// The state of one screen, fed with messages.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { emptyBoard } from "../../static/js/board.js"
import { board, frame, me, mine, onFlows, presence, receive, receiveSnapshot } from "../../static/js/store.js"
import { collections, events, topic, topicEvent, welcome } from "./boards.js"

beforeEach(() => {
  board.value = emptyBoard()
  receive(welcome({ presence: { walls: {}, address: null }, mine: {} }))
  board.value = emptyBoard()
})

test("a welcome with a snapshot is the whole state", () => {
  const greeting = welcome({
    seq: 7, mine: { interests: { p1: { id: "p1", topics: ["t1"] } } }, presence: { heads: { lobby: 3, cafe: 0 }, interest: { t1: 2 } },
  })

  assert.equal(receive(greeting), true)

  assert.deepEqual(board.value, { epoch: "e1", seq: 7, ...collections() })
  assert.equal(me.value.person, "p1")
  assert.deepEqual(mine.value.interests.p1.topics, ["t1"])
  assert.deepEqual(mine.value.notices, {})
  assert.deepEqual(presence.value.heads, { lobby: 3 })
  assert.equal(frame.value.title, "Forum")
})

test("events move the board on, one after the other, with those that say nothing", () => {
  receive(welcome())

  assert.equal(receive(events(topicEvent(2, "t1"), { seq: 3 }, topicEvent(4, "t2"))), true)

  assert.equal(board.value.seq, 4)
  assert.deepEqual(Object.keys(board.value.topics), ["t1", "t2"])
})

test("an event that was applied before is not applied again", () => {
  receive(welcome())
  receive(events(topicEvent(2, "t1", topic("t1", { title: "First" }))))

  assert.equal(receive(events(topicEvent(2, "t1", topic("t1", { title: "Again" })))), true)

  assert.equal(board.value.topics.t1.title, "First")
})

test("a gap leaves the board before it, and says that events are missing", () => {
  receive(welcome())

  assert.equal(receive(events(topicEvent(2, "t1"), topicEvent(4, "t3"))), false)

  assert.equal(board.value.seq, 2)
  assert.deepEqual(Object.keys(board.value.topics), ["t1"])
})

test("a welcome with events resumes the board that was there", () => {
  receive(welcome())

  assert.equal(receive(welcome({ seq: 3, events: [topicEvent(2, "t1"), topicEvent(3, "t2")] })), true)

  assert.equal(board.value.seq, 3)
})

test("events of a foreign epoch are never applied", () => {
  receive(welcome())

  assert.equal(receive(welcome({ epoch: "e2", seq: 2, events: [topicEvent(2, "t1")] })), false)

  assert.deepEqual(board.value.topics, {})
})

test("a snapshot of another epoch replaces everything", () => {
  receive(welcome())
  receive(events(topicEvent(2, "t1")))

  receive(welcome({ epoch: "e2", seq: 1 }))

  assert.equal(board.value.epoch, "e2")
  assert.equal(board.value.seq, 1)
  assert.deepEqual(board.value.topics, {})
})

test("the first state over HTTP is the same board", () => {
  receiveSnapshot({ epoch: "e1", seq: 5, board: collections(), presence: { heads: { lobby: 2 }, interest: {} } })

  assert.deepEqual(board.value, { epoch: "e1", seq: 5, ...collections() })
  assert.deepEqual(presence.value.heads, { lobby: 2 })
})

test("private changes merge; a welcome has all of them", () => {
  receive(welcome({ mine: { notices: { n1: { id: "n1" }, n2: { id: "n2" } } } }))

  receive({ type: "mine", seq: 2, changes: { notices: { n1: null, n3: { id: "n3" } }, whereabouts: { p1: { id: "p1", place: "cafe" } } } })

  assert.deepEqual(Object.keys(mine.value.notices), ["n2", "n3"])
  assert.equal(mine.value.whereabouts.p1.place, "cafe")
  receive(welcome({ mine: {} }))
  assert.deepEqual(mine.value.notices, {})
})

test("counts merge, and a place that is empty goes away", () => {
  receive(welcome({ presence: { heads: { x1: 2, lobby: 5 }, interest: { t1: 1 } } }))

  receive({ type: "presence", heads: { x1: 0, cafe: 2 } })

  assert.deepEqual(presence.value.heads, { lobby: 5, cafe: 2 })
  assert.deepEqual(presence.value.interest, { t1: 1 })
})

test("walls that the welcome leaves out are unknown until they come; the address stays", () => {
  const address = { url: "http://192.168.0.2:8000", others: [], is_reached: true }
  receive(welcome())
  receive({ type: "presence", walls: { Hall: 1 }, address })

  receive(welcome({ seq: 1 }))

  assert.deepEqual(presence.value.walls, {})
  assert.deepEqual(presence.value.address, address)
})

test("flows go to who listens, and only while they do", () => {
  const heard = []
  const stop = onFlows((flows) => heard.push(...flows))

  receive({ type: "presence", flows: [["lobby", "x1", 3]] })
  stop()
  receive({ type: "presence", flows: [["x1", "cafe", 1]] })

  assert.deepEqual(heard, [["lobby", "x1", 3]])
})

// The queue of what this person asks: kept until answered, in order, once.

import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { FakeStorage, FakeTarget } from "./fakes/device.js"

import {
  answerOf, dismissRefusal, newCommandId, onAnswer, pauseSending, receiveAccepted, receiveRefused, restorePending, resumeSending, send, sendAgain,
} from "../../static/js/commands.js"
import { setServerTime } from "../../static/js/clock.js"
import { board, me, pending } from "../../static/js/store.js"
import { boardWith, session } from "./boards.js"

const NOW = Date.parse("2026-11-22T10:15:00+01:00")
let page
let sent

beforeEach(() => {
  mock.timers.enable({ apis: ["Date"], now: NOW })
  setServerTime(NOW)
  page = new FakeTarget()
  globalThis.addEventListener = page.addEventListener.bind(page)
  globalThis.localStorage = new FakeStorage()
  board.value = boardWith({ sessions: { x1: session("x1", "t1", "oak", "s1"), x2: session("x2", "t2", "oak", "s2") } })
  me.value = { person: "p1", role: "participant", name: "", language: "sv" }
  sent = []
  pauseSending()
  restorePending()
})

afterEach(() => mock.timers.reset())

const connect = () => resumeSending((command) => sent.push(command))
const titles = () => sent.map((command) => command.title)
const codes = () => pending.value.map((entry) => entry.refusal?.code ?? null)

function reload() {
  pauseSending()
  pending.value = []
  restorePending()
}

function refuse(commandId, code = "room_taken") {
  receiveRefused({ type: "refused", command_id: commandId, code, message: "No.", instead: { text: "Elsewhere." } })
}

function setNow(milliseconds) {
  mock.timers.setTime(milliseconds)
  setServerTime(milliseconds)
}

function accept(commandId) {
  receiveAccepted({ type: "accepted", command_id: commandId, seq: 7, made: { topic: "t9" } })
}

test("what is asked while live goes out at once and is kept until it is answered", () => {
  connect()

  const id = send("propose_topic", { title: "A" })

  assert.deepEqual(sent, [{ type: "propose_topic", command_id: id, title: "A" }])
  assert.equal(pending.value[0].sentAt, NOW)
  accept(id)
  assert.deepEqual(pending.value, [])
  assert.deepEqual(Object.keys(globalThis.localStorage), [])
})

test("what is asked while cut off waits, and goes out in order", () => {
  send("propose_topic", { title: "A" })
  send("propose_topic", { title: "B" })
  assert.deepEqual(pending.value.map((entry) => entry.sentAt), [null, null])

  connect()

  assert.deepEqual(titles(), ["A", "B"])
})

test("what waits survives a reload, in order", () => {
  for (const title of ["A", "B", "C", "D"]) send("propose_topic", { title })

  reload()
  connect()

  assert.deepEqual(titles(), ["A", "B", "C", "D"])
})

test("what was sent and not answered is sent again under the same id", () => {
  connect()
  const id = send("propose_topic", { title: "A" })

  pauseSending()
  assert.equal(pending.value[0].sentAt, null)
  connect()

  assert.deepEqual(sent.map((command) => command.command_id), [id, id])
})

test("ids are 128 random bits", () => {
  assert.match(newCommandId(), /^[0-9a-f]{32}$/)
  assert.notEqual(newCommandId(), newCommandId())
})

test("a form hears its answer, also when it asks late", async () => {
  connect()
  const id = send("place_topic", { topic: "t1", room: "oak", slot: "s1" })
  const early = answerOf(id)

  accept(id)

  assert.equal((await early).accepted.made.topic, "t9")
  assert.equal((await answerOf(id)).accepted.seq, 7)
})

test("two forms may wait for one answer", async () => {
  connect()
  const id = send("propose_topic", { title: "A" })
  const both = Promise.all([answerOf(id), answerOf(id)])

  refuse(id)

  assert.deepEqual((await both).map((answer) => answer.refused.code), ["room_taken", "room_taken"])
})

test("a refusal stays until it is dismissed, also over a reload, and is not sent again", () => {
  connect()
  const id = send("place_topic", { topic: "t1", room: "oak", slot: "s1" })
  refuse(id)

  reload()
  connect()

  assert.deepEqual(codes(), ["room_taken"])
  assert.equal(sent.length, 1)
  dismissRefusal(id)
  reload()
  assert.deepEqual(pending.value, [])
})

test("a refusal dismissed in another tab goes from this one", () => {
  connect()
  const id = send("place_topic", { topic: "t1", room: "oak", slot: "s1" })
  refuse(id)

  const [key] = Object.keys(globalThis.localStorage)
  globalThis.localStorage.removeItem(key)
  page.fires("storage", { key })

  assert.deepEqual(pending.value, [])
})

test("a refusal that another tab has seen and dismissed does not come back", () => {
  send("place_topic", { topic: "t1", room: "oak", slot: "s1" })
  connect()
  const id = sent[0].command_id

  globalThis.localStorage.removeItem(Object.keys(globalThis.localStorage)[0])
  refuse(id)

  assert.deepEqual(pending.value, [])
  assert.deepEqual(Object.keys(globalThis.localStorage), [])
})

test("a walk that waited two minutes is dropped with a word", () => {
  send("move", { to: "cafe" })

  setNow(NOW + 120_001)
  connect()

  assert.deepEqual(sent, [])
  assert.deepEqual(codes(), ["too_late"])
  assert.match(pending.value[0].refusal.message, /waited too long/)
  assert.notEqual(pending.value[0].refusal.instead.text, "")
})

test("a walk that waited less goes out", () => {
  send("move", { to: "cafe" })

  setNow(NOW + 119_000)
  connect()

  assert.equal(sent[0].to, "cafe")
})

test("a walk to a session that is over is dropped, by the server's clock", () => {
  send("move", { to: "x1" })
  send("move", { to: "x2" })

  setServerTime(Date.parse("2026-11-22T10:45:00+01:00"))
  connect()

  assert.deepEqual(sent.map((command) => command.to), ["x2"])
  assert.match(pending.value[0].refusal.message, /over/)
})

test("what could not be saved is asked again under the same id, by hand or on return", () => {
  connect()
  const id = send("propose_topic", { title: "A" })
  refuse(id, "not_saved")
  assert.deepEqual(codes(), ["not_saved"])

  sendAgain(id)
  refuse(id, "not_saved")
  pauseSending()
  connect()

  assert.deepEqual(sent.map((command) => command.command_id), [id, id, id])
  assert.deepEqual(codes(), [null])
})

test("what somebody else asked on this device is neither sent nor shown, and not lost", () => {
  send("propose_topic", { title: "Amina's" })

  me.value = { person: "p2", role: "participant", name: "", language: "sv" }
  connect()
  assert.deepEqual(sent, [])
  assert.deepEqual(pending.value, [])

  me.value = { person: "p1", role: "participant", name: "", language: "sv" }
  reload()
  connect()
  assert.deepEqual(titles(), ["Amina's"])
})

test("without storage the queue lives as long as the page", () => {
  globalThis.localStorage.isFull = true

  const id = send("propose_topic", { title: "A" })
  connect()
  accept(id)

  assert.deepEqual(titles(), ["A"])
  assert.deepEqual(pending.value, [])
})

test("a refusal of nobody's command is no entry", () => {
  refuse(null)
  refuse("never-asked")

  assert.deepEqual(pending.value, [])
})

test("listeners hear every answer", () => {
  const heard = []
  const stop = onAnswer((commandId, answer) => heard.push([commandId, answer.accepted?.seq]))
  connect()
  const id = send("propose_topic", { title: "A" })

  accept(id)
  stop()
  accept(id)

  assert.deepEqual(heard, [[id, 7]])
})

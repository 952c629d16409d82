// One topic's document on a screen, against a server that speaks y-protocols and can fall silent.

import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { emptyBoard } from "../../static/js/board.js"
import { savedInWords } from "../../static/js/lib/notes-words.js"
import { openNotes } from "../../static/js/notes-room.js"
import { board, me, mine } from "../../static/js/store.js"
import { YDoc, applyUpdate, encodeStateAsUpdate, encodeStateVector } from "../../static/vendor/yjs.js"
import { topic } from "./boards.js"
import { FakeStorage, FakeTarget } from "./fakes/device.js"

const NOW = Date.parse("2026-11-22T10:00:00Z")
const SYNC = 0
const STEP_1 = 0
const STEP_2 = 1
let server
let rooms

/** What the server has, the sockets it was given, and whether it answers. */
class NotesServer {
  constructor() {
    this.doc = new YDoc()
    this.doc.getText("notes").insert(0, "## What we talked about\n")
    this.sockets = []
    this.isSilent = false
  }

  get last() {
    return this.sockets[this.sockets.length - 1]
  }

  hear(socket, message) {
    const [kind, step, ...rest] = message
    if (kind !== SYNC || this.isSilent) return
    const body = bodyOf(Uint8Array.from(rest))
    if (step === STEP_1) socket.brings(syncMessage(STEP_2, encodeStateAsUpdate(this.doc, body)))
    else applyUpdate(this.doc, body)
  }
}

class NotesSocket {
  static OPEN = 1
  OPEN = 1
  readyState = 0

  constructor(url) {
    this.url = url
    server.sockets.push(this)
  }

  opens() {
    this.readyState = 1
    this.onopen()
    this.brings(syncMessage(STEP_1, encodeStateVector(server.doc)))
  }

  brings(message) {
    this.onmessage?.({ data: message.buffer })
  }

  send(message) {
    server.hear(this, new Uint8Array(message))
  }

  dies(code) {
    this.readyState = 3
    this.onclose?.({ code, reason: "" })
  }

  close() {
    this.readyState = 3
  }
}

/** Lengths below 2 ** 14: enough here. */
function syncMessage(step, body) {
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Uint8Array.from([SYNC, step, ...length, ...body])
}

function bodyOf(bytes) {
  return bytes[0] < 128 ? bytes.slice(1) : bytes.slice(2)
}

beforeEach(() => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: NOW })
  server = new NotesServer()
  rooms = []
  const page = new FakeTarget()
  Object.assign(globalThis, {
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: () => {},
    document: Object.assign(new FakeTarget(), { visibilityState: "visible", getElementById: () => null, removeEventListener: () => {} }),
    location: { protocol: "http:", host: "192.168.0.2:8000" },
    localStorage: new FakeStorage(),
    WebSocket: NotesSocket,
  })
  board.value = { ...emptyBoard(), seq: 1, topics: { t1: topic("t1", { writers: "everyone" }) } }
  me.value = { person: "p1", role: "participant", name: "Nadia", language: "en" }
  mine.value = { ...mine.value, profiles: {} }
})

afterEach(() => {
  rooms.forEach((room) => room.close())
  mock.timers.reset()
})

function opened() {
  const room = openNotes({ code: "LUND482" }, "t1")
  rooms.push(room)
  server.last.opens()
  mock.timers.tick(1)
  return room
}

function pass(milliseconds) {
  for (let waited = 0; waited < milliseconds; waited += 100) mock.timers.tick(100)
}

function write(room, words) {
  room.doc.transact(() => room.text.insert(room.text.length, words), room.origin)
}

const keptKeys = () => Object.keys(localStorage).filter((key) => key.includes(".notes."))

test("the text comes, and nothing written is saved", () => {
  const room = opened()

  assert.equal(server.last.url, "ws://192.168.0.2:8000/ws/notes/LUND482/t1")
  assert.equal(room.text.toString(), "## What we talked about\n")
  assert.deepEqual([room.isSynced.value, room.state.value, room.readOnly.value], [true, "saved", ""])
})

test("a change is saving until the server has answered a question sent after it, and kept on the device meanwhile", () => {
  const room = opened()

  write(room, "Hej")
  assert.equal(room.state.value, "saving")
  pass(400)
  assert.equal(keptKeys().length, 1)
  pass(600)

  assert.equal(room.state.value, "saved")
  assert.equal(server.doc.getText("notes").toString(), "## What we talked about\nHej")
  assert.deepEqual(keptKeys(), [])
})

test("everything sent unasked, to a screen that was behind, is no answer", () => {
  const room = opened()
  server.isSilent = true
  write(room, "Hej")
  pass(1_000)

  server.last.brings(syncMessage(STEP_2, encodeStateAsUpdate(server.doc)))

  assert.equal(room.state.value, "saving")
})

test("a server that asks again has missed something: nothing is saved until it has answered anew", () => {
  const room = opened()

  server.last.brings(syncMessage(STEP_1, encodeStateVector(server.doc)))
  pass(100)
  assert.equal(room.state.value, "saving")
  pass(1_000)

  assert.equal(room.state.value, "saved")
})

test("a line on which nobody answers is left, and another one tried", () => {
  const room = opened()
  server.isSilent = true

  write(room, "Hej")
  pass(8_000)
  assert.equal(room.state.value, "saving")
  pass(2_000)
  assert.equal(server.sockets.length, 2)
  assert.equal(room.state.value, "offline")

  server.isSilent = false
  server.last.opens()
  pass(1_000)
  assert.equal(room.state.value, "saved")
  assert.equal(server.doc.getText("notes").toString(), "## What we talked about\nHej")
})

test("what was written without a network arrives after a reload of the page", () => {
  const before = opened()
  server.last.dies(1006)
  write(before, "Utan nät")
  assert.deepEqual([before.state.value, before.hasUnsaved.value], ["offline", true])
  before.close()

  const room = opened()
  pass(2_000)

  assert.equal(room.text.toString(), "## What we talked about\nUtan nät")
  assert.equal(server.doc.getText("notes").toString(), "## What we talked about\nUtan nät")
  assert.equal(room.state.value, "saved")
  assert.deepEqual(keptKeys(), [])
})

test("what another tab has written meanwhile stays kept when what was taken up of it is stored", () => {
  const other = opened()
  server.last.dies(1006)
  write(other, "Ett")
  pass(400)

  const room = opened()
  write(other, " två")
  pass(2_000)

  assert.deepEqual([room.text.toString(), room.state.value], ["## What we talked about\nEtt", "saved"])
  assert.equal(keptKeys().length, 1)
})

test("what somebody else left on this device stays theirs", () => {
  const before = opened()
  server.last.dies(1006)
  write(before, "Nadias")
  before.close()
  me.value = { person: "p2", role: "participant", name: "Farah", language: "en" }

  const room = opened()
  pass(2_000)

  assert.equal(room.text.toString(), "## What we talked about\n")
  assert.equal(keptKeys().length, 1)
})

test("what the server refused is not sent again, but given back to copy", () => {
  const before = opened()
  server.isSilent = true
  write(before, "För mycket")
  server.last.dies(4413)
  assert.deepEqual([before.state.value, before.reason.value], ["ended", "too_long"])
  before.close()
  server.isSilent = false

  const room = opened()
  pass(2_000)

  assert.equal(room.withheld.value, "## What we talked about\nFör mycket")
  assert.equal(room.text.toString(), "## What we talked about\n")
  room.dropWithheld()
  assert.deepEqual([room.withheld.value, keptKeys()], ["", []])
})

test("a line that ended for good is not opened again", () => {
  const room = opened()

  server.last.dies(4403)
  pass(60_000)

  assert.deepEqual([room.state.value, room.reason.value, server.sockets.length], ["ended", "forbidden", 1])
})

test("rubbish on the device does no harm", () => {
  localStorage.setItem("openspace.LUND482.notes.t1.1", JSON.stringify({ person: "p1", update: "AAEC" }))
  localStorage.setItem("openspace.LUND482.notes.t1.2", "{")
  localStorage.setItem("openspace.LUND482.notes.t1.3", JSON.stringify({ person: "p1", update: "%%" }))

  const room = opened()
  pass(2_000)

  assert.deepEqual([room.state.value, room.text.toString()], ["saved", "## What we talked about\n"])
})

test("who may only read is told why", () => {
  board.value = { ...board.value, topics: { t1: topic("t1", { writers: "convener", convener: "p9", pen: "" }) } }
  assert.equal(opened().readOnly.value, "writers")

  mine.value = { ...mine.value, profiles: { p1: { id: "p1", silenced: "Language" } } }
  assert.equal(rooms[0].readOnly.value, "silenced")

  board.value = { ...board.value, topics: {} }
  assert.equal(rooms[0].readOnly.value, "gone")
})

test("a device without room says that it keeps nothing", () => {
  const room = opened()
  localStorage.isFull = true
  server.last.dies(1006)
  assert.equal(room.isKept.value, true)

  write(room, "Utan nät")
  pass(400)
  assert.deepEqual([room.isKept.value, savedInWords(room).text], [false, "no network"])

  localStorage.isFull = false
  write(room, " alls")
  pass(400)
  assert.deepEqual([room.isKept.value, savedInWords(room).text], [true, "no network: kept on this device"])
})

// The whole line: a page with a fake network, a fake clock and fake sockets, flushed by hand.

import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { FakeSocket, FakeStorage, FakeTarget } from "./fakes/device.js"

import { send } from "../../static/js/commands.js"
import { serverNow } from "../../static/js/clock.js"
import { open } from "../../static/js/socket.js"
import { emptyBoard } from "../../static/js/board.js"
import { board, link, me, pending } from "../../static/js/store.js"
import { collections, events, topicEvent, welcome } from "./boards.js"

const NOW = Date.parse("2026-11-22T10:00:00Z")
let page
let answerFetch

beforeEach(() => {
  mock.timers.enable({ apis: ["Date", "setTimeout", "setInterval"], now: NOW })
  mock.method(Math, "random", () => 0.5)
  page = { window: new FakeTarget(), document: Object.assign(new FakeTarget(), { visibilityState: "visible", activeElement: null }) }
  FakeSocket.opened = []
  Object.assign(globalThis, {
    addEventListener: page.window.addEventListener.bind(page.window),
    document: Object.assign(page.document, { getElementById: () => null }),
    location: { protocol: "http:", host: "192.168.0.2:8000" },
    localStorage: new FakeStorage(),
    WebSocket: FakeSocket,
    fetch: () => new Promise((resolve, reject) => { answerFetch = { resolve, reject } }),
  })
  board.value = emptyBoard()
  me.value = null
  pending.value = []
  link.value = { state: "connecting", since: NOW }
})

afterEach(() => {
  mock.timers.reset()
  mock.restoreAll()
})

/** Lets promises that are ready go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function opened(given = {}) {
  open({ code: "LUND482" }, { screen: "phone", ...given })
  answerFetch.reject(new TypeError("no network"))
  await settled()
}

async function live() {
  await opened()
  FakeSocket.last.opens()
  FakeSocket.last.hears(welcome({ now: NOW + 60_000 }))
}

function pass(milliseconds, step = 1_000) {
  for (let waited = 0; waited < milliseconds; waited += step) mock.timers.tick(Math.min(step, milliseconds - waited))
}

/** The device sleeps: time goes by and no timer runs. */
function sleep(milliseconds) {
  mock.timers.setTime(Date.now() + milliseconds)
}

test("the first state comes over HTTP, and the socket only asks for what came after it", async () => {
  open({ code: "LUND482" }, { screen: "wall", wall: "Hall", planes: ["heads", "flows"] })
  assert.equal(FakeSocket.opened.length, 0)

  answerFetch.resolve({ ok: true, json: async () => ({ epoch: "e1", seq: 5, board: collections(), presence: { heads: { lobby: 2 } } }) })
  await settled()
  await settled()
  FakeSocket.last.opens()

  assert.equal(FakeSocket.last.url, "ws://192.168.0.2:8000/ws/LUND482")
  assert.deepEqual(FakeSocket.last.sent, [
    { type: "hello", protocol: 1, epoch: "e1", since: 5, screen: "wall", wall: "Hall" },
    { type: "watch", planes: ["heads", "flows"] },
  ])
})

test("without a first state over HTTP the welcome brings it", async () => {
  await opened()
  FakeSocket.last.opens()
  assert.deepEqual(FakeSocket.last.sentOfType("hello")[0].epoch, null)

  FakeSocket.last.hears(welcome({ now: NOW + 60_000 }))

  assert.equal(link.value.state, "live")
  assert.equal(board.value.seq, 1)
  assert.equal(serverNow(), NOW + 60_000)
})

test("commands wait for the welcome, and go out once", async () => {
  await opened()
  send("propose_topic", { title: "A" })
  FakeSocket.last.opens()
  assert.deepEqual(FakeSocket.last.sentOfType("propose_topic"), [])

  FakeSocket.last.hears(welcome())
  const [{ command_id }] = FakeSocket.last.sentOfType("propose_topic")
  FakeSocket.last.hears(events(topicEvent(2, "t1")))
  FakeSocket.last.hears({ type: "accepted", command_id, seq: 2, made: { topic: "t1" } })

  assert.deepEqual(pending.value, [])
  assert.equal(FakeSocket.last.sentOfType("propose_topic").length, 1)
})

test("a lost socket is told at once, comes back by itself, and what was not answered is sent again", async () => {
  await live()
  send("propose_topic", { title: "A" })
  FakeSocket.last.hears(events(topicEvent(2, "t1")))

  FakeSocket.last.dies(1012)
  assert.deepEqual(link.value.state, "offline")
  pass(450, 450)
  FakeSocket.last.opens()
  FakeSocket.last.hears(welcome({ seq: 3, events: [topicEvent(3, "t2")] }))

  assert.equal(FakeSocket.opened.length, 2)
  assert.deepEqual(FakeSocket.last.sent[0], { type: "hello", protocol: 1, epoch: "e1", since: 2, screen: "phone", wall: "" })
  assert.equal(link.value.state, "live")
  assert.deepEqual(Object.keys(board.value.topics), ["t1", "t2"])
  assert.deepEqual(FakeSocket.last.sentOfType("propose_topic").map((command) => command.title), ["A"])
})

test("a gap is asked for on the same socket, and the answer mends it", async () => {
  await live()

  FakeSocket.last.hears(events(topicEvent(3, "t2")))
  assert.deepEqual(FakeSocket.last.sentOfType("hello")[1].since, 1)
  FakeSocket.last.hears(welcome({ seq: 3, events: [topicEvent(2, "t1"), topicEvent(3, "t2")] }))

  assert.deepEqual(Object.keys(board.value.topics), ["t1", "t2"])
  assert.equal(FakeSocket.opened.length, 1)
})

test("an answer of a foreign epoch without a snapshot leads to asking for everything", async () => {
  await live()
  FakeSocket.last.hears(events(topicEvent(3, "t2")))

  FakeSocket.last.hears(welcome({ epoch: "e2", seq: 9, events: [] }))
  pass(1_000)
  FakeSocket.last.opens()

  assert.equal(FakeSocket.opened.length, 2)
  assert.equal(FakeSocket.last.sentOfType("hello")[0].epoch, null)
})

test("a half-open socket is left within 25 silent seconds, and what it says later is not heard", async () => {
  await live()
  const [dead] = FakeSocket.opened

  pass(25_000)
  assert.equal(FakeSocket.opened.length, 2)
  assert.equal(dead.isClosed, true)
  dead.hears(events(topicEvent(2, "t1")))
  dead.dies(4401)

  assert.equal(board.value.seq, 1)
  assert.equal(link.value.state, "offline")
  assert.equal(link.value.since, NOW + 60_000)
})

test("a server that says what time it is every ten seconds is alive", async () => {
  await live()

  for (let told = 0; told < 6; told += 1) {
    pass(10_000)
    FakeSocket.last.hears({ type: "now", now: NOW + told })
  }

  assert.equal(FakeSocket.opened.length, 1)
  assert.equal(serverNow(), NOW + 5)
})

for (const [name, wake] of [
  ["the page is shown", () => page.document.fires("visibilitychange")],
  ["the network is back", () => page.window.fires("online")],
  ["the page comes out of the history", () => page.window.fires("pageshow")],
  ["a timer runs late", () => mock.timers.tick(1_000)],
]) {
  test(`a phone that slept ten minutes connects again as soon as ${name}`, async () => {
    await live()

    sleep(600_000)
    wake()

    assert.equal(FakeSocket.opened.length, 2)
  })
}

test("a final close code ends it, with the reason", async () => {
  await live()

  FakeSocket.last.dies(4404)
  pass(60_000)

  assert.deepEqual([link.value.state, link.value.reason], ["ended", "no_board"])
  assert.equal(FakeSocket.opened.length, 1)
})

test("rubbish from the server changes nothing", async () => {
  await live()
  const before = board.value

  FakeSocket.last.onmessage({ data: "<html>" })
  FakeSocket.last.hears({ type: "from_the_future" })
  FakeSocket.last.hears(null)

  assert.equal(board.value, before)
  assert.equal(link.value.state, "live")
})

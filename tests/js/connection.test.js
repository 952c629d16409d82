// When a screen connects, doubts and tries again. No socket, no timer: each step is told the time.

import assert from "node:assert/strict"
import { test } from "node:test"

import { idleConnection, stepConnection } from "../../static/js/connection.js"

const MIDDLE = 0.5

/** Runs happenings `[at, happening, random?]` from idle; what came of the last one, and everything it did. */
function after(...happenings) {
  let step = { connection: idleConnection(), effects: [] }
  for (const [at, happening, random = MIDDLE] of happenings) {
    step = stepConnection(step.connection, typeof happening === "string" ? { type: happening } : happening, at, random)
  }
  return step
}

const tick = { type: "ticked", isVisible: true }
const hiddenTick = { type: "ticked", isVisible: false }
const closed = (code = 1006) => ({ type: "closed", code })
const live = [[0, "start"], [100, "opened"], [200, "heard"], [200, "welcomed"]]

test("it connects, greets and is live", () => {
  assert.deepEqual(after([0, "start"]).effects, ["connect"])
  assert.deepEqual(after([0, "start"], [100, "opened"]).effects, ["hello"])
  assert.deepEqual(after(...live).effects, ["live"])
  assert.equal(after(...live).connection.phase, "live")
})

test("a second welcome on the same socket is no news: what was sent is still being answered", () => {
  assert.deepEqual(after(...live, [5_000, "welcomed"]).effects, [])
})

test("nothing heard for 24 seconds while one looks at it: another socket", () => {
  assert.deepEqual(after(...live, [24_200, tick]).effects, [])
  assert.deepEqual(after(...live, [24_201, tick]).effects, ["drop", "lost", "connect"])
})

test("anything heard counts", () => {
  assert.deepEqual(after(...live, [20_000, "heard"], [40_000, tick]).effects, [])
})

test("a hidden page does not watch: its timers are not to be trusted", () => {
  assert.deepEqual(after(...live, [60_000, hiddenTick]).effects, [])
})

test("a phone that slept ten minutes has another socket as it wakes", () => {
  assert.deepEqual(after(...live, [600_000, "woke"]).effects, ["drop", "lost", "connect"])
})

test("after a short sleep it asks, and does not wait longer than two seconds for the answer", () => {
  const asked = [...live, [5_000, "woke"]]

  assert.deepEqual(after(...asked).effects, ["hello"])
  assert.deepEqual(after(...asked, [7_000, tick]).effects, [])
  assert.deepEqual(after(...asked, [7_001, tick]).effects, ["drop", "lost", "connect"])
  assert.deepEqual(after(...asked, [5_100, "heard"], [7_001, tick]).effects, [])
})

test("waking at once after something was heard does nothing", () => {
  assert.deepEqual(after(...live, [2_100, "woke"]).effects, [])
})

test("waking while it waits tries at once", () => {
  assert.deepEqual(after(...live, [300, closed()], [310, "woke"]).effects, ["connect"])
})

test("when the device says it is offline, it asks", () => {
  assert.deepEqual(after(...live, [1_000, "doubted"]).effects, ["hello"])
  assert.deepEqual(after([0, "start"], [10, "doubted"]).effects, [])
})

test("a lost socket is told, and tried again after 0.3 to 0.6 seconds", () => {
  assert.deepEqual(after(...live, [1_000, closed(), 0]).connection.retryAt, 1_300)
  assert.deepEqual(after(...live, [1_000, closed(), 1]).connection.retryAt, 1_600)
  assert.deepEqual(after(...live, [1_000, closed(), 0], [1_299, tick]).effects, [])
  assert.deepEqual(after(...live, [1_000, closed(), 0], [1_300, tick]).effects, ["connect"])
})

test("each failure waits longer, up to three seconds", () => {
  let { connection } = after([0, "start"])
  const waits = []
  for (let at = 0; waits.length < 8; at = connection.retryAt) {
    connection = stepConnection(connection, closed(), at, 1).connection
    waits.push(connection.retryAt - at)
    connection = stepConnection(connection, tick, connection.retryAt, 1).connection
  }

  assert.deepEqual(waits, [600, 1_200, 2_400, 3_000, 3_000, 3_000, 3_000, 3_000])
})

test("a thousand screens that have waited long come back spread over less than three seconds", () => {
  const failing = [[0, "start"]]
  for (let at = 0; at < 60_000; at += 6_000) failing.push([at, closed(), 1], [at + 3_000, tick])
  const waits = Array.from({ length: 1_000 }, (_, n) => after(...failing, [63_000, closed(), n / 999]).connection.retryAt - 63_000)

  assert.equal(Math.max(...waits), 3_000)
  for (let from = 300; from < 3_000; from += 300) {
    const among = waits.filter((wait) => wait >= from && wait < from + 300).length
    assert.ok(among > 90 && among < 125, `${among} from ${from} ms on`)
  }
})

test("a server that greets and hangs up at once is not asked faster and faster", () => {
  const once = [[0, "start"], [0, "opened"], [0, "welcomed"], [10, closed(), 1]]
  const twice = [...once, [610, tick], [610, "opened"], [610, "welcomed"], [620, closed(), 1]]

  assert.equal(after(...once).connection.retryAt, 610)
  assert.equal(after(...twice).connection.retryAt, 1_820)
})

test("after five steady seconds a failure is a new one", () => {
  const failing = [[0, "start"], [0, closed()], [900, tick], [900, closed()], [2_000, tick], [2_000, "opened"], [2_000, "welcomed"]]

  assert.equal(after(...failing, [7_001, closed(), 1]).connection.retryAt, 7_601)
})

test("a busy server is left alone for longer; a restarting one is not", () => {
  assert.equal(after(...live, [1_000, closed(1013), 1]).connection.retryAt, 4_000)
  assert.equal(after(...live, [1_000, closed(1012), 1]).connection.retryAt, 1_600)
})

for (const [code, reason] of [[4000, "rubbish"], [4401, "token"], [4403, "forbidden"], [4404, "no_board"]]) {
  test(`close code ${code} is final`, () => {
    const ended = [...live, [1_000, closed(code)]]

    assert.deepEqual(after(...ended).effects, ["ended"])
    assert.equal(after(...ended).connection.reason, reason)
    assert.deepEqual(after(...ended, [100_000, tick]).effects, [])
    assert.deepEqual(after(...ended, [100_000, "woke"]).effects, [])
    assert.deepEqual(after(...ended, [100_000, "start"]).effects, [])
  })
}

test("a socket that does not open within ten seconds is dropped, and tried again later", () => {
  assert.deepEqual(after([0, "start"], [10_001, tick]).effects, ["drop", "lost"])
  assert.deepEqual(after([0, "start"], [100, "opened"], [10_101, hiddenTick]).effects, ["drop", "lost"])
})

test("missing events are asked for once; if that does not help it begins anew", () => {
  const asked = [...live, [1_000, "lost_track"]]

  assert.deepEqual(after(...asked).effects, ["hello"])
  assert.deepEqual(after(...asked, [1_100, "welcomed"]).connection.phase, "live")
  assert.deepEqual(after(...asked, [1_100, "lost_track"]).effects, ["drop", "lost"])
})

test("a clock that is set back an hour does not make the wait an hour", () => {
  assert.deepEqual(after(...[[3_600_000, "start"], [3_600_000, closed()]], [1_000, tick]).effects, ["connect"])
})

// What the phone offers to take back: the last act, as long as the board would.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { FakeStorage } from "./fakes/device.js"

import { pauseSending, receiveAccepted, resumeSending } from "../../static/js/commands.js"
import { act, lastAct, restoreLastAct } from "../../static/js/screens/phone/acts.js"
import { board, me, pending } from "../../static/js/store.js"
import { boardWith, session, topic } from "./boards.js"

beforeEach(() => {
  globalThis.localStorage = new FakeStorage()
  board.value = boardWith({ topics: { t1: topic("t1") }, sessions: { x1: session("x1", "t1", "oak", "s1") } })
  me.value = { person: "p1", role: "participant", name: "", language: "sv" }
  pending.value = []
  pauseSending()
  resumeSending(() => {})
})

async function accepted(type, fields, made = {}) {
  const { commandId, answer } = act(type, fields, "Done")
  receiveAccepted({ type: "accepted", command_id: commandId, seq: 7, made })
  await answer
}

test("an act is offered once it has happened", async () => {
  await accepted("propose_topic", { title: "A" }, { topic: "t1" })

  assert.equal(lastAct.value?.seq, 7)
})

test("what somebody has put aside, edited or moved since is offered no more", async () => {
  await accepted("propose_topic", { title: "A" }, { topic: "t1" })
  board.value = { ...board.value, topics: {} }
  assert.equal(lastAct.value, null)

  await accepted("withdraw_topic", { topic: "t1" })
  assert.equal(lastAct.value?.seq, 7)
  board.value = { ...board.value, topics: { t1: topic("t1") } }
  assert.equal(lastAct.value, null)

  await accepted("place_topic", { topic: "t1", room: "oak", slot: "s1" }, { session: "x1" })
  assert.equal(lastAct.value?.seq, 7)
  board.value = { ...board.value, sessions: { x1: session("x1", "t1", "elm", "s1") } }
  assert.equal(lastAct.value, null)
})

test("what others do elsewhere takes no offer away", async () => {
  await accepted("place_topic", { topic: "t1", room: "oak", slot: "s1", session: "x1" })

  board.value = boardWith({
    topics: { t1: topic("t1"), t2: topic("t2") },
    sessions: { x1: session("x1", "t1", "oak", "s1"), x2: session("x2", "t2", "elm", "s1") },
  })

  assert.equal(lastAct.value?.seq, 7)
})

test("after a reload the offer is there for who did it, and gone if the act can be taken back no more", async () => {
  await accepted("propose_topic", { title: "A" }, { topic: "t1" })

  restoreLastAct()
  assert.equal(lastAct.value?.text, "Done")

  board.value = boardWith({})
  restoreLastAct()
  assert.equal(lastAct.value, null)
})

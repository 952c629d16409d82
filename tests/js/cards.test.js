// The scribe's paper cards: none is lost, none goes up twice.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { FakeStorage } from "./fakes/device.js"
import { pauseSending, receiveAccepted, receiveRefused, restorePending, resumeSending } from "../../static/js/commands.js"
import {
  dropCard, followCards, knownNames, takeBackCard, twinOf, typeCard, typedCards,
} from "../../static/js/screens/scribe/cards.js"
import { board, me, pending } from "../../static/js/store.js"
import { boardWith, collections, topic } from "./boards.js"

let sent

globalThis.localStorage = new FakeStorage()
followCards()

beforeEach(() => {
  globalThis.localStorage = new FakeStorage()
  sent = []
  me.value = { person: "p9", role: "scribe", name: "", language: "sv" }
  board.value = boardWith({
    topics: { t1: topic("t1", { title: "Språkcafé" }) },
    people: { p1: { id: "p1", name: "Amina", has_phone: true }, p2: { id: "p2", name: "Per-Olof", has_phone: false } },
  })
  typedCards.value = []
  pending.value = []
  resumeSending((command) => sent.push(command))
})

const inState = (state) => {
  const { gathering } = collections().gathering
  board.value = { ...board.value, gathering: { gathering: { ...gathering, state } } }
}
const write = (given = {}) => typeCard({ title: "Bostäder", name: "Nadia", spot: null, ...given })
const accept = (commandId, made = {}) => receiveAccepted({ type: "accepted", command_id: commandId, seq: 7, made })
const refuse = (commandId, code) => receiveRefused({ type: "refused", command_id: commandId, code, message: "No.", instead: { text: "Wait." } })

test("a card goes up in its convener's name", () => {
  write()

  assert.deepEqual(sent, [{ type: "propose_topic", command_id: typedCards.value[0].id, title: "Bostäder", convener: "Nadia" }])
  accept(sent[0].command_id, { topic: "t7" })
  assert.deepEqual([typedCards.value[0].topic, typedCards.value[0].seq], ["t7", 7])
})

test("a card of somebody who convenes already is theirs", () => {
  write({ name: "amina" })

  assert.equal(sent[0].convener, "p1")
})

test("a card with a place is placed once it is up", () => {
  write({ spot: { room: "oak", slot: "s1" } })
  assert.equal(sent.length, 1)

  accept(sent[0].command_id, { topic: "t7" })

  const { type, topic: placed, room, slot } = sent[1]
  assert.deepEqual({ type, placed, room, slot }, { type: "place_topic", placed: "t7", room: "oak", slot: "s1" })
  assert.equal(typedCards.value[0].placing, sent[1].command_id)
})

test("a card that is taken back is known as such", () => {
  write()
  accept(sent[0].command_id, { topic: "t7" })

  takeBackCard(typedCards.value[0])
  assert.deepEqual([sent[1].type, sent[1].seq], ["undo", 7])
  accept(sent[1].command_id)

  assert.equal(typedCards.value[0].isTakenBack, true)
})

test("before the marketplace opens cards are kept, and go up in order when it does", () => {
  inState("gathering")
  write({ title: "First" })
  write({ title: "Second" })
  assert.deepEqual(sent, [])

  inState("open")

  assert.deepEqual(sent.map((command) => command.title), ["First", "Second"])
  assert.deepEqual(typedCards.value.map((card) => card.isHeld), [false, false])
})

test("a card that came just before the opening is kept too, and goes up under the same id", () => {
  write()
  inState("gathering")
  refuse(sent[0].command_id, "not_now")
  assert.deepEqual(pending.value, [])
  assert.equal(typedCards.value[0].isHeld, true)

  inState("open")

  assert.equal(sent[1].command_id, sent[0].command_id)
})

test("cards and what waits survive a reload without network", () => {
  pauseSending()
  write({ title: "First" })
  write({ title: "Second" })

  typedCards.value = []
  pending.value = []
  restorePending()
  followCards()

  assert.deepEqual(typedCards.value.map((card) => card.title), ["Second", "First"])
  resumeSending((command) => sent.push(command))
  assert.deepEqual(sent.map((command) => command.title), ["First", "Second"])
})

test("a card thrown away is gone from the device, with its refusal", () => {
  write()
  refuse(sent[0].command_id, "invalid")

  dropCard(typedCards.value[0])

  assert.deepEqual([typedCards.value, pending.value, Object.keys(globalThis.localStorage)], [[], [], []])
})

test("names of conveners are offered, and a twin is found whatever its accents", () => {
  assert.deepEqual(knownNames(), ["Amina", "Per-Olof"])
  assert.deepEqual(twinOf(" sprakcafe "), { title: "Språkcafé", name: "Amina" })
  assert.equal(twinOf("Something else"), null)
})

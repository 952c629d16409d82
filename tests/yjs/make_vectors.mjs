// Makes vectors.json: what real Yjs clients send, in an order that a server would get it.
//
// node tests/yjs/make_vectors.mjs   (after `npm ci`; every client has a fixed id and every choice a fixed seed)
// A story is {name, updates: [base64…], text: what all clients show in the end, state: their state vector, base64}.

import { writeFileSync } from "node:fs"
import * as Y from "yjs"

const WORDS = [
  "Så här gör vi: åäö ÅÄÖ é. ", "اجتماع مفتوح، شكرًا ", "👨‍👩‍👧‍👦 familj ", "🇸🇪🇫🇮 flaggor ", "👍🏽👩🏿‍🔬 ", "𝒳 och 漢字 ", "e\u0301 ",
  "- [ ] ", "## Vad\n", "\n", "x", " ", "שלום ", "\u202bمرحبا\u202c ", "a\u0000b ",
]

/** A stream of numbers below 1 that is the same every time (mulberry32). */
function randomOf(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A document with a fixed client id; what it changes itself is collected in `sent`. */
function client(id, options = {}) {
  const doc = new Y.Doc(options)
  doc.clientID = id
  const one = { doc, text: doc.getText("notes"), sent: [] }
  doc.on("update", (update, origin) => origin !== "remote" && one.sent.push(update))
  return one
}

/** Give each of `updates` to each of `others`. */
function tell(updates, ...others) {
  for (const other of others) for (const update of updates) Y.applyUpdate(other.doc, update, "remote")
}

/** Edit at random, anywhere: also inside a pair of surrogates, as a careless editor might. */
function scribble(one, random, edits) {
  for (let made = 0; made < edits; made++) {
    const at = Math.floor(random() * (one.text.length + 1))
    if (random() < 0.6 || one.text.length < 5) one.text.insert(at, WORDS[Math.floor(random() * WORDS.length)])
    else one.text.delete(at, Math.min(one.text.length - at, 1 + Math.floor(random() * 9)))
  }
}

const stories = []

/** Keep a story after checking that a server that gets its updates in this order shows what the clients show. */
function keep(name, updates, ...clients) {
  const server = client(1)
  tell(updates, server)
  const shown = new Set([server, ...clients].map((one) => one.text.toString()))
  if (shown.size !== 1 || server.doc.store.pendingStructs || server.doc.store.pendingDs) throw new Error(name)
  const base64 = (bytes) => Buffer.from(bytes).toString("base64")
  stories.push({
    name, updates: updates.map(base64), text: server.text.toString(), state: base64(Y.encodeStateVector(server.doc)),
  })
}

/** A document a letter at a time, as keys are pressed. */
function typed() {
  const one = client(0xfffffffe)
  for (const letter of "Åsa möts kl. 10 👋🏽 — مرحبا") one.text.insert(one.text.length, letter)
  keep("typed letter by letter", one.sent, one)
}

function pasted() {
  const one = client(2)
  WORDS.forEach((words) => one.text.insert(0, words))
  keep("words put before words", one.sent, one)
}

function deleted() {
  const one = client(3)
  one.text.insert(0, WORDS.join(""))
  one.text.delete(4, 6)
  one.text.delete(10, 3)
  one.text.insert(4, "nytt")
  one.text.delete(0, one.text.length)
  keep("all of it deleted again", one.sent, one)
}

/** A browser shows two halves of what was one emoji; Yjs turns each into U+FFFD. */
function split() {
  const [one, two] = [client(4), client(5)]
  one.text.insert(0, "ab👍🏽cd")
  tell(one.sent, two)
  two.text.insert(3, "mitt i")
  one.text.delete(4, 1)
  const sent = [...one.sent, ...two.sent]
  tell(two.sent, one)
  tell(one.sent, two)
  keep("an emoji split by another's word", sent, one, two)
  const late = client(6)
  tell(sent, late)
  keep("an emoji split, as one update", [Y.encodeStateAsUpdate(late.doc)], late)
}

/** A client that has the whole emoji asks another from the middle of it. */
function split_in_diff() {
  const one = client(7)
  one.text.insert(0, "👍")
  const half = Y.diffUpdate(Y.encodeStateAsUpdate(one.doc), new Uint8Array([1, 7, 1]))
  const first = client(7)
  first.text.insert(0, "x")
  const server = client(1)
  tell([first.sent[0], half], server)
  keep("the second half of an emoji alone", [first.sent[0], half], server)
}

function concurrent() {
  const people = [client(11), client(12), client(13)]
  people[0].text.insert(0, "Gemensam början. ")
  tell(people[0].sent, people[1], people[2])
  const begun = [...people[0].sent]
  people[0].sent.length = 0
  people.forEach((one, at) => scribble(one, randomOf(at + 1), 25))
  const rounds = [...begun, ...people.flatMap((one) => one.sent)]
  people.forEach((one) => tell(rounds, one))
  keep("three write at once, told afterwards", rounds, ...people)
  keep("three write at once, as one update", [Y.encodeStateAsUpdate(people[1].doc)], ...people)
  keep("three write at once, merged", [Y.mergeUpdates(rounds)], ...people)
}

/** All put their words at the very same place. */
function same_place() {
  const people = [client(24), client(22), client(23), client(21)]
  people.forEach((one, at) => ["a", "å", "ا", "👪"].forEach((word) => one.text.insert(at % 2 ? 0 : one.text.length, word)))
  const sent = people.flatMap((one) => one.sent)
  people.forEach((one) => tell(sent, one))
  keep("four begin at the same place", sent, ...people)
}

function undone() {
  const one = client(31)
  const undo = new Y.UndoManager(one.text, { captureTimeout: 0 })
  scribble(one, randomOf(31), 20)
  for (let step = 0; step < 8; step++) undo.undo()
  for (let step = 0; step < 5; step++) undo.redo()
  one.text.insert(0, "efteråt ")
  undo.undo()
  keep("undone and done again", one.sent, one)
  keep("undone, as one update", [Y.encodeStateAsUpdate(one.doc)], one)
}

function uncollected() {
  const one = client(32, { gc: false })
  scribble(one, randomOf(32), 40)
  keep("deleted text kept by its client", [Y.encodeStateAsUpdate(one.doc)], one)
}

/** The server knows the beginning; the rest comes as a difference after a reload. */
function offline() {
  const [one, two] = [client(41), client(42)]
  one.text.insert(0, "Innan nätet försvann. ")
  tell(one.sent, two)
  const before = [...one.sent]
  const known = Y.encodeStateVector(one.doc)
  scribble(one, randomOf(41), 30)
  scribble(two, randomOf(42), 30)
  const reloaded = client(43)
  tell([Y.encodeStateAsUpdate(two.doc)], reloaded)
  scribble(reloaded, randomOf(43), 10)
  const back = [Y.encodeStateAsUpdate(one.doc, known), Y.encodeStateAsUpdate(reloaded.doc, known)]
  tell(back, one, reloaded)
  keep("offline and back by difference", [...before, ...back], one, reloaded)
}

/** Merging updates with something missing between them leaves Skips; the gap is filled first. */
function skips() {
  const one = client(51)
  scribble(one, randomOf(51), 30)
  const every = (rest) => one.sent.filter((_update, at) => at % 3 === rest)
  const [gaps, fill] = [Y.mergeUpdates([...every(0), ...every(1)]), every(2)]
  const filled = Y.mergeUpdates(fill)
  const whole = Y.mergeUpdates([gaps, filled])
  keep("whole again from two halves with gaps", [whole], one)
  keep("known already, sent with gaps", [...one.sent, gaps, filled, whole], one)
  const part = one.sent.slice(0, 12)
  const known = client(1)
  tell(part, known)
  const far = Y.diffUpdate(whole, Y.encodeStateVector(known.doc))
  keep("only what was not known", [...part, far], one)
  keep("the gap is what was known", [...part, Y.mergeUpdates([one.sent[0], one.sent[3], ...one.sent.slice(12)])], one)
}

/** A plain textarea's way: the whole value is set, common head and tail stay. */
function replaced() {
  const one = client(61)
  for (const words of WORDS) {
    one.doc.transact(() => {
      one.text.delete(0, Math.min(one.text.length, 7))
      one.text.insert(0, words)
      one.text.insert(one.text.length, words)
    })
  }
  keep("several changes in one transaction", one.sent, one)
}

/** The seed of the server and its readers: an id beyond 32 bits, as pycrdt makes them. */
function large_id() {
  const [seed, one] = [client(2 ** 53 - 1), client(1_000_000_000)]
  seed.text.insert(0, "## Vad\n\n## Vem\n")
  tell(seed.sent, one)
  scribble(one, randomOf(71), 15)
  keep("an id of 53 bits", [...seed.sent, ...one.sent], one)
}

function nothing() {
  keep("nothing", [Y.encodeStateAsUpdate(client(81).doc)], client(82))
}

function a_whole_day() {
  const people = Array.from({ length: 5 }, (_, at) => client(9000 + at * 77))
  const random = randomOf(9)
  const sent = []
  for (let round = 0; round < 40; round++) {
    const one = people[Math.floor(random() * people.length)]
    if (random() < 0.8) tell(sent, one)
    one.sent.length = 0
    scribble(one, random, 4)
    sent.push(...one.sent)
  }
  people.forEach((one) => tell(sent, one))
  keep("a day of five", sent, ...people)
  keep("a day of five, as one update", [Y.encodeStateAsUpdate(people[0].doc)], ...people)
}

typed(), pasted(), deleted(), split(), split_in_diff(), concurrent(), same_place(), undone(), uncollected(), offline()
skips(), replaced(), large_id(), nothing(), a_whole_day()
writeFileSync(new URL("vectors.json", import.meta.url), JSON.stringify(stories, null, 1) + "\n")
console.log(`${stories.length} stories, ${stories.reduce((sum, one) => sum + one.updates.length, 0)} updates`)

// Any number of unchanged y-websocket clients in one process, told what to do line by line.
//
// Standard input: [name, verb, …arguments] as JSON, one a line; standard output: one line of JSON for each, in order.
// They never talk to each other but through the server (disableBc).

import { createInterface } from "node:readline"
import WebSocket from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"

const WORDS = ["Så här gör vi: åäö ", "اجتماع مفتوح، ", "👨‍👩‍👧‍👦", "🇸🇪🇫🇮 ", "👍🏽👩🏿‍🔬 ", "漢字 ", "e\u0301", "\n", "- ", "x"]

const clients = new Map()

let dice = 1

/** The same numbers every time, from 0 to below `end` (Park and Miller's generator). */
function drawn(end) {
  dice = (dice * 48_271) % 2_147_483_647
  return dice % end
}

const verbs = {
  /** Come for the first time. */
  open(name, url, room, token) {
    const doc = new Y.Doc()
    const options = { params: { token }, WebSocketPolyfill: WebSocket, disableBc: true, maxBackoffTime: 200 }
    const provider = new WebsocketProvider(url, room, doc, options)
    provider.awareness.setLocalStateField("user", { name })
    clients.set(name, { doc, text: doc.getText("notes"), provider })
    return until(() => provider.synced, (look) => provider.on("sync", look))
  },

  /** Put words behind all others. */
  say(name, words) {
    const { text } = clients.get(name)
    text.insert(text.length, words)
  },

  /** Many edits in one go anywhere, also where a careful editor would not: within an emoji. Nobody hears in between. */
  scribble(name, edits) {
    const { text } = clients.get(name)
    for (let made = 0; made < edits; made++) {
      const at = drawn(text.length + 1)
      if (drawn(10) < 7) text.insert(at, WORDS[drawn(WORDS.length)])
      else text.delete(at, Math.min(text.length - at, 3))
    }
  },

  /** Lose the net, and find it again. */
  leave: (name) => clients.get(name).provider.disconnect(),
  come: (name) => clients.get(name).provider.connect(),

  /** Find the net and type at once, before the server has said what it lacks. How often it was closed comes back. */
  hurry(name, words) {
    const { provider, text } = clients.get(name)
    let closed = 0
    provider.on("connection-close", () => { closed += 1 })
    provider.once("status", () => provider.once("status", () => text.insert(0, words)))
    provider.connect()
    return until(() => provider.synced, (look) => provider.on("sync", look)).then(() => closed)
  },

  /** Wait until all that these clients know has come. */
  level(name, others) {
    const { doc } = clients.get(name)
    const is_level = () => others.every((other) => knows(doc, clients.get(other).doc))
    return until(is_level, (look) => doc.on("update", look))
  },

  /** Wait until so many are seen to be there. */
  people(name, count) {
    const { awareness } = clients.get(name).provider
    return until(() => awareness.getStates().size === count, (look) => awareness.on("change", look))
  },

  show(name) {
    const { doc, text } = clients.get(name)
    return { text: text.toString(), state: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))) }
  },
}

/** Whether a document knows every letter and every deletion of another. */
function knows(doc, other) {
  const [here, there] = [doc, other].map((one) => Y.snapshot(one))
  const merged = Y.mergeUpdates([doc, other].map((one) => Y.encodeStateAsUpdate(one)))
  const both = new Y.Doc()
  Y.applyUpdate(both, merged)
  return [...there.sv].every(([client, clock]) => (here.sv.get(client) ?? 0) >= clock) && Y.equalSnapshots(Y.snapshot(both), here)
}

function until(isSo, listen) {
  return new Promise((resolve) => {
    const look = () => isSo() && resolve(true)
    listen(look)
    look()
  })
}

for await (const line of createInterface({ input: process.stdin })) {
  const [name, verb, ...rest] = JSON.parse(line)
  const answer = await verbs[verb](name, ...rest)
  process.stdout.write(`${JSON.stringify(answer ?? null)}\n`)
}
process.exit(0)

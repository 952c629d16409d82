// What a device remembers: drafts, and which release it has tried.

import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { FakeStorage } from "./fakes/device.js"
import { forget, recall, remember, rememberedKeys } from "../../static/js/lib/device.js"
import { dropDraft, keepDraft, readDraft } from "../../static/js/lib/drafts.js"
import { noteRelease, reloadIfIdle, stayWhile } from "../../static/js/lib/release.js"
import { pending } from "../../static/js/store.js"

let reloads

class HTMLButtonElement {}

beforeEach(() => {
  reloads = 0
  Object.assign(globalThis, {
    HTMLButtonElement,
    localStorage: new FakeStorage(),
    sessionStorage: new FakeStorage(),
    location: { reload: () => { reloads += 1 } },
    fetch: async () => ({ ok: true }),
    document: { activeElement: null, getElementById: () => ({ textContent: '{"code": "LUND482", "release": "r1"}' }) },
  })
  pending.value = []
  noteRelease("r1")
})
afterEach(() => mock.restoreAll())

test("what is remembered is there again, until it is forgotten", () => {
  remember("a.one", { title: "Åäö" })
  assert.deepEqual(recall("a.one"), { title: "Åäö" })
  assert.deepEqual(rememberedKeys("a."), ["a.one"])

  forget("a.one")

  assert.equal(recall("a.one"), null)
  assert.deepEqual(rememberedKeys("a."), [])
})

test("a full or forbidden storage is remembered for by the page", () => {
  globalThis.localStorage.isFull = true
  remember("b.one", 1)
  assert.equal(recall("b.one"), 1)
  assert.deepEqual(rememberedKeys("b."), ["b.one"])

  Object.defineProperty(globalThis, "localStorage", { get: () => { throw new Error("SecurityError") }, configurable: true })
  remember("b.two", 2)
  assert.equal(recall("b.two"), 2)
  forget("b.one")
  forget("b.two")

  assert.deepEqual(rememberedKeys("b."), [])
  delete globalThis.localStorage
})

test("what another program wrote there is not read", () => {
  globalThis.localStorage.setItem("openspace.x", "{broken")

  assert.equal(recall("openspace.x"), null)
})

test("a draft is kept until it is sent or emptied", () => {
  keepDraft("propose", { title: "Språk", about: "" })
  assert.deepEqual(readDraft("propose"), { title: "Språk", about: "" })

  keepDraft("propose", { title: " ", about: "" })
  assert.deepEqual(readDraft("propose"), {})

  keepDraft("propose", { title: "Språk" })
  dropDraft("propose")
  assert.deepEqual(readDraft("propose"), {})
})

test("a new release loads the page anew, once", async () => {
  await reloadIfIdle()
  assert.equal(reloads, 0)

  noteRelease("r2")
  await reloadIfIdle()
  await reloadIfIdle()

  assert.equal(reloads, 1)
})

test("a page that holds what this device could not keep is not left", async () => {
  let isHolding = true
  stayWhile(() => isHolding)
  noteRelease("r2")

  await reloadIfIdle()
  assert.equal(reloads, 0)

  isHolding = false
  await reloadIfIdle()
  assert.equal(reloads, 1)
})

test("a page that cannot be had just now is not left; it is tried again", async () => {
  noteRelease("r2")
  globalThis.fetch = async () => { throw new TypeError("no network") }
  await reloadIfIdle()
  globalThis.fetch = async () => ({ ok: false })
  await reloadIfIdle()
  assert.equal(reloads, 0)

  globalThis.fetch = async () => ({ ok: true })
  await reloadIfIdle()

  assert.equal(reloads, 1)
})

test("a tab that cannot remember that it tried does not try", async () => {
  globalThis.sessionStorage.isFull = true
  noteRelease("r2")

  await reloadIfIdle()

  assert.equal(reloads, 0)
})

test("nobody is interrupted while typing, nor while something waits to be sent", async () => {
  noteRelease("r3")
  globalThis.document.activeElement = { value: "Språkca" }
  await reloadIfIdle()
  globalThis.document.activeElement = { value: "" }
  pending.value = [{ command: { type: "move", command_id: "c1" }, refusal: null }]
  await reloadIfIdle()
  assert.equal(reloads, 0)

  pending.value = []
  await reloadIfIdle()

  assert.equal(reloads, 1)
})

test("who begins to type while the new page is looked for is not interrupted", async () => {
  noteRelease("r4")
  globalThis.fetch = async () => {
    globalThis.document.activeElement = { value: "S" }
    return { ok: true }
  }

  await reloadIfIdle()

  assert.equal(reloads, 0)
})

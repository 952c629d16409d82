// The line to the server: carries out what `connection.js` decides and feeds the store with what arrives.

import { pauseSending, receiveAccepted, receiveRefused, restorePending, resumeSending } from "./commands.js"
import { idleConnection, stepConnection } from "./connection.js"
import { noteRelease, reloadIfIdle } from "./lib/release.js"
import { serverNow, setServerTime, startClock } from "./clock.js"
import { board, link, receive, receiveSnapshot } from "./store.js"
import { decode, encode, helloMessage, watchMessage } from "./wire.js"

/** @typedef {import("./connection.js").Connection} Connection */
/** @typedef {import("./connection.js").Happening} Happening */
/** @typedef {import("./wire.js").Plane} Plane */

/** @type {Line|null} */
let openLine = null

const TICK_MS = 1_000
const LATE_TICK_MS = 5_000 // a tick that late: the device slept
const SNAPSHOT_MAX_MS = 5_000

/**
 * @typedef {object} Line
 * @property {string} code
 * @property {Plane[]} planes
 * @property {import("./wire.js").ScreenName} screen
 * @property {Connection} connection
 * @property {WebSocket|null} socket
 * @property {ReturnType<typeof setTimeout>|undefined} retry
 * @property {number} tickedAt
 */

/**
 * Connect this screen's store to its board, for as long as the page lives.
 * @param {{code: string}} boot
 * @param {{screen: "phone"|"wall"|"desk"|"scribe", planes?: Plane[], wall?: string}} options
 *   planes: which counts to hear of; wall: the projector's name
 */
export function open({ code }, { screen, planes = ["heads", "interest"], wall = "" }) {
  /** @type {Line} */
  const line = {
    code, planes, screen: { screen, wall }, connection: idleConnection(), socket: null, retry: undefined, tickedAt: Date.now(),
  }
  openLine = line
  startClock()
  restorePending()
  watchDevice(line)
  setInterval(() => tick(line), TICK_MS)
  firstState(code).finally(() => take(line, { type: "start" }))
}

/**
 * Hear of more, or of less, than was said at `open`.
 * @param {Plane[]} planes all of them
 */
export function watchPlanes(planes) {
  if (!openLine || openLine.planes.join() === planes.join()) return
  openLine.planes = planes
  if (openLine.connection.phase === "live") openLine.socket?.send(watchMessage(planes))
}

/** The snapshot is compressed once for everybody over HTTP, which a socket's is not. @param {string} code */
async function firstState(code) {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), SNAPSHOT_MAX_MS)
  try {
    const response = await fetch(`/api/boards/${encodeURIComponent(code)}`, { signal: patience.signal })
    if (response.ok) receiveSnapshot(await response.json())
  } catch {
    // The welcome brings a snapshot, then.
  } finally {
    clearTimeout(timer)
  }
}

/** @param {Line} line */
function watchDevice(line) {
  const wake = () => take(line, { type: "woke" })
  addEventListener("online", wake)
  addEventListener("pageshow", wake)
  addEventListener("offline", () => take(line, { type: "doubted" }))
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake()
  })
}

/** @param {Line} line */
function tick(line) {
  const at = Date.now()
  const isVisible = document.visibilityState === "visible"
  if (isVisible && at - line.tickedAt > LATE_TICK_MS) take(line, { type: "woke" })
  line.tickedAt = at
  take(line, { type: "ticked", isVisible })
  if (line.connection.phase === "live") reloadIfIdle()
}

/**
 * @param {Line} line
 * @param {Happening} happening
 */
function take(line, happening) {
  const { connection, effects } = stepConnection(line.connection, happening, Date.now(), Math.random())
  line.connection = connection
  for (const effect of effects) EFFECTS[effect](line)
}

/** @type {Readonly<Record<import("./connection.js").Effect, (line: Line) => void>>} */
const EFFECTS = {
  connect(line) {
    const socket = new WebSocket(socketUrl(line.code))
    line.socket = socket
    // A socket that was dropped may still speak; nobody listens to it.
    const ifCurrent = (/** @type {() => void} */ act) => {
      if (line.socket === socket) act()
    }
    socket.onopen = () => ifCurrent(() => take(line, { type: "opened" }))
    socket.onmessage = (event) => ifCurrent(() => hear(line, event.data))
    socket.onclose = (event) => ifCurrent(() => take(line, { type: "closed", code: event.code }))
  },
  drop(line) {
    const { socket } = line
    line.socket = null
    socket?.close()
  },
  hello(line) {
    line.socket?.send(helloMessage(board.value, line.screen))
    line.socket?.send(watchMessage(line.planes))
  },
  live(line) {
    if (link.value.state !== "live") link.value = { state: "live", since: serverNow() }
    const { socket } = line
    resumeSending((command) => socket?.send(encode(command)))
  },
  lost(line) {
    pauseSending()
    if (link.value.state === "live") link.value = { state: "offline", since: serverNow() - (Date.now() - line.connection.heardAt) }
    clearTimeout(line.retry)
    if (line.connection.phase === "waiting") line.retry = setTimeout(() => tick(line), line.connection.retryAt - Date.now())
  },
  ended(line) {
    pauseSending()
    link.value = { state: "ended", since: serverNow(), reason: line.connection.reason }
  },
}

/**
 * @param {Line} line
 * @param {string} text
 */
function hear(line, text) {
  take(line, { type: "heard" })
  const message = decode(text)
  if (!message) return
  if (message.type === "events") catchUp(message.events)
  switch (message.type) {
    case "welcome": return hearWelcome(line, message)
    case "now": return setServerTime(message.now)
    case "accepted": return receiveAccepted(message)
    case "refused": return receiveRefused(message)
    default:
      if (!receive(message)) take(line, { type: "lost_track" })
  }
}

/**
 * @param {Line} line
 * @param {import("./wire.js").Welcome} welcome
 */
function hearWelcome(line, welcome) {
  setServerTime(welcome.now)
  noteRelease(welcome.release ?? "")
  if (receive(welcome)) return take(line, { type: "welcomed" })
  board.value = { ...board.value, epoch: null }
  take(line, { type: "lost_track" })
}

/** Nothing happens later than now; a demo's clock runs fast. @param {import("./wire.js").BoardEvent[]} events */
function catchUp(events) {
  const latest = Date.parse(events[events.length - 1]?.at ?? "")
  if (latest > serverNow()) setServerTime(latest)
}

/** @param {string} code */
function socketUrl(code) {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/${encodeURIComponent(code)}`
}

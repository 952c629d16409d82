// People on their way: dots that walk over the page. One animation a dot, handed to the browser once; nothing is laid out.
// Somebody on the way counts where they go to, and takes their place there on arrival.

import { presence } from "../../store.js"
import { signal } from "../../../vendor/preact.js"
import { CROWD, PEOPLE_A_DOT, dotPlace } from "./dot-layout.js"
import { floorMap } from "./floor-map.js"
import { pacedSteps, pathLength, walkDuration, walkPath } from "./walk-path.js"
import { WALKERS_MAX, planWalks } from "./walk-plan.js"

/** @typedef {import("../../wire.js").Flow} Flow */
/** @typedef {import("./walk-path.js").Stop} Stop */

const JUMP_SHOWN_MS = 2_500
const TRAIL = [1, 0.6, 0.35] // opacity of a walker and of the shadows behind it
const TRAIL_DELAY_MS = 60
const PACE = "cubic-bezier(0.4, 0, 0.3, 1)"

/** How many are on their way to each place. */
const inbound = signal(/** @type {Record<string, number>} */ ({}))
/** Who came without being seen to walk, by place, for a moment. */
const jumped = signal(/** @type {Record<string, {count: number, until: number}>} */ ({}))

/** Each with what its end brings about. @type {Map<Animation, () => void>} */
const underWay = new Map()

/**
 * Let people be seen walking, as many as may.
 * @param {Flow[]} flows of one tick, already counted in `presence`
 * @param {HTMLElement} layer over the page
 */
export function letWalk(flows, layer) {
  const { grounds } = floorMap.peek()
  const free = walksAreShown() ? Math.max(0, WALKERS_MAX - inboundTotal()) : 0
  const { walks, jumps } = planWalks(flows, free, (place) => place in grounds)
  showJumps(jumps)
  const leaving = walks.map(([from], index) => seatedIn(from) + walks.slice(0, index).filter(([other]) => other === from).length)
  addInbound(walks.map(([, to]) => to))
  const arriving = walks.map(([, to], index) => headsAt(to) - 1 - walks.slice(index + 1).filter(([, other]) => other === to).length)
  walks.forEach(([from, to], index) => walk(layer, stopAt(from, leaving[index]), stopAt(to, arriving[index]), to))
}

/** Everybody on the way has arrived: the page changes under them. */
export function endWalks() {
  for (const [animation, end] of [...underWay]) {
    end()
    animation.cancel()
  }
}

/** Solid dots that stand in a place. @param {string} place */
export function seatedIn(place) {
  return Math.max(0, headsAt(place) - (inbound.value[place] ?? 0))
}

/** @param {string} place @param {number} at this device's milliseconds @returns {number} who jumped here a moment ago */
export function jumpedTo(place, at) {
  const jump = jumped.value[place]
  return jump && at < jump.until ? jump.count : 0
}

/** @param {string} place */
function headsAt(place) {
  return presence.value.heads[place] ?? 0
}

function inboundTotal() {
  return Object.values(inbound.peek()).reduce((sum, count) => sum + count, 0)
}

function walksAreShown() {
  return !document.hidden && !matchMedia("(prefers-reduced-motion: reduce)").matches
}

/** @param {string[]} places */
function addInbound(places) {
  const next = { ...inbound.peek() }
  for (const place of places) next[place] = (next[place] ?? 0) + 1
  inbound.value = next
}

/** @param {string} place */
function arrive(place) {
  const { [place]: count = 0, ...others } = inbound.peek()
  inbound.value = count > 1 ? { ...others, [place]: count - 1 } : others
}

/** @param {Record<string, number>} jumps */
function showJumps(jumps) {
  const at = Date.now()
  const still = Object.entries(jumped.peek()).filter(([, jump]) => at < jump.until)
  if (still.length === 0 && Object.keys(jumps).length === 0) return
  const next = Object.fromEntries(still)
  for (const [place, count] of Object.entries(jumps)) {
    next[place] = { count: (next[place]?.count ?? 0) + count, until: at + JUMP_SHOWN_MS }
  }
  jumped.value = next
}

/**
 * Where a walk starts or ends: at a dot's place, or below the name of a place without dots.
 * @param {string} place
 * @param {number} head which one there, 0 is the first
 * @returns {Stop}
 */
function stopAt(place, head) {
  const { grounds: { [place]: ground }, grain } = floorMap.peek()
  if (!ground.hasDots) return { at: { x: ground.left + ground.width / 2, y: ground.gutter }, gutter: ground.gutter }
  const dot = headsAt(place) < CROWD ? head : Math.floor(head / PEOPLE_A_DOT)
  const { x, up } = dotPlace(Math.max(0, dot), ground.width, grain)
  const half = grain.size / 2
  return { at: { x: ground.left + x + half, y: ground.bottom - up - half }, gutter: ground.gutter }
}

/**
 * @param {HTMLElement} layer
 * @param {Stop} from
 * @param {Stop} to
 * @param {string} place
 */
function walk(layer, from, to, place) {
  const { aisles, width, grain } = floorMap.peek()
  const points = walkPath(from, to, aisles)
  const duration = walkDuration(pathLength(points), width)
  const half = grain.size / 2
  const frames = pacedSteps(points).map(({ point: { x, y }, offset }) => ({ offset, transform: `translate(${x - half}px, ${y - half}px)` }))
  TRAIL.forEach((opacity, index) => {
    const delay = index * TRAIL_DELAY_MS
    const onEnd = index === 0 ? () => arrive(place) : () => {}
    sendOff(layer, frames, { duration, delay, easing: PACE, fill: "both" }, opacity, onEnd)
  })
}

/**
 * @param {HTMLElement} layer
 * @param {Keyframe[]} frames
 * @param {KeyframeAnimationOptions} timing
 * @param {number} opacity
 * @param {() => void} onEnd
 */
function sendOff(layer, frames, timing, opacity, onEnd) {
  const dot = document.createElement("span")
  dot.className = "dot walker"
  dot.dataset.kind = "walker"
  dot.style.opacity = String(opacity)
  layer.append(dot)
  const animation = dot.animate(frames, timing)
  const end = () => {
    if (!underWay.delete(animation)) return
    dot.remove()
    onEnd()
  }
  underWay.set(animation, end)
  animation.onfinish = end
  animation.oncancel = end
}

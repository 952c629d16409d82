// Dragging a card with mouse, pen or a held finger: sugar over picking up and placing. Escape or a drop beside every place
// puts the card back.

import { signal } from "../../../vendor/preact.js"
import { dropHeld, pickUp, putDown, unplaceHeld } from "./hand.js"

/** What a drop on the waiting list is called. */
export const WAITING_DROP = "waiting"

const DRAG_FROM_PX = 6
const HOLD_MS = 350
const EDGE_PX = 48 // from here to its edge the grid scrolls under a card
const SCROLL_PX = 14

/** Where the card under the pointer is, and which topic it is of. */
export const dragged = signal(/** @type {{topic: string, x: number, y: number}|null} */ (null))

/** "slot room" of the cell under the card, or `WAITING_DROP`; empty: none. */
export const dropTarget = signal("")

/**
 * @typedef {object} Press a button held down, that may become a drag
 * @property {number} pointerId
 * @property {string} topic
 * @property {string|null} session
 * @property {number} x
 * @property {number} y
 * @property {ReturnType<typeof setTimeout>|undefined} hold a finger has to rest before the card comes along
 * @property {AbortController} listening
 */

/** @type {Press|null} */
let pressed = null

/**
 * @param {PointerEvent} event
 * @param {string} topic id
 * @param {string|null} session id
 */
export function startDrag(event, topic, session) {
  if (event.button !== 0 || !event.isPrimary) return
  endDrag()
  const listening = new AbortController()
  pressed = { pointerId: event.pointerId, topic, session, x: event.clientX, y: event.clientY, hold: undefined, listening }
  if (event.pointerType === "touch") pressed.hold = setTimeout(() => lift(event.clientX, event.clientY), HOLD_MS)
  const { signal: aborted } = listening
  document.addEventListener("pointermove", followPointer, { signal: aborted })
  document.addEventListener("pointerup", dropCard, { signal: aborted })
  document.addEventListener("pointercancel", cancelDrag, { signal: aborted })
  document.addEventListener("keydown", cancelByKey, { signal: aborted, capture: true })
  // A finger that carries a card does not scroll.
  document.addEventListener("touchmove", keepStill, { signal: aborted, passive: false })
  document.addEventListener("contextmenu", keepStill, { signal: aborted })
}

/** @param {PointerEvent} event */
function followPointer(event) {
  if (!pressed || event.pointerId !== pressed.pointerId) return
  const isFar = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > DRAG_FROM_PX
  if (!dragged.value && !isFar) return
  if (!dragged.value && event.pointerType === "touch") return endDrag()
  lift(event.clientX, event.clientY)
  scrollAtEdge(event)
}

/**
 * @param {number} x
 * @param {number} y
 */
function lift(x, y) {
  if (!pressed) return
  if (!dragged.value) pickUp(pressed.topic, pressed.session)
  dragged.value = { topic: pressed.topic, x, y }
  dropTarget.value = dropUnder(x, y)
}

/** @param {PointerEvent} event */
function dropCard(event) {
  if (!pressed || event.pointerId !== pressed.pointerId) return
  const wasDragged = dragged.value !== null
  const target = wasDragged ? dropUnder(event.clientX, event.clientY) : ""
  endDrag()
  if (!wasDragged) return
  swallowClick()
  const [slot, room] = target.split(" ")
  if (target === WAITING_DROP) unplaceHeld()
  else if (room) dropHeld({ room, slot })
  else putDown()
}

/** @param {KeyboardEvent} event */
function cancelByKey(event) {
  if (event.key !== "Escape" || !dragged.value) return
  event.stopPropagation()
  cancelDrag()
  // The button is still held; what its release would press is not meant.
  document.addEventListener("pointerup", swallowClick, { once: true })
}

function cancelDrag() {
  if (dragged.value) putDown()
  endDrag()
}

function endDrag() {
  clearTimeout(pressed?.hold)
  pressed?.listening.abort()
  pressed = null
  dragged.value = null
  dropTarget.value = ""
}

/** @param {Event} event */
function keepStill(event) {
  if (dragged.value && event.cancelable) event.preventDefault()
}

/** The click that follows a drop is not meant. */
function swallowClick() {
  const stop = (/** @type {Event} */ event) => {
    event.stopPropagation()
    event.preventDefault()
  }
  addEventListener("click", stop, { capture: true, once: true })
  setTimeout(() => removeEventListener("click", stop, { capture: true }))
}

/**
 * @param {number} x
 * @param {number} y
 */
function dropUnder(x, y) {
  const under = document.elementFromPoint(x, y)?.closest("[data-drop]")
  return under instanceof HTMLElement ? under.dataset["drop"] ?? "" : ""
}

/** @param {PointerEvent} event */
function scrollAtEdge({ clientX, clientY }) {
  const scroller = document.querySelector("[data-scrolls]")
  if (!scroller) return
  const edge = scroller.getBoundingClientRect()
  if (clientX < edge.left || clientX > edge.right || clientY < edge.top || clientY > edge.bottom) return
  const pull = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) =>
    (Number(at > to - EDGE_PX) - Number(at < from + EDGE_PX)) * SCROLL_PX
  scroller.scrollBy(pull(clientX, edge.left, edge.right), pull(clientY, edge.top, edge.bottom))
}

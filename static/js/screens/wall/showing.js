// What this wall shows: the scene the desk chose for it, or what the clicker in somebody's hand says until the desk chooses anew.

import { isQuiet } from "../../lib/agenda.js"
import { board } from "../../store.js"
import { ALL_WALLS, NAME_MAX_CHARS } from "../../wire.js"
import { computed, signal } from "../../../vendor/preact.js"
import { HELD_MS, PAGE_TURN_MS } from "./paging.js"

/** @typedef {import("../../wire.js").Scene} Scene */
/** @typedef {import("../../wire.js").Wall} Wall */
/** @typedef {import("./paging.js").Turn} Turn */
/** @typedef {{scene: Scene, turn: Turn}} Showing */
/**
 * @typedef {object} Clicked what the clicker said
 * @property {Wall|null} over the desk's choice it was said over; it is forgotten when the desk chooses anew
 * @property {Showing} showing
 * @property {boolean} isDark theme only, for a while
 */

/** The order in which a clicker goes through them: that of the day. @type {readonly Scene[]} */
const SCENES = ["join", "principles", "market", "agenda", "floor", "writing", "book", "theme"]

/** Which projector this is: `?wall=`. */
const wallName = signal("1")
const clicked = signal(/** @type {Clicked|null} */ (null))

/** @param {string} query `location.search` */
export function nameWall(query) {
  wallName.value = (new URLSearchParams(query).get("wall") ?? "").slice(0, NAME_MAX_CHARS) || "1"
  return wallName.value
}

/** The desk's choice for this wall, or for all. */
const chosenWall = computed(() => board.value.walls[wallName.value] ?? board.value.walls[ALL_WALLS] ?? null)

/** @type {import("../../../vendor/preact.js").ReadonlySignal<Showing>} */
const chosenShowing = computed(() => {
  const { scene, page } = chosenWall.value ?? { scene: "join", page: 0 }
  return { scene, turn: { page, since: page > 0 ? Infinity : Date.now() } }
})

const clickedNow = computed(() => (clicked.value?.over === chosenWall.value ? clicked.value : null))

/** What is on this wall. Quiet and the dark key leave the theme alone. */
export const showing = computed(() => {
  const wanted = clickedNow.value?.showing ?? chosenShowing.value
  return isQuiet(board.value) || clickedNow.value?.isDark ? themeOnly(wanted) : wanted
})

/** The clicker: theme only, and again: back. */
export function darken() {
  const isDark = !clickedNow.value?.isDark
  clicked.value = { over: chosenWall.value, showing: clickedNow.value?.showing ?? chosenShowing.value, isDark }
}

/**
 * The clicker: the next page, or the one before; past the last, the next scene.
 * @param {1|-1} direction
 * @param {(scene: Scene) => {count: number, page: (turn: Turn) => number}} pagesOf
 */
export function click(direction, pagesOf) {
  if (isQuiet(board.value)) return
  if (clickedNow.value?.isDark) return darken()
  const { scene, turn } = showing.value
  const { count, page } = pagesOf(scene)
  const wanted = page(turn) + direction
  const inScene = wanted >= 0 && wanted < count
  const next = inScene ? heldAt(scene, wanted) : besideScene(scene, direction, pagesOf)
  clicked.value = { over: chosenWall.value, showing: next, isDark: false }
}

/**
 * @param {Scene} scene
 * @param {1|-1} direction
 * @param {(scene: Scene) => {count: number}} pagesOf
 * @returns {Showing}
 */
function besideScene(scene, direction, pagesOf) {
  const beside = SCENES[(SCENES.indexOf(scene) + direction + SCENES.length) % SCENES.length]
  return heldAt(beside, direction > 0 ? 0 : pagesOf(beside).count - 1)
}

/**
 * @param {Scene} scene
 * @param {number} page
 * @returns {Showing}
 */
function heldAt(scene, page) {
  return { scene, turn: { page, since: Date.now() + HELD_MS - PAGE_TURN_MS } }
}

/**
 * @param {Showing} wanted
 * @returns {Showing}
 */
function themeOnly({ turn }) {
  return { scene: "theme", turn }
}

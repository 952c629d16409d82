// The three states of the day and the scenes of the walls, as the desk's buttons and keys ask for them.

import { t } from "../../lib/i18n.js"
import { board, frame, presence } from "../../store.js"
import { ALL_WALLS } from "../../wire.js"
import { computed, signal } from "../../../vendor/preact.js"
import { deskAct } from "./acts.js"

/** @typedef {import("../../wire.js").Scene} Scene */
/** @typedef {import("../../wire.js").State} State */

/** In the order of the day. @type {readonly {state: State, key: string}[]} */
export const STATES = [{ state: "gathering", key: "G" }, { state: "open", key: "O" }, { state: "quiet", key: "Q" }]

/** @type {readonly Scene[]} */
export const SCENE_BUTTONS = ["join", "market", "agenda", "floor", "writing", "principles", "theme", "book"]

/** @param {State} state */
export function stateWord(state) {
  return { gathering: t("Gathering"), open: t("Open"), quiet: t("Quiet") }[state]
}

/** @param {Scene} scene */
export function sceneWord(scene) {
  return {
    join: t("Join"), market: t("Market"), agenda: t("Agenda"), floor: t("Live floor"), writing: t("Being written"),
    principles: t("Principles"), theme: t("Theme only"), book: t("Take the book"),
  }[scene]
}

/**
 * Quiet again leaves quiet, to what was before.
 * @param {State} state
 */
export function chooseState(state) {
  const wanted = state === "quiet" && frame.value.state === "quiet" ? frame.value.before_quiet : state
  if (wanted !== frame.value.state) deskAct("set_state", { state: wanted }, t("The board is now: {state}", { state: stateWord(wanted) }))
}

/** The wall the buttons speak to; empty: all of them. */
const wallChosen = signal("")

/** A wall that has left cannot be spoken to. */
export const wallSpokenTo = computed(() => (wallNames().includes(wallChosen.value) ? wallChosen.value : ""))

/** @param {string} name empty: all */
export function speakToWall(name) {
  wallChosen.value = name
}

/** Walls that are lit, and those with a scene of their own. */
export function wallNames() {
  const own = Object.keys(board.value.walls).filter((name) => name !== ALL_WALLS)
  return [...new Set([...Object.keys(presence.value.walls), ...own])].sort()
}

/** What the wall spoken to shows. */
export const wallShown = computed(() =>
  board.value.walls[wallSpokenTo.value] ?? board.value.walls[ALL_WALLS] ?? { id: ALL_WALLS, scene: /** @type {Scene} */ ("join"), page: 0 })

/**
 * @param {Scene} scene
 * @param {number} [page]
 */
export function chooseScene(scene, page = 0) {
  const wall = wallSpokenTo.value
  const values = { wall, scene: sceneWord(scene) }
  const text = wall ? t("Wall {wall} shows: {scene}", values) : t("The walls show: {scene}", values)
  return deskAct("set_scene", { scene, page, ...(wall && { wall }) }, text)
}

/** Turn the principles. @param {1|-1} direction */
export function turnPrinciple(direction) {
  const { page } = wallShown.value
  if (page + direction >= 0) chooseScene("principles", page + direction)
}

/** What the walls showed before the clicker darkened them. @type {{scene: Scene, page: number}|null} */
let lit = null

/** Theme only; again: back to what was. */
export function darkenWalls() {
  const { scene, page } = wallShown.value
  if (scene === "theme" && lit) {
    chooseScene(lit.scene, lit.page)
    lit = null
  } else if (scene !== "theme") {
    lit = { scene, page }
    chooseScene("theme")
  }
}

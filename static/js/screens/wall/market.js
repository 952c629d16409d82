// The market of this wall: who is on stage, and the pages of what is up.

import { newestTopics } from "../../lib/agenda.js"
import { serverNow } from "../../clock.js"
import { board } from "../../store.js"
import { effect, signal } from "../../../vendor/preact.js"
import { EMPTY_LINE, lookAgain, afterTurn, turnLength } from "./newcomers.js"
import { fullPages } from "./paging.js"
import { isNarrow } from "./screen-size.js"

/** @typedef {import("../../wire.js").Board} Board */
/** @typedef {import("../../wire.js").Topic} Topic */

const CARDS_A_PAGE = 6
const CARDS_NARROW = 4 // under each other: two columns would cut the titles

const newcomers = signal(EMPTY_LINE)

/** @type {ReturnType<typeof setTimeout>|undefined} */
let turning

/** Watch for new topics, for as long as the page lives. */
export function watchNewcomers() {
  effect(() => {
    if (board.value.seq === 0) return
    newcomers.value = lookAgain(newcomers.peek(), board.value.topics, serverNow())
    turnLater()
  })
}

/** @returns {Topic|null} the topic that has the market to itself */
export function onStage() {
  return board.value.topics[newcomers.value.waiting[0]] ?? null
}

/**
 * @param {Board} state
 * @returns {Topic[][]} newest first
 */
export function marketPages(state) {
  return fullPages(newestTopics(state), isNarrow.value ? CARDS_NARROW : CARDS_A_PAGE)
}

/** Let the next one on stage when the first has been there long enough. */
function turnLater() {
  if (newcomers.peek().waiting.length === 0 || turning !== undefined) return
  turning = setTimeout(() => {
    turning = undefined
    newcomers.value = afterTurn(newcomers.peek())
    turnLater()
  }, turnLength(newcomers.peek()))
}

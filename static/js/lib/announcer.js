// Live changes said to who cannot see them: politely, at most one sentence in five seconds, and not at all for who says so.
// Of what happens in between only the last is said: the screen itself has the rest.

import { recall, remember } from "./device.js"
import { signal } from "../../vendor/preact.js"

const PAUSE_MS = 5_000
const CHOICE = "openspace.announces"

/** Whether changes are said. */
export const isAnnouncing = signal(recall(CHOICE) !== false)

/** @param {boolean} isOn the reader's choice, kept on this device */
export function setAnnouncing(isOn) {
  isAnnouncing.value = isOn
  remember(CHOICE, isOn)
  if (!isOn) waitingSentence = ""
}

let waitingSentence = ""
let saidAt = -PAUSE_MS
/** @type {ReturnType<typeof setTimeout>|undefined} */
let nextTurn

/**
 * Say a sentence when it is its turn.
 * @param {string} sentence
 */
export function announceChange(sentence) {
  if (!isAnnouncing.value) return
  waitingSentence = sentence
  clearTimeout(nextTurn)
  nextTurn = setTimeout(sayWaiting, Math.max(0, saidAt + PAUSE_MS - Date.now()))
}

function sayWaiting() {
  if (!waitingSentence) return
  liveRegion().textContent = waitingSentence
  waitingSentence = ""
  saidAt = Date.now()
}

/** Made once and never drawn anew: readers follow an element, not its place. */
function liveRegion() {
  return document.querySelector("[data-announcer]") ?? document.body.appendChild(newRegion())
}

function newRegion() {
  const region = document.createElement("div")
  region.className = "visually-hidden"
  region.setAttribute("role", "status")
  region.setAttribute("aria-live", "polite")
  region.dataset["announcer"] = ""
  return region
}

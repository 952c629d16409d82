// Single keys of the desk: the state of the day, the clicker, undo, and putting a card down. Never while somebody types.

import { recall, remember } from "../../lib/device.js"
import { signal } from "../../../vendor/preact.js"
import { takeBack } from "./acts.js"
import { inHand, putDown } from "./hand.js"
import { sheetUp } from "./sheets.js"
import { chooseState, darkenWalls, turnPrinciple, wallShown } from "./states.js"

const KEYS_CHOICE = "openspace.desk.keys"

/** Whether single keys do anything; who speaks to the computer may turn them off. */
export const areKeysOn = signal(recall(KEYS_CHOICE) !== false)

/** @param {boolean} isOn */
export function setKeysOn(isOn) {
  areKeysOn.value = isOn
  remember(KEYS_CHOICE, isOn)
}

/** @type {Readonly<Record<string, () => void>>} */
const LETTERS = {
  g: () => chooseState("gathering"),
  o: () => chooseState("open"),
  q: () => chooseState("quiet"),
  b: darkenWalls,
  ".": darkenWalls,
}

/** Listen from now on. */
export function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || sheetUp.value) return
    const isMeant = event.key === "Escape" ? inHand.value !== null && meant(putDown) : !isTypingIn(event.target) && actOn(event)
    if (isMeant) event.preventDefault()
  })
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key meant something
 */
function actOn(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) return meant(takeBack)
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  if (!areKeysOn.value || event.repeat) return false
  if (event.key === "PageDown" || event.key === "PageUp") return turnByClicker(event.key)
  const letter = LETTERS[letterOf(event)]
  return letter !== undefined && meant(letter)
}

/** @param {string} key */
function turnByClicker(key) {
  if (wallShown.value.scene !== "principles") return false
  return meant(() => turnPrinciple(key === "PageDown" ? 1 : -1))
}

/** @param {() => void} deed */
function meant(deed) {
  deed()
  return true
}

/**
 * The letter that is printed on the key in Latin script, whatever script the keyboard writes.
 * @param {KeyboardEvent} event
 */
function letterOf({ key, code }) {
  const isLatin = /^[\u0020-\u024f]$/.test(key)
  return isLatin || !code.startsWith("Key") ? key.toLowerCase() : code.slice(3).toLowerCase()
}

/** @param {EventTarget|null} target */
function isTypingIn(target) {
  if (!(target instanceof HTMLElement)) return false
  const isWriting = target.matches("input, textarea, select") && !target.matches("input[type=checkbox], input[type=radio]")
  return isWriting || target.isContentEditable
}

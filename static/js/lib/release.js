// New scripts on the server: take them once nothing is being typed and nothing waits to be sent.

import { readBoot } from "./boot.js"
import { pending } from "../store.js"

const TRIED = "openspace.tried"

let newRelease = ""
let isAsking = false
/** @type {Set<() => boolean>} */
const reasonsToStay = new Set()

/**
 * Keep the page as long as this says so: it holds what would go with it.
 * @param {() => boolean} holdsSomething
 * @returns {() => void} no longer
 */
export function stayWhile(holdsSomething) {
  reasonsToStay.add(holdsSomething)
  return () => reasonsToStay.delete(holdsSomething)
}

/**
 * The server said which scripts it has.
 * @param {string} release empty: it did not say
 */
export function noteRelease(release) {
  newRelease = release !== readBoot().release && readBoot().release ? release : ""
}

/** Load the page anew if its scripts are old and nobody would lose anything by it. */
export async function reloadIfIdle() {
  if (!newRelease || isAsking || isBusy() || hasTried(newRelease)) return
  isAsking = true
  const isThere = await isPageThere()
  isAsking = false
  // A network that is gone without anybody having noticed would leave an error page for hours.
  if (isThere && !isBusy() && noteTried(newRelease)) location.reload()
}

/** Whether a person would be interrupted, or something is still to be sent. */
function isBusy() {
  return isTyping() || pending.value.some((entry) => !entry.refusal) || [...reasonsToStay].some((holds) => holds())
}

async function isPageThere() {
  try {
    return (await fetch(location.href, { cache: "no-store" })).ok
  } catch {
    return false
  }
}

/** Once a release and tab: a page that comes with the old scripts again must not reload for ever. @param {string} release */
function hasTried(release) {
  try {
    return sessionStorage.getItem(TRIED) === release
  } catch {
    return true
  }
}

/**
 * @param {string} release
 * @returns {boolean} false: this tab cannot remember it
 */
function noteTried(release) {
  try {
    sessionStorage.setItem(TRIED, release)
    return true
  } catch {
    return false
  }
}

function isTyping() {
  const focused = /** @type {{value?: unknown, isContentEditable?: boolean}|null} */ (document.activeElement)
  if (focused?.isContentEditable) return true
  return typeof focused?.value === "string" && focused.value !== "" && !(focused instanceof HTMLButtonElement)
}

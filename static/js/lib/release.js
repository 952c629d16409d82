// New scripts on the server: take them once nothing is being typed and nothing waits to be sent.

import { readBoot } from "./boot.js"
import { pending } from "../store.js"

const TRIED = "openspace.tried"

let newRelease = ""

/**
 * The server said which scripts it has.
 * @param {string} release empty: it did not say
 */
export function noteRelease(release) {
  newRelease = release !== readBoot().release && readBoot().release ? release : ""
}

/** Load the page anew if its scripts are old and nobody would lose anything by it. */
export function reloadIfIdle() {
  if (!newRelease || isTyping() || pending.value.some((entry) => !entry.refusal)) return
  if (isFirstTry(newRelease)) location.reload()
}

/**
 * Once a release and tab: a page that comes with the old scripts again must not reload for ever.
 * @param {string} release
 */
function isFirstTry(release) {
  try {
    if (sessionStorage.getItem(TRIED) === release) return false
    sessionStorage.setItem(TRIED, release)
    return true
  } catch {
    return false
  }
}

function isTyping() {
  const focused = /** @type {{value?: unknown}|null} */ (document.activeElement)
  return typeof focused?.value === "string" && focused.value !== "" && !(focused instanceof HTMLButtonElement)
}

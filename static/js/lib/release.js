// New scripts on the server: take them once nothing is being typed and nothing waits to be sent.

import { recall, remember } from "./device.js"
import { readBoot } from "./boot.js"
import { pending } from "../store.js"

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
  // Once a release: a page that still comes with the old scripts must not reload for ever.
  if (recall(RELOADED) === newRelease) return
  remember(RELOADED, newRelease)
  location.reload()
}

const RELOADED = "openspace.reloaded"

function isTyping() {
  const focused = /** @type {{value?: unknown}|null} */ (document.activeElement)
  return typeof focused?.value === "string" && focused.value !== "" && !(focused instanceof HTMLButtonElement)
}

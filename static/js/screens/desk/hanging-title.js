// A topic's title on a small card: in its own language and direction, long words broken where the board says they may be.

import { html } from "../../../vendor/preact.js"
import { topicLanguage } from "./words.js"

const SOFT_HYPHEN = "\u00ad"

/** @param {{topic: import("../../wire.js").Topic & {breaks?: number[]}}} props */
export function HangingTitle({ topic }) {
  return html`
    <span class="cell__heading">
      <span class="cell__title" dir="auto" lang=${topicLanguage(topic)} title=${topic.title}>${withSoftHyphens(topic.title, topic.breaks ?? [])}</span>
    </span>`
}

/**
 * @param {string} text
 * @param {number[]} breaks code points before which a line may end with a hyphen
 */
function withSoftHyphens(text, breaks) {
  if (breaks.length === 0) return text
  const before = new Set(breaks)
  return [...text].map((letter, index) => (before.has(index) ? SOFT_HYPHEN + letter : letter)).join("")
}

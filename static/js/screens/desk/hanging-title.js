// A topic's title on a small card: in its own language and direction, long words broken where the board says they may be.

import { breakableTitle } from "../../lib/titles.js"
import { html } from "../../../vendor/preact.js"
import { topicLanguage } from "./words.js"

/** @param {{topic: import("../../wire.js").Topic}} props */
export function HangingTitle({ topic }) {
  return html`
    <span class="cell__heading">
      <span class="cell__title" dir="auto" lang=${topicLanguage(topic)} title=${topic.title}>${breakableTitle(topic)}</span>
    </span>`
}

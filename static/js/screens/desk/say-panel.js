// One line to everyone, and what was said last.

import { boardTime } from "../../clock.js"
import { keepDraft, readDraft } from "../../lib/drafts.js"
import { t, tn } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { html, useRef, useState } from "../../../vendor/preact.js"
import { deskAct } from "./acts.js"
import { onSubmit } from "./asking.js"

const LINE_CHARS = 200
const COUNT_BELOW = 40 // characters left, from which they are shown
const LAST_SAID = 3
const SAY_DRAFT = "say"

export function SayPanel() {
  const heading = /** @type {import("../../../vendor/preact.js").RefObject<HTMLHeadingElement>} */ (useRef(null))
  const [line, setLine] = useState(() => readDraft(SAY_DRAFT)["line"] ?? "")
  const left = LINE_CHARS - [...line.trim()].length
  const write = (/** @type {string} */ text) => {
    setLine(text)
    keepDraft(SAY_DRAFT, { line: text })
  }
  const say = async () => {
    const text = line.trim()
    if (!text || left < 0) return
    write("")
    heading.current?.focus() // out of the line: the next Q is for quiet, not a letter
    const answer = await deskAct("announce", { text }, t("Said to everyone: {text}", { text }))
    if (answer.refused && !readDraft(SAY_DRAFT)["line"]) write(text)
  }
  return html`
    <section class="panel" aria-labelledby="say-title">
      <h2 id="say-title" ref=${heading} tabindex="-1">${t("Say to everyone")}</h2>
      <form class="stack stack--tight" onSubmit=${onSubmit(say)}>
        <textarea class="field__input say-panel__line" dir="auto" rows="2" aria-labelledby="say-title" aria-describedby="say-left"
          aria-invalid=${left < 0}
          placeholder=${t("One line, on every phone and wall")} value=${line}
          onInput=${(/** @type {Event} */ event) => write(/** @type {HTMLTextAreaElement} */ (event.currentTarget).value)}
          onKeyDown=${(/** @type {KeyboardEvent} */ event) => sayByEnter(event, say)}></textarea>
        <p id="say-left" class=${left < 0 ? "field__error" : "field__hint"}>${left < COUNT_BELOW && charactersLeft(left)}</p>
        <button class="button button--loud button--wide" type="submit" disabled=${!line.trim() || left < 0}>${t("Announce")}</button>
      </form>
      <${LastSaid} />
    </section>`
}

/**
 * It is one line: Enter says it.
 * @param {KeyboardEvent} event
 * @param {() => void} say
 */
function sayByEnter(event, say) {
  if (event.key !== "Enter" || event.isComposing) return
  event.preventDefault()
  say()
}

/** @param {number} left */
function charactersLeft(left) {
  if (left < 0) return tn("{n} character too many", "{n} characters too many", -left)
  return tn("{n} character left", "{n} characters left", left)
}

function LastSaid() {
  const said = Object.values(board.value.announcements).sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, LAST_SAID)
  if (said.length === 0) return null
  return html`
    <details class="said">
      <summary>${t("Said before")}</summary>
      <ul class="stack stack--tight" role="list">
        ${said.map(({ id, at, text }) => html`<li key=${id}><time class="figures soft">${boardTime(at)}</time> <bdi>${text}</bdi></li>`)}
      </ul>
    </details>`
}

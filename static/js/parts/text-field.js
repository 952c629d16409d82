// A line to write in, with its label, what it is for, and how much room is left. Knows nothing of the form.

import { html } from "../../vendor/preact.js"
import { tn } from "../lib/i18n.js"

const COUNT_FROM = 0.8 // share of the limit from which the characters left are shown

/**
 * @param {{
 *   id: string,
 *   label: string,
 *   value: string,
 *   maxChars: number,
 *   rows?: number,
 *   hint?: string,
 *   error?: string,
 *   language?: string,
 *   autocomplete?: string,
 *   onValue: (value: string) => void,
 * }} props `maxChars`: code points; the server counts the same. `rows`: more than one makes room for a long line
 */
export function TextField({ id, label, value, maxChars, rows = 1, hint = "", error = "", language, autocomplete = "off", onValue }) {
  const left = maxChars - [...value].length
  const shared = {
    id, value, autocomplete, class: "field__input", dir: "auto", lang: language,
    "aria-invalid": Boolean(error) || left < 0,
    "aria-describedby": `${id}-about`,
    onInput: (/** @type {Event} */ event) => onValue(lineOf(event)),
  }
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}</label>
      ${rows > 1 ? html`<textarea ...${shared} rows=${rows} onKeyDown=${keepOneLine}></textarea>` : html`<input ...${shared} type="text" />`}
      <div id=${`${id}-about`}>
        ${hint && html`<p class="field__hint">${hint}</p>`}
        ${left <= maxChars * (1 - COUNT_FROM) && html`<p class=${left < 0 ? "field__error" : "field__hint"}>${leftInWords(left)}</p>`}
        ${error && html`<p class="field__error">${error}</p>`}
      </div>
    </div>`
}

/** @param {number} left */
function leftInWords(left) {
  if (left < 0) return tn("{n} character too many", "{n} characters too many", -left)
  return tn("{n} character left", "{n} characters left", left)
}

/** @param {Event} event */
function lineOf(event) {
  return /** @type {HTMLInputElement} */ (event.currentTarget).value.replace(/\s*\n\s*/g, " ")
}

/** @param {KeyboardEvent} event */
function keepOneLine(event) {
  if (event.key === "Enter" && !event.isComposing) event.preventDefault()
}

// One topic taken along by its note-taker: as a file, or on the clipboard.

import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { Sheet } from "../../parts/sheet.js"
import { html, useLayoutEffect, useRef } from "../../../vendor/preact.js"

/** Formats of `openspace/exports/formats.py`, by the names people know. */
const FILES = [["pdf", "PDF"], ["docx", "Word"], ["md", "Markdown"]]

/** @param {{id: string, canWrite: boolean, onCopy: () => void}} props `id` of the topic; files are for who writes it */
export function TakeAlong({ id, canWrite, onCopy }) {
  const file = (/** @type {string} */ format) => `/b/${encodeURIComponent(readBoot().code)}/export/${format}?topic=${encodeURIComponent(id)}`
  return html`
    <section class="stack stack--tight" aria-labelledby="take-along">
      <h2 id="take-along">${t("Take it with you")}</h2>
      <div class="take-along">
        ${canWrite && FILES.map(([format, name]) => html`<a key=${format} class="button button--dark" href=${file(format)}>${name}</a>`)}
        <button class="button button--dark" type="button" onClick=${onCopy}>${t("Copy")}</button>
      </div>
    </section>`
}

/**
 * Put a text on the clipboard where the browser allows it: not on plain http.
 * @param {string} text
 * @returns {Promise<boolean>} false: the person has to do it
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** @param {{text: string, onClose: () => void}} props */
export function CopySheet({ text, onClose }) {
  const field = /** @type {import("../../../vendor/preact.js").RefObject<HTMLTextAreaElement>} */ (useRef(null))
  useLayoutEffect(() => field.current?.select(), [])
  return html`
    <${Sheet} title=${t("Copy the text")} onClose=${onClose}>
      <p id="copy-how">${t("It is selected: copy it with Ctrl+C, on a Mac with ⌘C, or hold a finger on it.")}</p>
      <textarea class="field__input copy-field" ref=${field} data-first readonly rows="12" dir="auto" aria-label=${t("The text")} aria-describedby="copy-how"
        onFocus=${() => field.current?.select()}>${text}</textarea>
    <//>`
}

// The scribe's one line: title, Tab, name, Enter, and the cursor is back in the title. A place is two keys more.

import { html, useEffect, useRef, useState } from "../../../vendor/preact.js"
import { NAME_MAX_CHARS, TITLE_MAX_CHARS } from "../../wire.js"
import { dropDraft, keepDraft, readDraft } from "../../lib/drafts.js"
import { t } from "../../lib/i18n.js"

const DRAFT = "scribe"

/** @typedef {{title: string, name: string, slot: string, room: string}} Line */
/** @typedef {{id: string, text: string}} Choice */

/** @type {Line} */
const EMPTY_LINE = { title: "", name: "", slot: "", room: "" }

/**
 * @param {{
 *   names: string[],
 *   slots: Choice[],
 *   roomsFreeAt: (slot: string) => Choice[],
 *   twinOf: (title: string) => {title: string, name: string}|null,
 *   onCard: (card: {title: string, name: string, spot: import("../../wire.js").Spot|null}) => void,
 * }} props `twinOf`: what is up already under the same title
 */
export function CardForm({ names, slots, roomsFreeAt, twinOf, onCard }) {
  const [line, setLine] = useState(/** @type {Line} */ ({ ...EMPTY_LINE, ...readDraft(DRAFT) }))
  const [isAsked, setAsked] = useState(false)
  const form = /** @type {import("../../../vendor/preact.js").RefObject<HTMLFormElement>} */ (useRef(null))
  const missing = missingIn(line)

  /** @param {Partial<Line>} changes */
  const write = (changes) => {
    const next = { ...line, ...changes }
    setLine(next)
    keepDraft(DRAFT, next)
  }
  /** @param {string} name */
  const focus = (name) => /** @type {HTMLElement|null} */ (form.current?.elements.namedItem(name))?.focus()
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault()
    // Enter in the title goes on to the name; only Enter in an empty field is a mistake to speak of.
    setAsked(missing !== "" && missing === nameOfFocused())
    if (missing) return focus(missing)
    onCard({ title: line.title.trim(), name: line.name.trim(), spot: line.room ? { slot: line.slot, room: line.room } : null })
    setLine(EMPTY_LINE)
    dropDraft(DRAFT)
    focusLine()
  }

  useEffect(focusLine, [])

  const complaint = isAsked && missing ? sayMissing(line, missing) : ""
  const twin = line.title.trim() ? twinOf(line.title) : null
  return html`
    <form class="card-line" ref=${form} onSubmit=${submit} onKeyDown=${sendOnEnterInChoice} novalidate>
      <div class="card-line__fields">
        <${LineField} name="title" label=${t("Title on the card")} value=${line.title} isWrong=${isAsked && missing === "title"}
          describedBy="card-line-hint" onValue=${(/** @type {string} */ title) => write({ title })} />
        <${LineField} name="name" label=${t("Name on the card")} value=${line.name} isWrong=${isAsked && missing === "name"}
          describedBy="card-line-hint" list="known-names" onValue=${(/** @type {string} */ name) => write({ name })} />
        <datalist id="known-names">${names.map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
        <${LineChoice} name="slot" label=${t("Time")} none=${t("later")} value=${line.slot} choices=${slots}
          onValue=${(/** @type {string} */ slot) => write({ slot, room: "" })} />
        <${LineChoice} name="room" label=${t("Room")} none=${line.slot ? t("choose") : t("later")} value=${line.room}
          choices=${line.slot ? roomsFreeAt(line.slot) : []} onValue=${(/** @type {string} */ room) => write({ room })} />
        <button class="button button--loud card-line__send" type="submit">${t("Put it up")}</button>
      </div>
      <p id="card-line-hint" class=${complaint ? "field__error" : "field__hint"} aria-live="polite">
        ${complaint || (twin ? sayTwin(twin) : t("Title, Tab, name, Enter. Tab goes on to a place."))}
      </p>
    </form>`
}

/** The cursor goes to where the next card begins. */
export function focusLine() {
  /** @type {HTMLElement|null} */
  const title = document.querySelector(".card-line [name=title]")
  title?.focus()
}

/**
 * @param {{name: string, label: string, value: string, isWrong: boolean, describedBy: string, list?: string,
 *          onValue: (value: string) => void}} props
 */
function LineField({ name, label, value, isWrong, describedBy, list, onValue }) {
  return html`
    <label class=${`field card-line__${name}`}>
      <span class="field__label">${label}</span>
      <input class="field__input" type="text" dir="auto" autocomplete="off" name=${name} value=${value} list=${list}
        aria-invalid=${isWrong} aria-describedby=${describedBy} onInput=${(/** @type {Event} */ event) => onValue(valueOf(event))} />
    </label>`
}

/**
 * @param {{name: string, label: string, none: string, value: string, choices: Choice[], onValue: (value: string) => void}} props
 */
function LineChoice({ name, label, none, value, choices, onValue }) {
  return html`
    <label class=${`field card-line__${name}`}>
      <span class="field__label">${label}</span>
      <select class="field__input" name=${name} value=${value} onChange=${(/** @type {Event} */ event) => onValue(valueOf(event))}>
        <option value="">${none}</option>
        ${choices.map(({ id, text }) => html`<option key=${id} value=${id}>${text}</option>`)}
      </select>
    </label>`
}

/** The field to go to; empty: none is missing. @param {Line} line */
function missingIn({ title, name, slot, room }) {
  if (!fits(title, TITLE_MAX_CHARS)) return "title"
  if (!fits(name, NAME_MAX_CHARS)) return "name"
  return slot && !room ? "room" : ""
}

/**
 * Counted as the server counts.
 * @param {string} text
 * @param {number} limit
 */
function fits(text, limit) {
  const { length } = [...text.normalize("NFC").trim()]
  return length > 0 && length <= limit
}

/**
 * @param {Line} line
 * @param {string} field
 */
function sayMissing({ title, name }, field) {
  if (field === "room") return t("Choose a room too, or set the time to later.")
  if (field === "title" && title.trim()) return t("The title is too long: {limit} characters at most.", { limit: TITLE_MAX_CHARS })
  if (field === "title") return t("Write the title first.")
  if (name.trim()) return t("The name is too long: {limit} characters at most.", { limit: NAME_MAX_CHARS })
  return t("Write the name on the card.")
}

/** @param {{title: string, name: string}} twin */
function sayTwin({ title, name }) {
  return name ? t("“{title}” by {name} is up already.", { title, name }) : t("“{title}” is up already.", { title })
}

/**
 * Enter in a choice opens it or does nothing, depending on the browser; here it sends the card as in the other fields.
 * @param {KeyboardEvent} event
 */
function sendOnEnterInChoice(event) {
  if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement)) return
  event.preventDefault()
  /** @type {HTMLButtonElement|null|undefined} */
  const button = event.target.form?.querySelector("button[type=submit]")
  button?.click()
}

function nameOfFocused() {
  return document.activeElement?.getAttribute("name") ?? ""
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLInputElement|HTMLSelectElement} */ (event.currentTarget).value
}

// The parts of a report, one below the other, and the way from each to the next.

import { t } from "../../lib/i18n.js"
import { html } from "../../../vendor/preact.js"
import { WritingField } from "./report-field.js"

/** @typedef {import("../../lib/report-typing.js").KeyedField} KeyedField */

/**
 * @param {{binding: import("./report-binding.js").ReportBinding, language: string, isReadOnly: boolean}} props `language`: of the topic
 */
export function ReportForm({ binding, language, isReadOnly }) {
  const fields = binding.fields.value
  const selection = binding.selection.value
  return html`
    <div class="stack report-form" lang=${language}>
      ${fields.map((one, number) => html`
        <div class="report-form__part" key=${one.key} data-kind=${one.field.kind}>
          ${one.field.kind === "foreign"
            ? html`<${NotForPhones} text=${one.field.value} />`
            : html`<${WritingField} id=${one.key} ...${wordsOf(fields, number)} value=${one.field.value} language=${language} selection=${selection}
                isReadOnly=${isReadOnly} binding=${binding} onFinished=${() => goToPartAfter(one.key)} />`}
        </div>`)}
    </div>`
}

/** What the form cannot show without its signs. @param {{text: string}} props */
function NotForPhones({ text }) {
  return html`
    <figure class="report-form__foreign">
      <figcaption class="field__hint">${t("A table or code, as it was written on a computer")}</figcaption>
      <pre dir="auto" tabindex="0">${text}</pre>
    </figure>`
}

/** @param {KeyedField[]} fields @param {number} number @returns {{label: string, hint: string}} */
function wordsOf(fields, number) {
  const isInternal = fields[number].field.kind === "internal"
  return { label: labelOf(fields, number), hint: isInternal ? t("Everybody on the board can read it. It is no secret.") : "" }
}

/** @param {KeyedField[]} fields @param {number} number */
function labelOf(fields, number) {
  const { kind, label, section } = fields[number].field
  const heading = label || t("Notes")
  if (kind === "internal") return t("Internal: not on walls, not published")
  const isFirst = fields.findIndex(({ field }) => field.section === section && field.kind === "text") === number
  return isFirst ? heading : t("{heading}, continued", { heading })
}

/**
 * Put the caret into the part below.
 * @param {string} id of a field
 * @returns {boolean} false: it is the last
 */
export function goToPartAfter(id) {
  const all = /** @type {HTMLTextAreaElement[]} */ ([...document.querySelectorAll(".writing-field")])
  const next = all[all.findIndex((field) => field.id === id) + 1]
  if (!next) return false
  next.focus()
  next.setSelectionRange(next.value.length, next.value.length)
  return true
}

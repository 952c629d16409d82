// A number, a time, a date or one of a list, with its label. Knows nothing of the form.

import { html } from "../../vendor/preact.js"

/**
 * @param {{
 *   id: string,
 *   label: string,
 *   type: "number"|"time"|"date"|"text"|"password",
 *   value: string,
 *   hint?: string,
 *   min?: number,
 *   max?: number,
 *   isRequired?: boolean,
 *   onValue: (value: string) => void,
 * }} props
 */
export function InputField({ id, label, type, value, hint = "", min, max, isRequired = false, onValue }) {
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}</label>
      <input class="field__input" id=${id} type=${type} value=${value} min=${min} max=${max} required=${isRequired}
        autocomplete="off" inputmode=${type === "number" ? "numeric" : null} aria-describedby=${hint ? `${id}-about` : null}
        onInput=${(/** @type {Event} */ event) => onValue(/** @type {HTMLInputElement} */ (event.currentTarget).value)} />
      ${hint && html`<p class="field__hint" id=${`${id}-about`}>${hint}</p>`}
    </div>`
}

/**
 * @param {{id: string, label: string, value: string, options: [string, string][], onValue: (value: string) => void}} props
 *   `options`: value and text
 */
export function SelectField({ id, label, value, options, onValue }) {
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}</label>
      <select class="field__input" id=${id} value=${value}
        onChange=${(/** @type {Event} */ event) => onValue(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
        ${options.map(([option, text]) => html`<option key=${option} value=${option} selected=${option === value}>${text}</option>`)}
      </select>
    </div>`
}

// One of several, as large buttons; arrows and letters work as in any group of radio buttons. Knows nothing of what is chosen.

import { html } from "../../vendor/preact.js"

/**
 * @typedef {object} Choice
 * @property {string} value
 * @property {string} text
 * @property {string} [hint] what is said after it ("full")
 * @property {boolean} [isOff] cannot be chosen now; the hint says why
 */

/**
 * @param {{
 *   name: string,
 *   legend: string,
 *   choices: Choice[],
 *   chosen: string | null,
 *   onChoose: (value: string) => void,
 * }} props `name`: unique on the page. `chosen`: null while nothing is
 */
export function ChoiceGroup({ name, legend, choices, chosen, onChoose }) {
  return html`
    <fieldset class="field">
      <legend class="field__label">${legend}</legend>
      <div class="choices">
        ${choices.map((choice) => html`
          <label class="choice" key=${choice.value}>
            <input class="choice__input" type="radio" name=${name} value=${choice.value} disabled=${choice.isOff}
              checked=${choice.value === chosen} onChange=${() => onChoose(choice.value)} />
            <span class="choice__face"><bdi>${choice.text}</bdi>${choice.hint && html`<span class="choice__hint">${choice.hint}</span>`}</span>
          </label>`)}
      </div>
    </fieldset>`
}

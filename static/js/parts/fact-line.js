// Small facts in one line, with dots between them. Knows nothing of what they say.

import { html } from "../../vendor/preact.js"

/** @param {{facts: import("../../vendor/preact.js").ComponentChild[]}} props empty ones are left out */
export function FactLine({ facts }) {
  const said = facts.filter(Boolean)
  const isLast = (/** @type {number} */ index) => index === said.length - 1
  return html`
    <p class="topic-card__meta">
      ${said.map((fact, index) => html`<span class="topic-card__fact" key=${index}>${fact}${!isLast(index) && "\u00a0·"}</span>${" "}`)}
    </p>`
}

// How to get in, on paper-white: a square code for the camera, the short code and the address for who types. Knows nothing of the board.

import { html } from "../../vendor/preact.js"

/**
 * @param {{
 *   image: string,
 *   alternative: string,
 *   code: string,
 *   host: string,
 *   lead?: string,
 *   children?: import("../../vendor/preact.js").ComponentChildren,
 * }} props `image`: address of the drawing. `host`: "192.168.8.20:8000"; empty: nobody knows it yet.
 */
export function JoinPanel({ image, alternative, code, host, lead = "", children = null }) {
  return html`
    <section class="join-panel">
      ${lead && html`<p class="join-panel__lead">${lead}</p>`}
      <img class="join-panel__square" src=${image} alt=${alternative} />
      <p class="join-panel__code"><code>${code}</code></p>
      ${host && html`<p class="join-panel__host"><code>${host}</code></p>`}
      ${children}
    </section>`
}

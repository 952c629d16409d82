// How this screen is connected, as a dot and a word. Knows nothing of the socket.

import { html } from "../../vendor/preact.js"

/** @param {{state: "live"|"waiting"|"cut-off", text: string}} props */
export function ConnectionStatus({ state, text }) {
  return html`<span class="status" data-state=${state}>${text}</span>`
}

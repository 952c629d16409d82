// A place one can walk to that is no session: the café, the lobby. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { Icon } from "./icons.js"

/**
 * @param {{
 *   icon: import("./icons.js").IconName,
 *   title: string,
 *   note: string,
 *   end: import("../../vendor/preact.js").ComponentChild,
 * }} props
 */
export function WayCard({ icon, title, note, end }) {
  return html`
    <div class="topic-card">
      <div class="topic-card__text">
        <h2 class="topic-card__title">${title}</h2>
        <p class="topic-card__meta"><${Icon} name=${icon} /> ${note}</p>
      </div>
      <div class="topic-card__end">${end}</div>
    </div>`
}

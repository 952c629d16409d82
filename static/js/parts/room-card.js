// A room during one slot, on a wall: symbol and name, how many are there, what is talked about. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { FittedText } from "./fitted-text.js"
import { RoomSymbol } from "./symbol.js"

/**
 * @param {{
 *   name: string,
 *   colour: number,
 *   symbol: import("./symbol.js").SymbolName,
 *   title: string,
 *   language: string,
 *   count?: number|null,
 *   added?: number,
 *   note?: string,
 *   room?: string|number,
 *   children?: import("../../vendor/preact.js").ComponentChildren,
 * }} props `title` empty: the room is free, and `note` says so. `language`: BCP 47 of the title. `count`: people there;
 *   null: not said. `added`: how many of them came just now without being seen to walk. `room`: changes when the card gets another size.
 *   `children`: what stands at its bottom.
 */
export function RoomCard({ name, colour, symbol, title, language, count = null, added = 0, note = "", room = "", children = null }) {
  return html`
    <article class="room-card" data-room-colour=${colour} data-state=${title ? "taken" : "free"}>
      <header class="room-card__head">
        <h2 class="room-name"><${RoomSymbol} symbol=${symbol} /><bdi class="room-name__text">${name}</bdi></h2>
        ${count !== null && html`
          <p class="room-card__count">
            ${added > 0 && html`<span class="room-card__added">+${added}</span>`}<span class="figures">${count}</span>
          </p>`}
      </header>
      ${title
        ? html`<${FittedText} piece="room-card__words" tag="h3" text=${title} language=${language} room=${room} />`
        : html`<p class="room-card__free">${note}</p>`}
      ${title && note && html`<p class="room-card__note"><bdi>${note}</bdi></p>`}
      ${children}
    </article>`
}

// Where and when a session meets, in one line: symbol, time, room. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { RoomSymbol } from "./symbol.js"

/**
 * @typedef {object} Place a session's place, in words
 * @property {string} room its name
 * @property {number} colour 1-16
 * @property {import("./symbol.js").SymbolName} symbol
 * @property {string} time "10:30", or "Sun 10:30" on a board of several days; empty: not worth saying here
 */

/** @param {{place: Place}} props */
export function PlaceLine({ place }) {
  return html`
    <span class="place-line" data-room-colour=${place.colour}>
      <${RoomSymbol} symbol=${place.symbol} />${" "}
      ${place.time && html`<time>${place.time}</time>${" "}`}<bdi>${place.room}</bdi>
    </span>`
}

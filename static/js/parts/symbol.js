// The symbol of a room: with its colour, how a room is known on card, dot, sign and print.
// The geometry is the same as in templates/parts/symbols.html; tests/test_symbols.py compares them.

import { html } from "../../vendor/preact.js"

/** @typedef {"circle"|"square"|"triangle"|"diamond"|"star"|"hexagon"|"cross"|"half-disc"} SymbolName */

/**
 * One path each, in a box of 24 × 24, in the order of the room colours 1 to 8.
 * @type {Readonly<Record<SymbolName, string>>}
 */
export const SYMBOL_PATHS = {
  "circle": "M12 2a10 10 0 0 1 0 20a10 10 0 0 1 0-20z",
  "square": "M3 3h18v18H3z",
  "triangle": "M12 2l11 20H1z",
  "diamond": "M12 1l11 11-11 11L1 12z",
  "star": "M12 1l3.1 7.7 8.3.6-6.4 5.3 2 8.1-7-4.4-7 4.4 2-8.1L.6 9.3l8.3-.6z",
  "hexagon": "M6.5 2.5h11L23 12l-5.5 9.5h-11L1 12z",
  "cross": "M8.5 2h7v6.5H22v7h-6.5V22h-7v-6.5H2v-7h6.5z",
  "half-disc": "M1 18.5a11 11 0 0 1 22 0z",
}

/** @param {{symbol: SymbolName}} props */
export function RoomSymbol({ symbol }) {
  return html`
    <svg class="room-symbol" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d=${SYMBOL_PATHS[symbol]} />
    </svg>`
}

// The people in one place as dots, in the area of a card that is kept for them.

import { t } from "../../lib/i18n.js"
import { html, useMemo } from "../../../vendor/preact.js"
import { dotPlace, dotsFor, rowsFor } from "./dot-layout.js"
import { floorMap } from "./floor-map.js"

const ROWS_KEPT = 2 // so that a title need not change its size as people come

/**
 * @param {{place: string, solid: number, hollow: number}} props `solid`: heads that said so themselves; `hollow`: counted by hand
 */
export function PeopleDots({ place, solid, hollow }) {
  const { grounds: { [place]: ground }, grain } = floorMap.value
  const width = ground?.width ?? 0
  return useMemo(() => {
    const dots = dotsFor(solid, hollow)
    const count = width ? dots.solid + dots.hollow : 0
    const rows = dotRows(place, solid, hollow)
    return html`
      <div class="people">
        ${dots.people > 1 && html`<p class="people__scale">${t("One dot is {n} people", { n: dots.people })}</p>`}
        <div class="people__dots" data-place=${place} style=${{ "--dot-rows": String(rows) }} aria-hidden="true">
          ${Array.from({ length: count }, (_, index) => dotAt(index, index < dots.solid ? "solid" : "hollow", width, grain))}
        </div>
      </div>`
  }, [place, solid, hollow, width, grain])
}

/**
 * Rows kept free for people in a card: a title beside them has what is left.
 * @param {string} place
 * @param {number} solid
 * @param {number} hollow
 */
export function dotRows(place, solid, hollow) {
  const { grounds: { [place]: ground }, grain } = floorMap.value
  const dots = dotsFor(solid, hollow)
  return Math.max(ROWS_KEPT, ground ? rowsFor(dots.solid + dots.hollow, ground.width, grain) : 0)
}

/**
 * @param {number} index
 * @param {"solid"|"hollow"} kind
 * @param {number} width
 * @param {import("./dot-layout.js").Grain} grain
 */
function dotAt(index, kind, width, grain) {
  const { x, up } = dotPlace(index, width, grain)
  return html`<span key=${index} class="dot" data-kind=${kind} style=${{ transform: `translate(${x}px, ${-up}px)` }}></span>`
}

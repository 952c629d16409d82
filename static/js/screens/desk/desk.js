// The facilitator's desk: head, what waits, the grid, and what holds the day together.

import { t } from "../../lib/i18n.js"
import { recall, remember } from "../../lib/device.js"
import { Icon } from "../../parts/icons.js"
import { html, signal, useRef } from "../../../vendor/preact.js"
import { ClockPanel } from "./clock-panel.js"
import { dragged } from "./dragging.js"
import { Grid } from "./grid.js"
import { titleOf } from "./hand.js"
import { HandBar } from "./hand-bar.js"
import { DeskHead } from "./head.js"
import { KnowPanel } from "./know-panel.js"
import { MoreRooms } from "./more-rooms.js"
import { SayPanel } from "./say-panel.js"
import { SheetHost } from "./sheet-host.js"
import { PaperWays, PutAside, Waiting } from "./waiting.js"
import { WallPanel } from "./wall-panel.js"

const FOLDED = "openspace.desk.folded"

/** @typedef {"start"|"end"} Side the panel where reading starts, or where it ends */

/** Which side panels are folded, on this device. */
const folded = signal(/** @type {Side[]} */ (recall(FOLDED) ?? []))

/** @param {Side} side */
function foldSide(side) {
  folded.value = folded.value.includes(side) ? folded.value.filter((one) => one !== side) : [...folded.value, side]
  remember(FOLDED, folded.value)
}

export function Desk() {
  const scroller = /** @type {import("../../../vendor/preact.js").RefObject<HTMLDivElement>} */ (useRef(null))
  return html`
    <div class="desk" data-folded=${folded.value.join(" ")}>
      <${DeskHead} />
      <${SidePanel} side="start" name=${t("Waiting topics")}>
        <${Waiting} />
        <${PutAside} />
        <${PaperWays} />
      <//>
      <main class="desk__main">
        <div class="desk__grid" data-scrolls ref=${scroller}><${Grid} /></div>
        <${MoreRooms} scroller=${scroller} />
        <${HandBar} />
      </main>
      <${SidePanel} side="end" name=${t("Walls and clock")}>
        <${WallPanel} />
        <${ClockPanel} />
        <${SayPanel} />
        <${KnowPanel} />
      <//>
      <${SheetHost} />
      <${CardUnderPointer} />
    </div>`
}

/** @param {{side: Side, name: string, children?: import("../../../vendor/preact.js").ComponentChildren}} props */
function SidePanel({ side, name, children }) {
  const isFolded = folded.value.includes(side)
  const id = `side-${side}`
  return html`
    <aside class="side" data-side=${side} aria-label=${name} data-folded=${isFolded}>
      <button class="side__fold" type="button" aria-expanded=${!isFolded} aria-controls=${id} onClick=${() => foldSide(side)}>
        <${Icon} name="chevron" /><span class=${isFolded ? "side__name" : "side__name visually-hidden"}>${name}</span>
      </button>
      <div class="side__body" id=${id} hidden=${isFolded}>${children}</div>
    </aside>`
}

/** The card on its way, under mouse or finger. */
function CardUnderPointer() {
  if (!dragged.value) return null
  const { topic, x, y } = dragged.value
  const style = { transform: `translate(${x}px, ${y}px)` }
  return html`<div class="dragged" aria-hidden="true" style=${style}><span dir="auto">${titleOf(topic)}</span></div>`
}

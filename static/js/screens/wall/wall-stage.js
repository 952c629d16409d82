// Which scene is up, and what was just said to all.

import { now } from "../../clock.js"
import { FittedText } from "../../parts/fitted-text.js"
import { board, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { AgendaScene } from "./agenda-scene.js"
import { announcementLarge } from "./announcements.js"
import { BookScene } from "./book-scene.js"
import { agendaPages, floorPages } from "./day.js"
import { deviceNow } from "./device-time.js"
import { FloorScene } from "./floor-scene.js"
import { JoinScene } from "./join-scene.js"
import { marketPages } from "./market.js"
import { MarketScene } from "./market-scene.js"
import { Moment } from "./moment.js"
import { pageUp } from "./paging.js"
import { PrinciplesScene } from "./principles-scene.js"
import { principles } from "./principles.js"
import { isNarrow, measuredAnew } from "./screen-size.js"
import { showing } from "./showing.js"
import { ThemeScene } from "./theme-scene.js"
import { WallPage } from "./wall-page.js"
import { writingPages } from "./writing.js"
import { WritingScene } from "./writing-scene.js"

/** @typedef {import("../../wire.js").Scene} Scene */
/** @typedef {import("./paging.js").Turn} Turn */

export function WallStage() {
  const { scene, turn } = showing.value
  const announcement = scene === "theme" ? null : announcementLarge(board.value, now.value)
  if (announcement) return html`<${SaidToAll} scene=${scene} text=${announcement.text} />`
  switch (scene) {
    case "join": return html`<${JoinScene} />`
    case "market": return html`<${MarketScene} turn=${turn} />`
    case "agenda": return html`<${AgendaScene} turn=${turn} />`
    case "floor": return html`<${FloorScene} turn=${turn} />`
    case "writing": return html`<${WritingScene} turn=${turn} />`
    case "principles": return html`<${PrinciplesScene} page=${turn.page} />`
    case "book": return html`<${BookScene} />`
    default: return html`<${ThemeScene} />`
  }
}

/** @param {{scene: Scene, text: string}} props */
function SaidToAll({ scene, text }) {
  return html`
    <${WallPage} scene=${scene} side=${html`<${Moment} />`}>
      <section class="said-to-all">
        <${FittedText} piece="said-to-all__words" text=${text} room=${measuredAnew.value} />
      </section>
    <//>`
}

/**
 * How many pages a scene has, and which is up.
 * @param {Scene} scene
 * @returns {{count: number, page: (turn: Turn) => number}}
 */
export function pagesOfScene(scene) {
  const count = pageCount(scene)
  if (scene === "principles") return { count, page: ({ page }) => Math.min(page, count - 1) }
  return { count, page: (turn) => pageUp(turn, count, deviceNow.value) }
}

/** @param {Scene} scene */
function pageCount(scene) {
  switch (scene) {
    case "market": return marketPages(board.value).length
    case "agenda": return agendaPages(board.value, now.value, isNarrow.value).length
    case "floor": return floorPages(board.value, now.value).length
    case "writing": return writingPages(board.value, presence.value.notes, now.value).length
    case "principles": return principles().length
    default: return 1
  }
}

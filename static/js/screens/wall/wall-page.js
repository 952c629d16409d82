// The frame of every scene but the theme: what gathering and what time it is, the scene, and one line below it.

import { now, zoneTime } from "../../clock.js"
import { readBoot } from "../../lib/boot.js"
import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { FittedText } from "../../parts/fitted-text.js"
import { board, frame, link } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { announcementBelow } from "./announcements.js"
import { isLawLoud } from "./day.js"
import { theLaw } from "./principles.js"
import { codeInWords } from "./address.js"

/** @typedef {import("../../../vendor/preact.js").ComponentChildren} ComponentChildren */

const CONNECTING_MAX_MS = 5_000

/**
 * @param {{
 *   scene: import("../../wire.js").Scene,
 *   title?: string,
 *   side?: ComponentChildren,
 *   below?: ComponentChildren,
 *   showsCode?: boolean,
 *   children: ComponentChildren,
 * }} props `title` empty: the gathering's. `side`: beside it. `below`: where the last line begins.
 */
export function WallPage({ scene, title = "", side = null, below = null, showsCode = true, children }) {
  return html`
    <div class="wall" data-scene=${scene}>
      <header class="wall__head">
        <h1 class="wall__title" dir="auto"><bdi>${title || frame.value.title}</bdi></h1>
        <${HowOld} />
        <div class="wall__side">${side}</div>
      </header>
      <main class="wall__body">${children}</main>
      <${LastLine} below=${below} showsCode=${showsCode} />
    </div>`
}

/** @param {{below: ComponentChildren, showsCode: boolean}} props */
function LastLine({ below, showsCode }) {
  if (isLawLoud(board.value, now.value)) {
    return html`<footer class="wall__foot wall__foot--loud"><${FittedText} piece="wall__loud" text=${theLaw()} /></footer>`
  }
  const announcement = announcementBelow(board.value, now.value)
  return html`
    <footer class="wall__foot">
      ${below}
      <p class="wall__line" dir=${announcement ? "auto" : null}>${announcement?.text ?? theLaw()}</p>
      ${showsCode && html`<p class="board-code">${codeInWords(readBoot().code)}</p>`}
    </footer>`
}

/** When cut off: how old all this is. */
function HowOld() {
  const { state, since } = link.value
  const isPatient = state === "connecting" && now.value - since < CONNECTING_MAX_MS
  if (state === "live" || isPatient) return null
  const time = isolateLeftToRight(zoneTime(since, frame.value.timezone))
  return html`<p class="wall__age status" data-state="cut-off">${t("as of {time}", { time })}</p>`
}

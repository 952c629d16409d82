// The principles and the law, one by one, as large as the hall needs them.

import { readerLanguage, t } from "../../lib/i18n.js"
import { FittedText } from "../../parts/fitted-text.js"
import { html } from "../../../vendor/preact.js"
import { principles } from "./principles.js"
import { measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"

/** @param {{page: number}} props 0 is the first; past the last: the last */
export function PrinciplesScene({ page }) {
  const all = principles()
  const index = Math.min(page, all.length - 1)
  const { title, text } = all[index]
  const below = html`<p class="wall__fact">${t("{n} of {all}", { n: index + 1, all: all.length })}</p>`
  return html`
    <${WallPage} scene="principles" below=${below}>
      <section class="principle" key=${index}>
        <${FittedText} piece="principle__words" tag="h2" text=${title} language=${readerLanguage()} room=${measuredAnew.value} />
        <p class="principle__text">${text}</p>
      </section>
    <//>`
}

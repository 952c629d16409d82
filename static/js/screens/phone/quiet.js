// In a circle every phone says only: look up. Acts and drafts are kept and come back.

import { html, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { t } from "../../lib/i18n.js"
import { frame } from "../../store.js"

export function QuietScreen() {
  const heading = /** @type {import("../../../vendor/preact.js").RefObject<HTMLHeadingElement>} */ (useRef(null))
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { theme, title, language } = frame.value
  return html`
    <main class="quiet">
      <p class="quiet__theme" dir="auto" lang=${language}>${theme || title}</p>
      <h1 class="quiet__heading" ref=${heading} tabindex="-1">${t("Look up")}</h1>
      <p>${t("Everybody meets in the circle. What you have written is kept.")}</p>
    </main>`
}

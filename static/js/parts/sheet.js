// What comes up over a page and keeps the keyboard until it is closed. Knows nothing of what it holds.

import { html, useLayoutEffect, useRef } from "../../vendor/preact.js"
import { t } from "../lib/i18n.js"
import { Icon } from "./icons.js"

const STOPS = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']"

/**
 * The focus goes to what is marked `data-first`, or else to the heading, unless what it holds has taken it; and back when it closes.
 * @param {{title: string, isWide?: boolean, onClose: () => void, children?: import("../../vendor/preact.js").ComponentChildren}} props
 */
export function Sheet({ title, isWide = false, onClose, children }) {
  const sheet = /** @type {import("../../vendor/preact.js").RefObject<HTMLElement>} */ (useRef(null))
  const lender = useRef(document.activeElement) // now: what it holds may take the focus before the sheet does
  useLayoutEffect(() => borrowFocus(sheet.current, lender.current), [])
  return html`
    <div class="sheet-layer">
      <div class="backdrop" onClick=${onClose}></div>
      <section class=${`sheet ${isWide ? "sheet--wide" : ""}`} role="dialog" aria-modal="true" aria-labelledby="sheet-title" ref=${sheet}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => keepInside(event, sheet.current, onClose)}>
        <div class="sheet__head">
          <h2 id="sheet-title" tabindex="-1" dir="auto">${title}</h2>
          <button class="button button--quiet sheet__close" type="button" aria-label=${t("Close")} onClick=${onClose}><${Icon} name="close" /></button>
        </div>
        ${children}
      </section>
    </div>`
}

/**
 * @param {HTMLElement|null} sheet
 * @param {Element|null} lender who gets it back
 */
function borrowFocus(sheet, lender) {
  const first = sheet?.querySelector("[data-first]") ?? sheet?.querySelector("h2")
  if (first instanceof HTMLElement && !sheet?.contains(document.activeElement)) first.focus()
  return () => {
    if (lender instanceof HTMLElement && lender.isConnected) lender.focus()
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement|null} sheet
 * @param {() => void} onClose
 */
function keepInside(event, sheet, onClose) {
  if (event.key === "Escape") {
    event.stopPropagation()
    onClose()
  }
  if (event.key !== "Tab" || !sheet) return
  const stops = [...sheet.querySelectorAll(STOPS)].filter((stop) => stop instanceof HTMLElement && stop.offsetParent !== null)
  const isAtEnd = event.shiftKey ? [stops[0], sheet.querySelector("h2")] : [stops[stops.length - 1]]
  if (!isAtEnd.includes(document.activeElement)) return
  event.preventDefault()
  const next = stops[event.shiftKey ? stops.length - 1 : 0]
  if (next instanceof HTMLElement) next.focus()
}

// The small toolbar over the notes. One stop for Tab; the arrow keys go from button to button.

import { t } from "../../lib/i18n.js"
import { html, useRef } from "../../../vendor/preact.js"

/** In a box of 24 × 24, drawn with a line 2 wide. Here and not in `parts/icons.js`, which every phone loads. */
const TOOL_SIGNS = {
  "bullets": "M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01",
  "clock": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7.5V12l3 2",
  "hand": "M4 12.5l5 5L20 6.5",
  "link": "M10 14l4-4M8.5 11L6 13.5a3.2 3.2 0 0 0 4.5 4.5L13 15.5M15.5 13L18 10.5A3.2 3.2 0 0 0 13.5 6L11 8.5",
  "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  "redo": "M15 6l5 5-5 5M20 11H9.5a5.5 5.5 0 0 0 0 11h2",
  "undo": "M9 6L4 11l5 5M4 11h10.5a5.5 5.5 0 0 1 0 11h-2",
}

/** @typedef {keyof typeof TOOL_SIGNS} ToolSign */
/**
 * @typedef {object} Tool
 * @property {string} id
 * @property {string} name
 * @property {ToolSign} [sign] drawn
 * @property {string} [text] shown; else the icon alone
 * @property {string} [keys] "Control+B", as aria-keyshortcuts has it
 * @property {boolean} [isGreyed]
 * @property {() => void} onPress
 */

/** @param {{tools: Tool[]}} props */
export function Toolbar({ tools }) {
  const bar = /** @type {import("../../../vendor/preact.js").RefObject<HTMLElement>} */ (useRef(null))
  return html`
    <div class="notes-tools" role="toolbar" aria-label=${t("Tools for the text")} aria-controls="notes-text" ref=${bar}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => walkTools(event, bar.current)}>
      ${tools.map((tool, index) => html`<${ToolButton} key=${tool.id} tool=${tool} isFirst=${index === 0} />`)}
    </div>`
}

/** @param {{tool: Tool, isFirst: boolean}} props */
function ToolButton({ tool: { id, name, sign, text, keys, isGreyed = false, onPress }, isFirst }) {
  const press = () => {
    if (!isGreyed) onPress()
  }
  // The text keeps the focus and its selection when a mouse presses.
  return html`
    <button class="button button--quiet notes-tools__tool" type="button" data-tool=${id} tabindex=${isFirst ? 0 : -1} aria-label=${name}
      title=${keys ? `${name} (${keys.replace("Control", "Ctrl")})` : name} aria-keyshortcuts=${keys ?? null} aria-disabled=${isGreyed}
      onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${press}>
      ${sign && html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${TOOL_SIGNS[sign]} /></svg>`}${text && html`<span class=${`notes-tools__text notes-tools__text--${id}`}>${text}</span>`}
    </button>`
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement|null} bar
 */
function walkTools(event, bar) {
  const buttons = /** @type {HTMLElement[]} */ ([...(bar?.querySelectorAll("button") ?? [])])
  const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const forward = getComputedStyle(/** @type {HTMLElement} */ (bar)).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
  const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
  const next = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (next === undefined || at < 0) return
  event.preventDefault()
  const button = buttons[(next + buttons.length) % buttons.length]
  buttons.forEach((one) => { one.tabIndex = one === button ? 0 : -1 })
  button.focus()
}

// The bottom bar: places to be, and in the middle the one loud act. Knows nothing of what they are.

import { html } from "../../vendor/preact.js"
import { Icon } from "./icons.js"

/**
 * @typedef {object} Tab
 * @property {string} href
 * @property {string} text
 * @property {boolean} isCurrent
 * @property {boolean} [isLoud] the act in the middle
 */

/** @param {{label: string, tabs: Tab[]}} props */
export function TabBar({ label, tabs }) {
  return html`
    <nav class="tab-bar" aria-label=${label}>
      ${tabs.map((tab) => html`<${TabLink} key=${tab.href} tab=${tab} />`)}
    </nav>`
}

/** @param {{tab: Tab}} props */
function TabLink({ tab }) {
  const current = tab.isCurrent ? "page" : null
  if (!tab.isLoud) return html`<a class="tab-bar__tab" href=${tab.href} aria-current=${current}><span class="tab-bar__text">${tab.text}</span></a>`
  return html`
    <a class="button button--loud tab-bar__propose" href=${tab.href} aria-current=${current}>
      <${Icon} name="plus" /><span class="tab-bar__text">${tab.text}</span>
    </a>`
}

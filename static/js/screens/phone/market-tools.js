// How the market is narrowed and ordered. The choices outlive a visit to another tab.

import { html, signal } from "../../../vendor/preact.js"
import { t } from "../../lib/i18n.js"

/** @typedef {"all"|"waiting"|"mine"|"starred"} MarketFilter */
/** @typedef {"newest"|"time"} MarketOrder */

export const marketSearch = signal("")
export const marketFilter = signal(/** @type {MarketFilter} */ ("all"))
export const marketOrder = signal(/** @type {MarketOrder} */ ("newest"))

export function MarketTools() {
  return html`
    <form class="stack stack--tight" role="search" onSubmit=${putAwayKeyboard}>
      <div class="market-tools__line">
        <input class="field__input market-tools__search" type="search" enterkeyhint="search" autocomplete="off" dir="auto"
          aria-label=${t("Search topics")} placeholder=${t("Search")} value=${marketSearch.value} onInput=${onSearch} />
        <select class="field__input market-tools__order" aria-label=${t("Order")} value=${marketOrder.value} onChange=${onOrder}>
          <option value="newest">${t("Newest first")}</option>
          <option value="time">${t("By time")}</option>
        </select>
      </div>
      <div class="market-tools__filters" role="group" aria-label=${t("Which topics")}>
        ${filters().map(([name, text]) => html`
          <button key=${name} class="button market-tools__filter" type="button" aria-pressed=${marketFilter.value === name}
            onClick=${() => { marketFilter.value = name }}>${text}</button>`)}
      </div>
    </form>`
}

/** @returns {[MarketFilter, string][]} */
function filters() {
  return [["all", t("All")], ["waiting", t("Waiting")], ["mine", t("My own")], ["starred", t("Starred")]]
}

/** @param {Event} event */
function onSearch(event) {
  marketSearch.value = /** @type {HTMLInputElement} */ (event.currentTarget).value
}

/** @param {Event} event */
function onOrder(event) {
  marketOrder.value = /** @type {MarketOrder} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value)
}

/** @param {SubmitEvent} event */
function putAwayKeyboard(event) {
  event.preventDefault()
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

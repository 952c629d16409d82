// What stays at the bottom: the way to messages further up, or the offer to take the last act back; then the tabs.

import { html } from "../../../vendor/preact.js"
import { Icon } from "../../parts/icons.js"
import { TabBar } from "../../parts/tab-bar.js"
import { t, tn } from "../../lib/i18n.js"
import { lastAct, undoLastAct } from "./acts.js"
import { messages } from "./messages.js"
import { areMessagesInSight, showMessages } from "./messages-region.js"
import { hrefOf, route } from "./route.js"

/** @typedef {import("./route.js").RouteName} RouteName */

/** Screens that have the whole height for one thing, with its button where the tabs would be. @type {ReadonlySet<RouteName>} */
const WITHOUT_TABS = new Set(["propose", "edit", "place", "again"])

export function PhoneFoot() {
  if (WITHOUT_TABS.has(route.value.name)) return null
  return html`
    <div class="phone-foot" data-bars>
      <${FootLine} />
      <${TabBar} label=${t("Board")} tabs=${tabs()} />
    </div>`
}

function FootLine() {
  const count = messages.value.length
  if (count > 0 && !areMessagesInSight.value) {
    return html`
      <section aria-label=${t("Further up")}>
        <button class="phone-foot__line phone-foot__line--loud" type="button" onClick=${showMessages}>
          <${Icon} name="bell" />${tn("{n} message to you", "{n} messages to you", count)}
        </button>
      </section>`
  }
  if (!lastAct.value) return null
  return html`
    <section class="phone-foot__line" aria-label=${t("Your last act")}>
      <span class="phone-foot__text" dir="auto">${lastAct.value.text}</span>
      <button class="button button--quiet phone-foot__undo" type="button" onClick=${undoLastAct}><${Icon} name="undo" />${t("Undo")}</button>
    </section>`
}

/** @returns {import("../../parts/tab-bar.js").Tab[]} */
function tabs() {
  /** @type {[RouteName, string][]} */
  const places = [["market", t("Market")], ["agenda", t("Agenda")], ["propose", t("Topic")], ["here", t("Here")], ["mine", t("Mine")]]
  return places.map(([name, text]) => ({ href: hrefOf(name), text, isCurrent: route.value.name === name, isLoud: name === "propose" }))
}

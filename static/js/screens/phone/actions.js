// What people have taken on, on a phone: one's own under "Mine", everybody's on a screen of its own.

import { html } from "../../../vendor/preact.js"
import { AboutTopic, AllActions } from "../../parts/action-board.js"
import { BoardAction } from "../../parts/action-list.js"
import { actionsByDate } from "../../lib/actions.js"
import { t, tn } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { myself } from "./facts.js"
import { PageHead } from "./page-head.js"
import { hrefOf } from "./route.js"

export function ActionsScreen() {
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("Who does what by when")} back=${t("Actions")} />
      <div class="page__body"><${AllActions} hrefOfTopic=${hrefOfTopicScreen} /></div>
    </main>`
}

export function MyActions() {
  const own = actionsByDate(board.value, ({ person }) => person === myself())
  const count = Object.keys(board.value.actions).length
  return html`
    <div class="stack">
      ${own.length === 0 && html`<p class="soft">${t("Nothing yet. On the page of a topic you can take something on.")}</p>`}
      ${own.map((action) => html`<${BoardAction} key=${action.id} action=${action} about=${html`<${AboutTopic} id=${action.topic} hrefOfTopic=${hrefOfTopicScreen} />`} />`)}
      ${count > 0 && html`<a class="button button--wide" href=${hrefOf("actions")}>${tn("{n} action on the board", "All {n} actions on the board", count)}</a>`}
    </div>`
}

/** @param {string} topic */
function hrefOfTopicScreen(topic) {
  return hrefOf("topic", topic)
}

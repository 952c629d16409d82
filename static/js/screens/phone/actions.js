// What people have taken on, on a phone: about a topic, one's own under "Mine", everybody's on a screen of its own.
// The form to write in is the report's, on its own page: this one has to arrive quickly.

import { html } from "../../../vendor/preact.js"
import { AboutTopic, AllActions } from "../../parts/action-board.js"
import { BoardAction } from "../../parts/board-action.js"
import { Icon } from "../../parts/icons.js"
import { actionsByDate, mayWrite } from "../../lib/actions.js"
import { t, tn } from "../../lib/i18n.js"
import { board, me } from "../../store.js"
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

/** @param {{topic: import("../../wire.js").Topic}} props */
export function TopicActions({ topic }) {
  const { id } = topic
  const actions = actionsByDate(board.value, (action) => action.topic === id)
  const isWriter = mayWrite(board.value, topic, me.value)
  if (actions.length === 0 && !isWriter) return null
  return html`
    <section class="stack stack--tight">
      <h2>${t("Who does what by when")}</h2>
      <ul class="stack stack--tight" role="list">
        ${actions.map((action) => html`<li key=${action.id}><${BoardAction} action=${action} /></li>`)}
      </ul>
      ${isWriter && html`<a class="action-list__add" href=${`${hrefOf("topic", id)}/report#action`}><${Icon} name="plus" />${t("Add: what, who, by when")}</a>`}
    </section>`
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

// Everything people have taken on, by date, with the topic each belongs to.

import { actionsByDate, isToBeDone } from "../lib/actions.js"
import { t, tn } from "../lib/i18n.js"
import { breakableTitle } from "../lib/titles.js"
import { board } from "../store.js"
import { html, useState } from "../../vendor/preact.js"
import { BoardAction } from "./board-action.js"

/** @param {{hrefOfTopic?: (topic: string) => string, isOpenToAll?: boolean}} props `hrefOfTopic`: where its words lead; nowhere if left out */
export function AllActions({ hrefOfTopic, isOpenToAll = false }) {
  const [isWhole, setWhole] = useState(false)
  const all = actionsByDate(board.value)
  const open = all.filter(isToBeDone)
  const shown = isWhole ? all : open
  if (all.length === 0) return html`<p class="soft">${t("Nothing has been taken on yet.")}</p>`
  return html`
    <div class="stack">
      <div class="button-group action-board__which" role="group" aria-label=${t("Which actions")}>
        <button class="button button-group__button" type="button" aria-pressed=${!isWhole} onClick=${() => setWhole(false)}>${tn("{n} to do", "{n} to do", open.length)}</button>
        <button class="button button-group__button" type="button" aria-pressed=${isWhole} onClick=${() => setWhole(true)}>${tn("All {n}", "All {n}", all.length)}</button>
      </div>
      <ul class="stack stack--tight" role="list">
        ${shown.map((action) => html`
          <li key=${action.id}><${BoardAction} action=${action} isOpenToAll=${isOpenToAll} about=${html`<${AboutTopic} id=${action.topic} hrefOfTopic=${hrefOfTopic} />`} /></li>`)}
      </ul>
    </div>`
}

/** Which topic an action belongs to. @param {{id: string, hrefOfTopic?: (topic: string) => string}} props */
export function AboutTopic({ id, hrefOfTopic }) {
  const topic = board.value.topics[id]
  const title = topic ? breakableTitle(topic) : ""
  return hrefOfTopic ? html`<a class="action-card__topic" href=${hrefOfTopic(id)} dir="auto">${title}</a>` : html`<p class="soft text-small" dir="auto">${title}</p>`
}

// What the reader's own sessions have left behind: which still have no notes is said to their convener alone, and gently.

import { html, useEffect } from "../../../vendor/preact.js"
import { hasEnded, newestTopics, sessionsOf } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { board, presence } from "../../store.js"
import { atThisPoint, isMyTopic, languageOf, slotOf } from "./facts.js"
import { hrefOf } from "./route.js"
import { watchNotes } from "./topic-notes.js"

/** @typedef {import("../../wire.js").Topic} Topic */

export function MyReports() {
  const met = newestTopics(board.value).filter((topic) => isMyTopic(topic) && hasBegun(topic))
  const isWatching = met.length > 0
  useEffect(() => (isWatching ? watchNotes() : undefined), [isWatching])
  if (!isWatching) return null
  return html`
    <h2>${t("My reports")}</h2>
    <ul class="stack stack--tight" role="list">${met.map((topic) => html`<li key=${topic.id}><${MyReport} topic=${topic} /></li>`)}</ul>`
}

/** @param {{topic: Topic}} props */
function MyReport({ topic }) {
  const { id, title, is_ready } = topic
  const isEmpty = presence.value.notes[id]?.is_empty ?? true
  return html`
    <div class="card stack stack--tight">
      <p><strong dir="auto" lang=${languageOf(topic)}>${title}</strong></p>
      <p class="soft">${is_ready ? t("The report is ready.") : isEmpty ? nudge(id) : t("It has notes.")}</p>
      ${!is_ready && html`<a class="button" href=${`${hrefOf("topic", id)}/report`}>${isEmpty ? t("Write the report") : t("Go on writing")}</a>`}
    </div>`
}

/** @param {string} id of a topic */
function nudge(id) {
  const isOver = sessionsOf(board.value, id).every((session) => hasEnded(slotOf(session), atThisPoint()))
  return isOver ? t("Your session is over. A few lines are enough, and everybody gets them.") : t("No notes yet.")
}

/** @param {Topic} topic */
function hasBegun({ id }) {
  return sessionsOf(board.value, id).some((session) => Date.parse(slotOf(session).starts) <= atThisPoint())
}

// A topic's report on a phone: its words by heading, who does what, photos, and "ready".

import { isQuiet } from "../../lib/agenda.js"
import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board, frame, link } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { ActionList } from "../../parts/action-list.js"
import { Icon } from "../../parts/icons.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { PhotoShelf } from "../../parts/photo-shelf.js"
import { ReportSettings } from "../../parts/report-settings.js"
import { ReportBar } from "./report-bar.js"
import { ReportForm } from "./report-form.js"
import { ReportState } from "./report-state.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */
/** @typedef {{room: NotesRoom, binding: import("./report-binding.js").ReportBinding, id: string}} ReportProps `id`: of the topic */

/** @param {ReportProps} props */
export function ReportPage({ room, binding, id }) {
  const topic = board.value.topics[id]
  const language = topic?.language || frame.value.language
  const isReadOnly = room.readOnly.value !== "" || room.state.value === "ended"
  return html`
    <div class="page">
      <header class="page__head">
        <a class="report-back" href=${topicHref(id)}><${Icon} name="close" />${t("Topic")}</a>
        <h1 dir="auto" lang=${language}>${topic ? breakableTitle(topic) : t("This topic is not up")}</h1>
        <${ReportState} room=${room} />
      </header>
      <main class="page__body">
        <${Obstacles} room=${room} />
        ${room.isSynced.value || room.hasUnsaved.value
          ? html`<${ReportForm} binding=${binding} language=${language} isReadOnly=${isReadOnly} />`
          : html`<p role="status">${t("The notes are on their way …")}</p>`}
        <${ActionList} topic=${id} canWrite=${!isReadOnly} />
        <${PhotoShelf} topic=${id} canWrite=${!isReadOnly} />
        ${topic && html`<h2>${t("The report")}</h2><${ReportSettings} topic=${id} />`}
      </main>
      <${ReportBar} room=${room} />
    </div>`
}

/** Why somebody cannot write here, and what they wrote all the same. @param {{room: NotesRoom}} props */
function Obstacles({ room }) {
  const { withheld } = room
  const words = obstacle(room)
  return html`
    ${isQuiet(board.value) && html`<${NoticeBox} kind="" title=${t("Look up: we meet in the circle now.")} text=${t("What you have written is kept.")} />`}
    ${words && html`<${NoticeBox} kind="warn" title=${words.title} text=${words.text} />`}
    ${withheld.value && html`
      <div class="field">
        <label class="field__label" for="withheld">${t("What you wrote, and may not be sent any more")}</label>
        <textarea class="field__input" id="withheld" readonly dir="auto" rows="5">${withheld.value}</textarea>
      </div>`}`
}

/** @param {NotesRoom} room @returns {{title: string, text: string}|null} */
function obstacle({ readOnly, state, reason }) {
  if (link.value.state === "ended" || (state.value === "ended" && reason.value !== "forbidden")) {
    return { title: t("The board does not know this phone any more"), text: t("Join again, with the same name if you like. Your topics stay up.") }
  }
  switch (readOnly.value) {
    case "gone": return { title: t("This topic is not up"), text: t("It may have been taken down a moment ago. Its convener finds it under Mine.") }
    case "silenced": return { title: t("This phone may not write"), text: t("Talk to the facilitator.") }
    case "writers": return { title: t("The convener has chosen who writes this report."), text: t("You can read it here as it grows.") }
    default: return state.value === "ended" ? { title: t("This report is closed to this phone"), text: t("Load the page again.") } : null
  }
}

/** @param {string} id */
function topicHref(id) {
  return `/b/${encodeURIComponent(readBoot().code)}/topics/${encodeURIComponent(id)}`
}

// A topic's report on a phone: its words by heading, who does what, photos, and "ready".

import { isQuiet } from "../../lib/agenda.js"
import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { notesAddress } from "../../lib/notes-address.js"
import { roomTaken } from "../../lib/notes-size.js"
import { breakableTitle } from "../../lib/titles.js"
import { board, frame } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { ActionList } from "../../parts/action-list.js"
import { Icon } from "../../parts/icons.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { PhotoShelf } from "../../parts/photo-shelf.js"
import { ReportSettings } from "../../parts/report-settings.js"
import { NotesBanners } from "../notes/notes-banners.js"
import { ReportBar } from "./report-bar.js"
import { ReportForm } from "./report-form.js"
import { ReportState } from "./report-state.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */
/** @typedef {{room: NotesRoom, binding: import("./report-binding.js").ReportBinding, id: string}} ReportProps `id`: of the topic */

/** @param {ReportProps} props */
export function ReportPage({ room, binding, id }) {
  const topic = board.value.topics[id]
  const language = topic?.language || frame.value.language
  const isReadOnly = room.isReadOnly.value
  return html`
    <div class="page">
      <header class="page__head">
        <a class="report-back" href=${topicHref(id)}><${Icon} name="close" />${t("Topic")}</a>
        <h1 dir="auto" lang=${language}>${topic ? breakableTitle(topic) : t("This topic is not up")}</h1>
        <${ReportState} room=${room} />
        <a class="report-whole" href=${notesAddress(id)}>${t("Write it as one text")}</a>
      </header>
      <main class="page__body">
        <${Obstacles} room=${room} binding=${binding} />
        ${room.isSynced.value || room.hasUnsaved.value
          ? html`<${ReportForm} binding=${binding} language=${language} isReadOnly=${isReadOnly} />`
          : html`<p role="status">${t("The notes are on their way …")}</p>`}
        <${ActionList} topic=${id} canWrite=${!isReadOnly} />
        <${PhotoShelf} topic=${id} canWrite=${!isReadOnly} />
        ${topic && html`<h2>${t("The report")}</h2><${ReportSettings} topic=${id} />`}
      </main>
      <${ReportBar} room=${room} isHeldBack=${binding.isHeldBack.value} />
    </div>`
}

/** What a writer must know, and a text to copy by hand. @param {{room: NotesRoom, binding: ReportProps["binding"]}} props */
function Obstacles({ room, binding }) {
  const [copied, setCopied] = useState("")
  const size = roomTaken(binding.text.value, binding.storedBytes())
  return html`
    ${isQuiet(board.value) && html`<${NoticeBox} kind="" title=${t("Look up: we meet in the circle now.")} text=${t("What you have written is kept.")} />`}
    <${NotesBanners} room=${room} size=${size} isHeldBack=${binding.isHeldBack.value} onCopy=${setCopied} />
    ${copied && html`
      <div class="field">
        <label class="field__label" for="to-copy">${t("Your text, to copy")}</label>
        <textarea class="field__input" id="to-copy" readonly dir="auto" rows="6">${copied}</textarea>
      </div>`}`
}

/** @param {string} id */
function topicHref(id) {
  return `/b/${encodeURIComponent(readBoot().code)}/topics/${encodeURIComponent(id)}`
}

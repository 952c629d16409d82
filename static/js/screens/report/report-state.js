// Whether what was written is stored, and who writes, in words.

import { t, tn } from "../../lib/i18n.js"
import { html } from "../../../vendor/preact.js"
import { ConnectionStatus } from "../../parts/connection-status.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */

/** @param {{room: NotesRoom}} props */
export function ReportState({ room }) {
  const { writers, readers } = room.people.value
  return html`
    <div class="report-state">
      <${ConnectionStatus} ...${stateInWords(room)} />
      ${writers + readers > 1 && html`<span class="soft">${peopleInWords(writers, readers)}</span>`}
    </div>`
}

/** @param {NotesRoom} room @returns {{state: "live"|"waiting"|"cut-off", text: string}} */
function stateInWords({ state, hasUnsaved }) {
  switch (state.value) {
    case "saved": return { state: "live", text: t("saved") }
    case "saving": return { state: "waiting", text: t("saving") }
    case "connecting": return { state: "waiting", text: t("connecting") }
    case "offline": return { state: "cut-off", text: hasUnsaved.value ? t("no network: kept on this device") : t("no network") }
    case "ended": return { state: "cut-off", text: t("ended") }
  }
}

/** @param {number} writers @param {number} readers */
function peopleInWords(writers, readers) {
  return [writers > 0 && tn("{n} writes", "{n} write", writers), readers > 0 && tn("{n} reads", "{n} read", readers)].filter(Boolean).join(", ")
}

// Whether what was written is stored, and who writes.

import { peopleInWords, savedInWords } from "../../lib/notes-words.js"
import { html } from "../../../vendor/preact.js"
import { ConnectionStatus } from "../../parts/connection-status.js"

/** @param {{room: import("../../notes-room.js").NotesRoom}} props */
export function ReportState({ room }) {
  const { writers, readers } = room.people.value
  return html`
    <div class="report-state">
      <${ConnectionStatus} ...${savedInWords(room)} />
      ${writers + readers > 1 && html`<span class="soft">${peopleInWords(room.people.value)}</span>`}
    </div>`
}

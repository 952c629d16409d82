// The notes screen: what is written to the left, what follows from it to the right.

import { announceChange } from "../../lib/announcer.js"
import { mayWrite } from "../../lib/actions.js"
import { roomTaken } from "../../lib/notes-size.js"
import { followStoredSize } from "../../lib/stored-size.js"
import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { ActionForm } from "../../parts/action-form.js"
import { ActionList } from "../../parts/action-list.js"
import { PhotoShelf } from "../../parts/photo-shelf.js"
import { ReportSettings } from "../../parts/report-settings.js"
import { Sheet } from "../../parts/sheet.js"
import { board, me } from "../../store.js"
import { html, useEffect, useMemo, useRef, useState } from "../../../vendor/preact.js"
import { Editor } from "./editor.js"
import { selectedWords } from "./markdown-edits.js"
import { chooseToBeNamed, hasName, isNamed, isPublic } from "./naming.js"
import { NotesBanners } from "./notes-banners.js"
import { NotesHead } from "./notes-head.js"
import { NotesTools } from "./notes-tools.js"
import { HistorySheet } from "./history-sheet.js"
import { CopySheet, TakeAlong, copyText } from "./take-along.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */
/** @typedef {import("../../../vendor/codemirror.js").EditorView} EditorView */
/** @typedef {{kind: "copy", text: string}|{kind: "action", what: string}|{kind: "history"}|null} OpenSheet */

/** @param {{room: NotesRoom, id: string}} props `id` of the topic */
export function NotesPage({ room, id }) {
  const [view, setView] = useState(/** @type {EditorView|null} */ (null))
  const [sheet, setSheet] = useState(/** @type {OpenSheet} */ (null))
  const [isHeldBack, setHeldBack] = useState(false)
  const storedBytes = useMemo(() => followStoredSize(room.doc), [room])
  const size = useSize(room, storedBytes)
  useSpokenReturn(room)
  useEffect(() => { if (!size.isNearlyFull) setHeldBack(false) }, [size.isNearlyFull])
  const copy = async (/** @type {string} */ text) => {
    if (await copyText(text)) announceChange(t("The text is copied."))
    else setSheet({ kind: "copy", text })
  }
  const close = () => setSheet(null)
  const makeAction = (/** @type {EditorView} */ from) => setSheet({ kind: "action", what: selectedWords(from.state) })
  const wentBack = () => {
    close()
    announceChange(t("The notes read as they did then. Undo brings back what was here."))
    setTimeout(() => view?.focus()) // after the sheet has given the focus back
  }
  return html`
    <div class="notes-page">
      <${NotesHead} room=${room} id=${id} />
      <main class="notes-main" aria-label=${t("Notes")}>
        <div class="notes-top">
          <${NotesBanners} room=${room} size=${size} isHeldBack=${isHeldBack} onCopy=${copy} />
          <${NotesTools} room=${room} view=${view} onAction=${makeAction} onHistory=${() => setSheet({ kind: "history" })} />
        </div>
        <${Editor} room=${room} id=${id} nonce=${readBoot().nonce} storedBytes=${storedBytes} view=${view} onView=${setView}
          onEdit=${setHeldBack} onAction=${makeAction} />
      </main>
      <${Side} id=${id} onCopy=${() => copy(room.text.toString())} />
      ${sheet?.kind === "copy" && html`<${CopySheet} text=${sheet.text} onClose=${close} />`}
      ${sheet?.kind === "action" && html`
        <${Sheet} title=${t("Who does what by when")} onClose=${close}><${ActionForm} topic=${id} what=${sheet.what} onDone=${close} /><//>`}
      ${sheet?.kind === "history" && html`<${HistorySheet} room=${room} id=${id} storedBytes=${storedBytes} onBack=${wentBack} onClose=${close} />`}
    </div>`
}

/** @param {{id: string, onCopy: () => void}} props */
function Side({ id, onCopy }) {
  const topic = board.value.topics[id]
  if (!topic) return null
  const canWrite = mayWrite(board.value, topic, me.value)
  return html`
    <aside class="notes-side" aria-label=${t("What follows from it")}>
      <${ActionList} topic=${id} canWrite=${canWrite} />
      <${PhotoShelf} topic=${id} canWrite=${canWrite} />
      <${TakeAlong} id=${id} canWrite=${canWrite} onCopy=${onCopy} />
      <section class="stack stack--tight" aria-labelledby="about-report">
        <h2 id="about-report">${t("This report")}</h2>
        ${canWrite && html`<${NameChoice} />`}
        <${ReportSettings} topic=${id} />
      </section>
    </aside>`
}

function NameChoice() {
  if (isPublic.value || !hasName.value) return null
  return html`
    <label class="check">
      <input class="check__input" type="checkbox" checked=${isNamed.value} onChange=${() => chooseToBeNamed(!isNamed.value)} />
      <span>${t("Show my name where I write")}</span>
    </label>`
}

/** How full the text is, counted anew when it changes. @param {NotesRoom} room @param {() => number} storedBytes */
function useSize({ text }, storedBytes) {
  const [size, setSize] = useState(() => roomTaken(text.toString(), storedBytes()))
  useEffect(() => {
    const count = () => setSize(roomTaken(text.toString(), storedBytes()))
    text.observe(count)
    count()
    return () => text.unobserve(count)
  }, [text])
  return size
}

/** Said to who cannot see it: everything written without a network has arrived. @param {NotesRoom} room */
function useSpokenReturn({ state, hasUnsaved }) {
  const wasOffline = useRef(false)
  useEffect(() => {
    if (state.value === "offline" && hasUnsaved.value) wasOffline.current = true
    if (state.value !== "saved" || !wasOffline.current) return
    wasOffline.current = false
    announceChange(t("The network is back, and all you wrote is saved."))
  }, [state.value, hasUnsaved.value])
}

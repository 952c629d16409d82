// What is written in: the editor, mounted once the text has come. What it holds is the document's; nothing is kept here.

import { t } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { html, useEffect, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { openEditor, setReadOnly } from "./editor-setup.js"

/** @typedef {import("../../../vendor/codemirror.js").EditorView} EditorView */
/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */

/**
 * @param {{room: NotesRoom, id: string, nonce: string, storedBytes: () => number, view: EditorView|null, onView: (view: EditorView|null) => void,
 *   onEdit: (isHeldBack: boolean) => void, onAction: (view: EditorView) => void}} props `id` of the topic
 */
export function Editor({ room, id, nonce, storedBytes, view, onView, onEdit, onAction }) {
  const place = /** @type {import("../../../vendor/preact.js").RefObject<HTMLElement>} */ (useRef(null))
  const language = board.value.topics[id]?.language ?? ""
  const isReadOnly = room.isReadOnly.value
  useLayoutEffect(() => {
    if (!room.isSynced.value || !place.current) return undefined
    const attributes = {
      id: "notes-text", "aria-label": t("Notes"), "aria-describedby": "notes-keys", ...(language ? { lang: language } : {}),
    }
    const opened = openEditor(place.current, { room, nonce, storedBytes, attributes, isReadOnly, onEdit, onAction })
    onView(opened)
    return () => {
      onView(null)
      opened.destroy()
    }
  }, [room.isSynced.value, language])
  useEffect(() => {
    if (view) setReadOnly(view, isReadOnly)
  }, [view, isReadOnly])
  return html`
    <div class="notes-editor">
      <p class="visually-hidden" id="notes-keys">${t("Tab indents in a list only, and goes on to the next control elsewhere. In a list, press Escape and then Tab to leave the text.")}</p>
      ${!room.isSynced.value && html`<p class="soft">${t("The notes are on their way …")}</p>`}
      <div class="notes-editor__place" ref=${place}></div>
    </div>`
}

// The tools over the text: what each does to the editor that is open.

import { t } from "../../lib/i18n.js"
import { html } from "../../../vendor/preact.js"
import { insertLink, toggleBullet, toggleHeading, toggleInternal, toggleSigns } from "./markdown-edits.js"
import { doing } from "./editor-setup.js"
import { Toolbar } from "./toolbar.js"

/** @typedef {import("../../../vendor/codemirror.js").EditorState} EditorState */
/** @typedef {import("../../../vendor/codemirror.js").EditorView} EditorView */
/** @typedef {import("../../../vendor/codemirror.js").TransactionSpec} TransactionSpec */

/**
 * @param {{room: import("../../notes-room.js").NotesRoom, view: EditorView|null, onAction: (view: EditorView) => void, onHistory: () => void}} props
 *   `view`: null until the text has come
 */
export function NotesTools({ room, view, onAction, onHistory }) {
  const isGreyed = view === null
  const edit = (/** @type {(state: EditorState) => TransactionSpec} */ make) => () => {
    if (!view) return
    doing(make)(view)
    view.focus()
  }
  const act = (/** @type {() => void} */ run) => () => {
    run()
    view?.focus()
  }
  const tools = [
    { id: "heading", name: t("Heading"), text: "H", keys: "Control+Shift+2", onPress: edit(toggleHeading) },
    { id: "bold", name: t("Bold"), text: "B", keys: "Control+B", onPress: edit((state) => toggleSigns(state, "**")) },
    { id: "italic", name: t("Italic"), text: "I", keys: "Control+I", onPress: edit((state) => toggleSigns(state, "*")) },
    { id: "bullets", name: t("Bullets"), sign: "bullets", keys: "Control+Shift+8", onPress: edit(toggleBullet) },
    { id: "link", name: t("Link"), sign: "link", keys: "Control+K", onPress: edit(insertLink) },
    { id: "internal", name: t("Internal"), sign: "lock", text: t("Internal"), keys: "Control+Shift+9", onPress: edit(toggleInternal) },
    { id: "undo", name: t("Undo"), sign: "undo", keys: "Control+Z", onPress: act(() => room.undo.undo()) },
    { id: "redo", name: t("Redo"), sign: "redo", keys: "Control+Y", onPress: act(() => room.undo.redo()) },
    { id: "action", name: t("Make an action of this line"), sign: "hand", text: t("Action"), keys: "Control+Enter", onPress: () => view && onAction(view) },
  ].map((tool) => ({ ...tool, isGreyed }))
  const history = { id: "history", name: t("Earlier versions"), sign: "clock", text: t("Earlier versions"), onPress: onHistory }
  return html`<${Toolbar} tools=${room.isReadOnly.value ? [history] : [...tools, history]} />`
}

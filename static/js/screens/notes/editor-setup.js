// The editor over one document: its text, keys, limits and looks, as CodeMirror wants to be told.

import { fitsNotes } from "../../lib/notes-size.js"
import { Compartment, EditorState, EditorView, Prec, defaultKeymap, deleteMarkupBackward, indentLess, indentMore, insertNewlineContinueMarkup, keymap, markdownLanguage, yCollab, ySyncAnnotation } from "../../../vendor/codemirror.js"
import { caretsOf } from "./carets.js"
import { insertLink, isInList, toggleBullet, toggleHeading, toggleInternal, toggleSigns } from "./markdown-edits.js"
import { shownMarkdown } from "./shown-markdown.js"
import { wholeCharacters } from "./whole-characters.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */
/** @typedef {import("../../../vendor/codemirror.js").Extension} Extension */
/** @typedef {import("../../../vendor/codemirror.js").KeyBinding} KeyBinding */
/** @typedef {import("../../../vendor/codemirror.js").TransactionSpec} TransactionSpec */

/**
 * @typedef {object} EditorWishes
 * @property {NotesRoom} room
 * @property {string} nonce of the page's styles
 * @property {() => number} storedBytes of the document
 * @property {Record<string, string>} attributes of what is written in
 * @property {boolean} isReadOnly
 * @property {(isHeldBack: boolean) => void} onEdit somebody here edits; held back for want of room, or not
 * @property {(view: EditorView) => void} onAction the line shall become an action
 */

const readability = new Compartment()

/**
 * @param {Element} parent
 * @param {EditorWishes} wishes
 * @returns {EditorView}
 */
export function openEditor(parent, wishes) {
  const { room, nonce, attributes, isReadOnly } = wishes
  const state = EditorState.create({
    doc: room.text.toString(),
    extensions: [
      EditorView.cspNonce.of(nonce),
      yCollab(room.text, null, { undoManager: room.undo }),
      Prec.high(keymap.of(keysOf(wishes))),
      keymap.of(defaultKeymap),
      markdownLanguage.extension,
      wholeCharacters,
      holdBack(wishes),
      EditorView.lineWrapping,
      EditorView.scrollMargins.of(belowTools),
      EditorView.perLineTextDirection.of(true),
      EditorView.contentAttributes.of({ spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", ...attributes }),
      readability.of(readOnly(isReadOnly)),
      shownMarkdown,
      caretsOf(room),
    ],
  })
  return new EditorView({ state, parent })
}

/**
 * @param {EditorView} view
 * @param {boolean} isReadOnly
 */
export function setReadOnly(view, isReadOnly) {
  view.dispatch({ effects: readability.reconfigure(readOnly(isReadOnly)) })
}

/** What stays in sight over the text must not cover the caret. @param {EditorView} view @returns {{top: number}} px */
function belowTools(view) {
  const top = view.dom.closest("main")?.querySelector(".notes-top")
  return { top: top instanceof HTMLElement ? top.offsetHeight : 0 }
}

/** What is only read can still be reached and scrolled by keys. @param {boolean} isReadOnly @returns {Extension} */
function readOnly(isReadOnly) {
  const reached = isReadOnly ? [EditorView.contentAttributes.of({ tabindex: "0", "aria-readonly": "true" })] : []
  return [EditorState.readOnly.of(isReadOnly), EditorView.editable.of(!isReadOnly), ...reached]
}

/**
 * Typing stops where the server would refuse it; nothing that is there is lost, and what others write comes through.
 * @param {EditorWishes} wishes
 */
function holdBack({ storedBytes, onEdit }) {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction
    const { startState, newDoc, changes } = transaction
    let inserted = 0
    changes.iterChanges((_from, _to, _fromAfter, _toAfter, { length }) => { inserted += length })
    const isHeldBack = !fitsNotes(startState.doc.toString(), newDoc.toString(), storedBytes(), inserted)
    setTimeout(() => onEdit(isHeldBack))
    return isHeldBack ? [] : transaction
  })
}

/**
 * Who only reads has none of them: CodeMirror's own commands look to that, these have to be kept from it.
 * @param {EditorWishes} wishes
 * @returns {KeyBinding[]}
 */
function keysOf(wishes) {
  return keysOfWriters(wishes).map(({ run, shift, ...key }) => ({ ...key, run: ifWriting(run), shift: ifWriting(shift) }))
}

/** @param {KeyBinding["run"]} run @returns {KeyBinding["run"]} */
function ifWriting(run) {
  return run && ((view) => !view.state.readOnly && run(view))
}

/** @param {EditorWishes} wishes @returns {KeyBinding[]} */
function keysOfWriters({ room, onAction }) {
  const undo = () => {
    room.undo.undo()
    return true
  }
  const redo = () => {
    room.undo.redo()
    return true
  }
  return [
    { key: "Mod-z", run: undo, preventDefault: true },
    { key: "Mod-y", mac: "Mod-Shift-z", run: redo, preventDefault: true },
    { key: "Mod-Shift-z", run: redo, preventDefault: true },
    { key: "Mod-b", run: doing((state) => toggleSigns(state, "**")), preventDefault: true },
    { key: "Mod-i", run: doing((state) => toggleSigns(state, "*")), preventDefault: true },
    { key: "Mod-k", run: doing(insertLink), preventDefault: true },
    { key: "Mod-Shift-2", run: doing(toggleHeading), preventDefault: true },
    { key: "Mod-Shift-8", run: doing(toggleBullet), preventDefault: true },
    { key: "Mod-Shift-9", run: doing(toggleInternal), preventDefault: true },
    { key: "Mod-Enter", run: (view) => { onAction(view); return true }, preventDefault: true },
    { key: "Enter", run: insertNewlineContinueMarkup },
    { key: "Backspace", run: deleteMarkupBackward },
    // Elsewhere Tab goes on to the next control; after Escape it does so in a list too.
    { key: "Tab", run: (view) => isInList(view.state) && indentMore(view), shift: (view) => isInList(view.state) && indentLess(view) },
  ]
}

/**
 * @param {(state: EditorState) => TransactionSpec} edit
 * @returns {(view: EditorView) => boolean}
 */
export function doing(edit) {
  return (view) => {
    if (!view.state.readOnly) view.dispatch(edit(view.state))
    return true
  }
}

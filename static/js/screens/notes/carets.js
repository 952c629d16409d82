// Where the others are in the text: a caret, what they selected, and for two seconds a label where it hides no letter.
// Tells them where this screen is.

import { t } from "../../lib/i18n.js"
import { writersIn } from "../../lib/writers.js"
import { board } from "../../store.js"
import { enterText } from "./naming.js"
import { Decoration, StateEffect, ViewPlugin, WidgetType } from "../../../vendor/codemirror.js"
import { createAbsolutePositionFromRelativePosition, createRelativePositionFromJSON, createRelativePositionFromTypeIndex, relativePositionToJSON } from "../../../vendor/yjs.js"

/** @typedef {import("../../lib/writers.js").Writer} Writer */
/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */
/** @typedef {import("../../../vendor/codemirror.js").DecorationRange} DecorationRange */
/** @typedef {import("../../../vendor/codemirror.js").EditorView} EditorView */

const TELL_AFTER_MS = 80

const othersMoved = StateEffect.define()

/**
 * @param {NotesRoom} room
 * @returns {import("../../../vendor/codemirror.js").Extension}
 */
export function caretsOf(room) {
  return ViewPlugin.define((view) => new Carets(view, room), { decorations: (plugin) => plugin.decorations })
}

/** @param {Writer} writer */
function writerLabel({ name, isClaimed, number }) {
  if (isClaimed) return t("“{name}”", { name })
  return name || t("Writer {number}", { number })
}

class Carets {
  /**
   * @param {EditorView} view
   * @param {NotesRoom} room
   */
  constructor(view, room) {
    this.room = room
    this.view = view
    this.decorations = Decoration.none
    /** @type {Map<number, string>} by client: where their label was last shown */
    this.shownAt = new Map()
    this.own = "null"
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.telling = undefined
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.redrawing = undefined
    this.listen = (/** @type {import("../../../vendor/yjs.js").AwarenessChange} */ { added, updated, removed }) => {
      const others = [...added, ...updated, ...removed].filter((client) => client !== room.awareness.clientID)
      // The numbers of the others change when this screen becomes a writer.
      const own = JSON.stringify(room.awareness.getLocalState()?.["user"] ?? null)
      if (others.length > 0 || own !== this.own) this.redrawSoon()
      this.own = own
    }
    room.awareness.on("change", this.listen)
    this.redrawSoon()
  }

  redrawSoon() {
    this.redrawing ??= setTimeout(() => this.redraw())
  }

  redraw() {
    this.redrawing = undefined
    if (this.view) this.view.dispatch({ effects: othersMoved.of(null) })
  }

  /** @param {import("../../../vendor/codemirror.js").ViewUpdate} update */
  update(update) {
    if (update.docChanged) {
      this.decorations = this.decorations.map(update.changes)
      this.redrawSoon() // a caret may have come before the words it stands in
    }
    if (update.transactions.some(({ effects }) => effects.some((effect) => effect.is(othersMoved)))) {
      this.decorations = Decoration.set(this.drawn(), true)
    }
    if (update.selectionSet || update.focusChanged || update.docChanged) this.telling ??= setTimeout(() => this.tell(), TELL_AFTER_MS)
  }

  tell() {
    this.telling = undefined
    if (!this.view) return
    const { hasFocus, state } = this.view
    const { text, awareness } = this.room
    const { anchor, head } = state.selection.main
    const isIn = hasFocus && !state.readOnly && head <= text.length && anchor <= text.length
    if (isIn) enterText()
    const place = (/** @type {number} */ at) => relativePositionToJSON(createRelativePositionFromTypeIndex(text, at))
    const cursor = isIn ? { anchor: place(anchor), head: place(head) } : null
    const before = awareness.getLocalState()?.["cursor"] ?? null
    if (JSON.stringify(cursor) !== JSON.stringify(before)) awareness.setLocalStateField("cursor", cursor)
  }

  /** @returns {DecorationRange[]} */
  drawn() {
    const { awareness } = this.room
    return writersIn(awareness.getStates(), board.peek().people).filter(({ client }) => client !== awareness.clientID).flatMap((writer) => this.caretOf(writer))
  }

  /**
   * @param {Writer} writer
   * @returns {DecorationRange[]}
   */
  caretOf(writer) {
    const head = this.placeIn(writer.cursor?.head)
    const anchor = this.placeIn(writer.cursor?.anchor)
    if (head === null || anchor === null) return []
    const key = JSON.stringify(writer.cursor)
    const isNew = this.shownAt.get(writer.client) !== key
    this.shownAt.set(writer.client, key)
    const isAtEnd = head === this.view.state.doc.lineAt(head).to
    const caret = Decoration.widget({ widget: new Caret(writer, key, isAtEnd, isNew), side: head < anchor ? -1 : 1 }).range(head)
    if (head === anchor) return [caret]
    const selected = Decoration.mark({ class: `caret-range caret--${writer.colour}` })
    return [selected.range(Math.min(head, anchor), Math.max(head, anchor)), caret]
  }

  /**
   * Null for what is not in this text, or is rubbish.
   * @param {any} place
   */
  placeIn(place) {
    try {
      const found = createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(place), this.room.doc)
      return found?.type === this.room.text ? Math.max(0, Math.min(found.index, this.view.state.doc.length)) : null
    } catch {
      return null
    }
  }

  destroy() {
    clearTimeout(this.telling)
    clearTimeout(this.redrawing)
    this.room.awareness.off("change", this.listen)
    this.view = /** @type {any} */ (null)
  }
}

class Caret extends WidgetType {
  /**
   * @param {Writer} writer
   * @param {string} key where it stands
   * @param {boolean} isAtEnd no letter follows it on its line
   * @param {boolean} isNew it has just moved there
   */
  constructor(writer, key, isAtEnd, isNew) {
    super()
    this.writer = writer
    this.key = key
    this.isAtEnd = isAtEnd
    this.isNew = isNew
  }

  toDOM() {
    const caret = document.createElement("span")
    caret.className = `caret caret--${this.writer.colour}`
    caret.dataset["at"] = this.isAtEnd ? "end" : "inside"
    caret.setAttribute("aria-hidden", "true")
    const label = document.createElement("bdi")
    label.className = "caret__label"
    label.dir = document.documentElement.dir || "ltr"
    label.textContent = writerLabel(this.writer)
    if (!this.isNew) label.dataset["faded"] = ""
    caret.append("\u2060", label)
    return caret
  }

  /** @param {WidgetType} other */
  eq(other) {
    return other instanceof Caret && other.key === this.key && other.isAtEnd === this.isAtEnd
      && writerLabel(other.writer) === writerLabel(this.writer) && other.writer.colour === this.writer.colour
  }

  ignoreEvent() {
    return true
  }
}

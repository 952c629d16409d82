// Binds the fields of a report to the topic's document: what is typed goes in as the smallest edit, what others write comes into
// the fields, and a caret stays at its letter.

import { fitsNotes } from "../../lib/notes-size.js"
import { caretInField, editFromField, editedText, movedBy, placeInText } from "../../lib/report-edits.js"
import { reportFields } from "../../lib/report-fields.js"
import { keptKeys } from "../../lib/report-typing.js"
import { followStoredSize } from "../../lib/stored-size.js"
import { batch, signal } from "../../../vendor/preact.js"
import { createRelativePositionFromTypeIndex, relativePositionToJSON } from "../../../vendor/yjs.js"

const TELL_CARET_AFTER_MS = 150

/** @typedef {import("../../lib/report-typing.js").KeyedField} KeyedField */
/** @typedef {{key: string, start: number, end: number}} FieldSelection in a field's value */
/** @typedef {{key: string, read: () => {start: number, end: number}}} FieldInHand the field with the focus, and where its caret is */
/**
 * @typedef {object} ReportBinding
 * @property {import("../../../vendor/preact.js").ReadonlySignal<KeyedField[]>} fields
 * @property {import("../../../vendor/preact.js").ReadonlySignal<FieldSelection|null>} selection where the caret belongs since the text last changed
 * @property {import("../../../vendor/preact.js").ReadonlySignal<string>} text the whole, as Markdown
 * @property {import("../../../vendor/preact.js").ReadonlySignal<boolean>} isHeldBack what was typed last did not fit
 * @property {() => number} storedBytes of the document
 * @property {(hand: FieldInHand|null) => void} hold
 * @property {(key: string, typed: string, caret: number) => void} type
 * @property {() => void} undo
 */

/**
 * @param {import("../../notes-room.js").NotesRoom} room
 * @returns {ReportBinding}
 */
export function bindReport(room) {
  let count = 0
  const newKey = () => `field-${(count += 1)}`
  const fields = signal(reportFields(room.text.toString()).map((field) => ({ key: newKey(), field })))
  const selection = signal(/** @type {FieldSelection|null} */ (null))
  const isHeldBack = signal(false)
  const storedBytes = followStoredSize(room.doc)
  const text = signal(room.text.toString())
  let hand = /** @type {FieldInHand|null} */ (null)
  const tellCaret = caretTeller(room, () => placesInHand(hand, fields.peek())?.end ?? null)

  room.text.observe(({ delta }, { origin }) => {
    const held = origin === room.origin ? null : placesInHand(hand, fields.peek())
    const next = keptKeys(fields.peek(), reportFields(room.text.toString()), delta, newKey)
    batch(() => {
      fields.value = next
      text.value = room.text.toString()
      if (held) selection.value = selectionAt(held.key, next, movedBy(held.start, delta), movedBy(held.end, delta))
    })
  })

  return {
    fields, selection, isHeldBack, text, storedBytes,
    hold(taken) {
      hand = taken
      tellCaret()
    },
    type(key, typed, caret) {
      const field = fieldOfKey(fields.peek(), key)
      const before = room.text.toString()
      const edit = field && editFromField(before, field, typed, caret)
      if (!edit) return
      isHeldBack.value = !fitsNotes(before, editedText(before, edit), storedBytes(), edit.inserted.length)
      if (isHeldBack.value) return
      batch(() => {
        room.doc.transact(() => {
          if (edit.deleted) room.text.delete(edit.index, edit.deleted)
          if (edit.inserted) room.text.insert(edit.index, edit.inserted)
        }, room.origin)
        const end = edit.index + edit.inserted.length
        selection.value = selectionAt(key, fields.peek(), end, end)
        tellCaret()
      })
    },
    undo() {
      room.undo.undo()
    },
  }
}

/**
 * Show the others where somebody writes here; at once that nobody does.
 * @param {import("../../notes-room.js").NotesRoom} room
 * @param {() => number|null} caret in the text; null: nowhere now
 */
function caretTeller({ awareness, text }, caret) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let telling
  const tell = () => {
    telling = undefined
    const at = caret()
    const place = at === null ? null : relativePositionToJSON(createRelativePositionFromTypeIndex(text, Math.min(at, text.length)))
    awareness.setLocalStateField("cursor", place && { anchor: place, head: place })
  }
  return () => {
    telling ??= setTimeout(tell, TELL_CARET_AFTER_MS)
  }
}

/** @param {KeyedField[]} fields @param {string} key */
export function fieldOfKey(fields, key) {
  return fields.find((one) => one.key === key)?.field
}

/**
 * Where the selection is in the text.
 * @param {FieldInHand|null} hand
 * @param {KeyedField[]} fields
 */
function placesInHand(hand, fields) {
  const field = hand && fieldOfKey(fields, hand.key)
  if (!field) return null
  const { start, end } = hand.read()
  return { key: hand.key, start: placeInText(field, start), end: placeInText(field, end) }
}

/** @param {string} key @param {KeyedField[]} fields @param {number} start @param {number} end @returns {FieldSelection|null} */
function selectionAt(key, fields, start, end) {
  const field = fieldOfKey(fields, key)
  return field ? { key, start: caretInField(field, start), end: caretInField(field, end) } : null
}

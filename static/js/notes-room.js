// One topic's document on this screen, over the stock y-websocket provider: what is in it, who else is there, and whether
// what was written here is stored. Used by the notes screen and by the phone's report.

import { hasUnsaved, notesState } from "./lib/saving.js"
import { NOTES_ROOT, keepOnDevice } from "./notes-keeping.js"
import { followSaving } from "./notes-saving.js"
import { whyReadOnly } from "./lib/report-rights.js"
import { board, me, mine, presence } from "./store.js"
import { computed } from "../vendor/preact.js"
import { Awareness, UndoManager, WebsocketProvider, YDoc } from "../vendor/yjs.js"

/** @template T @typedef {import("../vendor/preact.js").ReadonlySignal<T>} ReadonlySignal */

/**
 * @typedef {object} NotesRoom
 * @property {YDoc} doc
 * @property {import("../vendor/yjs.js").YText} text
 * @property {Awareness} awareness of others: whatever they sent
 * @property {UndoManager} undo of this screen's own edits alone
 * @property {object} origin give it to `doc.transact`, so that an edit can be undone
 * @property {ReadonlySignal<import("./lib/saving.js").NotesState>} state saved: all that was written here is stored
 * @property {ReadonlySignal<boolean>} hasUnsaved
 * @property {ReadonlySignal<boolean>} isSynced whether the text has come; stays true
 * @property {ReadonlySignal<import("./notes-saving.js").EndReason>} reason why it ended
 * @property {ReadonlySignal<{writers: number, readers: number}>} people screens, this one too
 * @property {ReadonlySignal<""|"nobody"|"gone"|"silenced"|"writers">} readOnly why one may not write; "" if one may
 * @property {ReadonlySignal<boolean>} isReadOnly nothing may be changed here: for one of those reasons, or because it ended
 * @property {ReadonlySignal<string>} withheld the text with what this device kept, where it may not be sent; "" if nothing is
 * @property {ReadonlySignal<boolean>} isKept whether this device keeps what is not stored: not where it is full, or may keep nothing
 * @property {() => void} dropWithheld the person has copied it, or does not want it
 * @property {() => void} close
 */

const NOTES_BACKOFF_MAX_MS = 10_000

/**
 * Open a topic's document for as long as the page lives, or until `close`.
 * @param {{code: string}} boot
 * @param {string} topic id
 * @returns {NotesRoom}
 */
export function openNotes({ code }, topic) {
  const doc = new YDoc()
  const text = doc.getText(NOTES_ROOT)
  const origin = {}
  const awareness = new Awareness(doc)
  const provider = new WebsocketProvider(notesUrl(code), topic, doc, {
    awareness, disableBc: true, maxBackoffTime: NOTES_BACKOFF_MAX_MS, connect: false,
  })
  const readOnly = computed(() => whyReadOnly({ board: board.value, me: me.value, mine: mine.value }, topic))
  const { account, stop } = followSaving(provider, doc)
  const state = computed(() => notesState(account.saving.value))
  const keeping = keepOnDevice(account, { code, topic, readOnly })
  provider.connect()
  return {
    doc, text, awareness, origin, readOnly,
    undo: new UndoManager(text, { trackedOrigins: new Set([origin]) }),
    state, isReadOnly: computed(() => readOnly.value !== "" || state.value === "ended"),
    hasUnsaved: computed(() => hasUnsaved(account.saving.value)),
    isSynced: account.isSynced, reason: account.reason,
    withheld: keeping.withheld, isKept: keeping.isKept, dropWithheld: keeping.dropWithheld,
    people: computed(() => peopleIn(topic)),
    close() {
      keeping.stop()
      stop()
      provider.destroy()
    },
  }
}

/** Counted by the server: watch the plane "notes". @param {string} topic id */
function peopleIn(topic) {
  const { writers = 0, readers = 0 } = presence.value.notes[topic] ?? {}
  return { writers, readers }
}

/** @param {string} code */
function notesUrl(code) {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/notes/${encodeURIComponent(code)}`
}

// What a topic's people write, as it grows: read anew when the board says that it changed, and never by all phones at once.

import { html, signal, useEffect, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { mayWrite } from "../../lib/actions.js"
import { t } from "../../lib/i18n.js"
import { watchPlanes } from "../../socket.js"
import { board, me, presence } from "../../store.js"
import { hrefOf } from "./route.js"

/** @typedef {{topic: string, version: number, page: Document}} NotesRead `page`: as the server writes the notes, everything escaped */

/** @type {import("../../wire.js").Plane[]} */
const USUAL_PLANES = ["heads", "interest"]
const READ_EACH_MS = 2_000
const SPREAD_MS = 1_000 // of all phones that read the same

/** @type {ReturnType<typeof setTimeout>|undefined} */
let reading
let wanted = { topic: "", version: 0 }

const notesRead = signal(/** @type {NotesRead|null} */ (null))

/**
 * Hear how all notes grow.
 * @returns {() => void} no longer
 */
export function watchNotes() {
  watchPlanes([...USUAL_PLANES, "notes"])
  return () => watchPlanes(USUAL_PLANES)
}

/** @param {{topic: import("../../wire.js").Topic}} props */
export function TopicNotes({ topic }) {
  const { id } = topic
  const writing = presence.value.notes[id]
  const isEmpty = !writing || writing.is_empty
  useEffect(watchNotes, [])
  useEffect(() => {
    if (!isEmpty) readSoon(id, writing.version)
  }, [id, isEmpty, writing?.version])
  const read = notesRead.value?.topic === id ? notesRead.value : null
  return html`
    <section class="stack">
      <h2>${t("Notes")}</h2>
      ${topic.is_ready && html`<p><strong>${t("The report is ready.")}</strong></p>`}
      ${!isEmpty && read && html`<${NotesShown} page=${read.page} />`}
      ${isEmpty && html`<p class="soft">${t("Nobody has written anything yet.")}</p>`}
      <a class="button button--wide" href=${`${hrefOf("topic", id)}/report`}>${mayWrite(board.value, topic, me.value) ? t("Write the report") : t("Read the report")}</a>
    </section>`
}

/** @param {{page: Document}} props */
function NotesShown({ page }) {
  const box = /** @type {import("../../../vendor/preact.js").RefObject<HTMLDivElement>} */ (useRef(null))
  useLayoutEffect(() => {
    box.current?.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)))
  }, [page])
  return html`<div ref=${box}></div>`
}

/**
 * Read the notes soon after they have changed; while they go on changing, every now and then.
 * @param {string} topic
 * @param {number} version
 */
function readSoon(topic, version) {
  const known = notesRead.peek()
  wanted = { topic, version }
  if (reading || (known?.topic === topic && known.version >= version)) return
  const wait = known?.topic === topic ? READ_EACH_MS + Math.random() * SPREAD_MS : 0
  reading = setTimeout(readWanted, wait)
}

async function readWanted() {
  const { topic, version } = wanted
  try {
    const response = await fetch(`${hrefOf("topic", topic)}/text`)
    if (response.ok) notesRead.value = { topic, version, page: new DOMParser().parseFromString(await response.text(), "text/html") }
  } catch {
    // The next change, or the next visit, reads it.
  }
  reading = undefined
  if (wanted.topic !== topic || wanted.version !== version) readSoon(wanted.topic, wanted.version)
}

// Earlier versions: a time line, what differs from how the text reads now, and going back as an edit that can be undone.

import { now, zoneDay, zoneTime } from "../../clock.js"
import { dateLanguage, isolateLeftToRight, t, tn } from "../../lib/i18n.js"
import { fitsNotes } from "../../lib/notes-size.js"
import { listRevisions, revisionText } from "../../lib/revisions.js"
import { editsBetween, textDiff } from "../../lib/text-diff.js"
import { Sheet } from "../../parts/sheet.js"
import { frame } from "../../store.js"
import { html, useEffect, useState } from "../../../vendor/preact.js"

/** @typedef {import("../../lib/revisions.js").NotesRevision} NotesRevision */
/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */

/**
 * @param {{room: NotesRoom, id: string, storedBytes: () => number, onBack: () => void, onClose: () => void}} props
 *   `storedBytes`: of the document. `onBack`: the text reads as then now
 */
export function HistorySheet({ room, id, storedBytes, onBack, onClose }) {
  const [revisions, setRevisions] = useState(/** @type {NotesRevision[]|null} */ (null))
  const [chosen, setChosen] = useState(/** @type {{number: number, text: string}|null} */ (null))
  const [isFailed, setFailed] = useState(false)
  const [isTooLong, setTooLong] = useState(false)
  const trying = async (/** @type {() => Promise<void>} */ run) => {
    try {
      await run()
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  const load = () => trying(async () => setRevisions(await listRevisions(id)))
  const look = (/** @type {number} */ number) => trying(async () => setChosen({ number, text: await revisionText(id, number) }))
  useEffect(() => { load() }, [])
  const back = (/** @type {string} */ text) => {
    const hasGone = goBack(room, text, storedBytes())
    setTooLong(!hasGone)
    if (hasGone) onBack()
  }
  return html`
    <${Sheet} title=${t("Earlier versions")} isWide onClose=${onClose}>
      <div role="status">${isFailed && html`<p class="field__error">${t("They cannot be read just now. Try again when the network is back.")}</p>`}
        ${revisions?.length === 0 && html`<p class="soft">${t("There are none yet: one is kept after each pause of half a minute.")}</p>`}
        ${isTooLong && html`<p class="field__error">${t("These notes have no room left for that version. Copy from it by hand what you need.")}</p>`}</div>
      ${revisions && revisions.length > 0 && html`
        <div class="versions">
          <ul class="versions__list" role="list">
            ${revisions.map((revision) => html`<li key=${revision.number}><${RevisionButton} revision=${revision}
              isChosen=${chosen?.number === revision.number} onChoose=${() => look(revision.number)} /></li>`)}
          </ul>
          ${chosen ? html`<${Difference} room=${room} then=${chosen.text} onBack=${() => back(chosen.text)} />` : html`<p class="soft">${t("Choose a time to see what has changed since.")}</p>`}
        </div>`}
    <//>`
}

/** @param {{revision: NotesRevision, isChosen: boolean, onChoose: () => void}} props */
function RevisionButton({ revision: { at, authors }, isChosen, onChoose }) {
  return html`
    <button class="button button--wide versions__one" type="button" aria-pressed=${isChosen} onClick=${onChoose}>
      <span>${momentInWords(Date.parse(at))}${authors > 0 && html`<br /><span class="text-fine">${tn("{n} wrote", "{n} wrote", authors)}</span>`}</span>
    </button>`
}

/** @param {{room: NotesRoom, then: string, onBack: () => void}} props */
function Difference({ room, then, onBack }) {
  const today = useText(room)
  const stretches = textDiff(then, today)
  const isSame = then === today
  return html`
    <div class="stack">
      <p>${isSame ? t("It reads as it does now.") : t("What has come since is underlined, what has gone is struck through.")}</p>
      <div class="versions__text" tabindex="0" role="region" aria-label=${t("What has changed since")}>
        ${stretches.map(({ kind, text }, index) => html`<${Stretch} key=${index} kind=${kind} text=${text} />`)}
      </div>
      ${!room.isReadOnly.value && !isSame && html`
        <div class="row">
          <button class="button button--loud" type="button" onClick=${onBack}>${t("Go back to this version")}</button>
          <p class="soft">${t("You can undo it.")}</p>
        </div>`}
    </div>`
}

/** @param {{kind: "same"|"added"|"removed", text: string}} props */
function Stretch({ kind, text }) {
  switch (kind) {
    case "added": return html`<ins>${text}</ins>`
    case "removed": return html`<del>${text}</del>`
    case "same": return html`<span>${text}</span>`
  }
}

/**
 * As few letters as can be are touched, in one step of undo.
 * @param {NotesRoom} room
 * @param {string} then
 * @param {number} storedBytes of the document
 * @returns {boolean} false: the server would not take it
 */
function goBack({ doc, text, undo, origin }, then, storedBytes) {
  const today = text.toString()
  const edits = editsBetween(today, then)
  if (!fitsNotes(today, then, storedBytes, edits.reduce((sum, { added }) => sum + added.length, 0))) return false
  undo.stopCapturing()
  doc.transact(() => {
    for (const { at, removed, added } of edits) {
      text.delete(at, removed)
      text.insert(at, added)
    }
  }, origin)
  undo.stopCapturing()
  return true
}

/** How it reads now, and whenever somebody writes. @param {NotesRoom} room */
function useText({ text }) {
  const [today, setToday] = useState(() => text.toString())
  useEffect(() => {
    const read = () => setToday(text.toString())
    text.observe(read)
    return () => text.unobserve(read)
  }, [text])
  return today
}

/** "10:42", of another day with its date. @param {number} at */
function momentInWords(at) {
  const { timezone } = frame.value
  const time = isolateLeftToRight(zoneTime(at, timezone))
  const day = zoneDay(at, timezone)
  if (day === zoneDay(now.peek(), timezone)) return time
  const date = new Intl.DateTimeFormat(dateLanguage(), { day: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(day))
  return `${date} ${time}`
}

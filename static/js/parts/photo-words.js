// What a photo says, whether it may be published, and taking it away: saved as one writes.

import { html, useEffect, useRef, useState } from "../../vendor/preact.js"
import { answerOf, dismissRefusal, send } from "../commands.js"
import { t, tn } from "../lib/i18n.js"
import { link, pending } from "../store.js"

/** @typedef {import("../wire.js").Photo} Photo */
/** @typedef {"" | "saving" | "saved" | {message: string}} PhotoSaveState message: why it was refused */

const PHOTO_TEXT_MAX_CHARS = 2_000
const SAVE_AFTER_MS = 1_000
const COUNT_LEFT_FROM = 200

/** @param {{photo: Photo, onRemove: () => void}} props */
export function PhotoWords({ photo, onRemove }) {
  return html`
    <div class="stack">
      <${TextOfPhoto} photo=${photo} />
      <${PhotoMayPublish} photo=${photo} />
      <${PhotoRemoval} onRemove=${onRemove} />
    </div>`
}

/** @param {{photo: Photo}} props */
function TextOfPhoto({ photo }) {
  const [draft, setDraft] = useState(/** @type {string|null} */ (null)) // null: not being written here
  const [state, setState] = useState(/** @type {PhotoSaveState} */ (""))
  const save = usePhotoSaving(photo, draft, setState)
  const left = PHOTO_TEXT_MAX_CHARS - [...(draft ?? "").trim()].length
  return html`
    <div class="field">
      <label class="field__label" for="photo-text">${t("What does it say?")}</label>
      <textarea class="field__input" id="photo-text" rows="4" dir="auto" aria-describedby="photo-text-about" aria-invalid=${left < 0}
        value=${draft ?? photo.text} onBlur=${save}
        onInput=${(/** @type {Event} */ event) => setDraft(/** @type {HTMLTextAreaElement} */ (event.currentTarget).value)}></textarea>
      <div id="photo-text-about">
        <p class="field__hint">${t("For who cannot see the picture, and so that it can be found and read.")}</p>
        ${left < 0 && html`<p class="field__error">${tn("{n} character too many", "{n} characters too many", -left)}</p>`}
        ${left >= 0 && left <= COUNT_LEFT_FROM && html`<p class="field__hint">${tn("{n} character left", "{n} characters left", left)}</p>`}
      </div>
      <p class=${typeof state === "object" ? "field__error" : "field__hint"} role="status">${photoSaveInWords(state)}</p>
    </div>`
}

/**
 * Saves a second after the last letter, when the field is left, and when it or the page goes away.
 * @param {Photo} photo
 * @param {string|null} draft
 * @param {(state: PhotoSaveState) => void} setState
 * @returns {() => void} at once
 */
function usePhotoSaving(photo, draft, setState) {
  const newest = useRef({ draft, sent: photo.text, isOpen: true })
  newest.current.draft = draft
  const save = () => {
    const { draft: text, sent } = newest.current
    if (text === null || text === sent || [...text.trim()].length > PHOTO_TEXT_MAX_CHARS) return
    newest.current.sent = text
    savePhotoText(photo.id, text, () => newest.current.isOpen, setState)
  }
  useEffect(() => {
    const timer = setTimeout(save, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => {
    addEventListener("pagehide", save)
    return () => {
      removeEventListener("pagehide", save)
      save()
      newest.current.isOpen = false
    }
  }, [])
  return save
}

/**
 * @param {string} photo
 * @param {string} text
 * @param {() => boolean} isOpen whether the form is still there to say what the board said
 * @param {(state: PhotoSaveState) => void} setState
 */
async function savePhotoText(photo, text, isOpen, setState) {
  setState("saving")
  const commandId = send("edit_photo", { photo, text })
  const { refused } = await answerOf(commandId)
  if (!isOpen()) return
  if (refused) dismissRefusal(commandId)
  setState(refused ? { message: refused.message } : "saved")
}

/** @param {PhotoSaveState} state */
function photoSaveInWords(state) {
  if (typeof state === "object") return state.message
  if (state === "saving") return link.value.state === "live" ? t("Saving…") : t("Waits for the network; kept on this phone")
  return state === "saved" ? t("Saved") : ""
}

/** @param {{photo: Photo}} props */
function PhotoMayPublish({ photo }) {
  const asked = pending.value.filter(({ command, refusal }) => !refusal && command.type === "edit_photo" && command["photo"] === photo.id && "may_publish" in command)
  const isOn = asked.length > 0 ? asked[asked.length - 1].command["may_publish"] : photo.may_publish
  return html`
    <div>
      <label class="check">
        <input class="check__input" type="checkbox" checked=${isOn} aria-describedby="photo-publish-about"
          onChange=${() => send("edit_photo", { photo: photo.id, may_publish: !isOn })} />
        ${t("May be published")}
      </label>
      <p class="field__hint" id="photo-publish-about">${t("Without the tick only those on this board see it. Ask whoever can be recognised or named in it.")}</p>
    </div>`
}

/** @param {{onRemove: () => void}} props */
function PhotoRemoval({ onRemove }) {
  const [isAsking, setAsking] = useState(false)
  if (!isAsking) {
    return html`<p><button class="button button--quiet" type="button" onClick=${() => setAsking(true)}>${t("Remove the photo")}</button></p>`
  }
  return html`
    <div class="notice" data-kind="warn">
      <p class="notice__title">${t("Remove this photo?")}</p>
      <div class="notice__actions">
        <button class="button" type="button" ref=${focusOnAsking} onClick=${() => setAsking(false)}>${t("Keep it")}</button>
        <button class="button" type="button" onClick=${onRemove}>${t("Remove it")}</button>
      </div>
    </div>`
}

/** @param {HTMLElement|null} button */
function focusOnAsking(button) {
  button?.focus()
}

// A topic's photos on its report: those on the board, those on their way, and taking one more.

import { html, useEffect, useState } from "../../vendor/preact.js"
import { answerOf, send } from "../commands.js"
import { t, tn } from "../lib/i18n.js"
import { PHOTOS_A_TOPIC_MAX, photosOf } from "../lib/photos.js"
import { followPhotoQueue, isMyPhotoOnItsWay, photosOnTheirWay } from "../photo-queue.js"
import { photosInTheMaking, takePhotos } from "../photo-taking.js"
import { board, me } from "../store.js"
import { PhotoOnItsWay } from "./photo-on-its-way.js"
import { PhotoTile } from "./photo-tile.js"
import { PhotoView } from "./photo-view.js"
import { PhotoWords } from "./photo-words.js"
import { RefusedActs } from "./refused-acts.js"

/** @typedef {import("../wire.js").Command} Command */
/** @typedef {import("../wire.js").Photo} Photo */

/** @param {{topic: string, canWrite: boolean}} props a topic's id; whether the reader may write its report */
export function PhotoShelf({ topic, canWrite }) {
  const [open, setOpen] = useState("")
  const [removedAt, setRemovedAt] = useState(0) // seq of the act; 0: nothing to take back
  useEffect(followPhotoQueue, [])
  const photos = photosOf(board.value, topic)
  const waiting = photosOnTheirWay.value.filter((photo) => photo.topic === topic && isMyPhotoOnItsWay(photo))
  const number = photos.findIndex(({ id }) => id === open) + 1
  const shown = photos[number - 1]
  return html`
    <section class="photo-shelf" aria-labelledby="photo-shelf-title">
      <div class="photo-shelf__head">
        <h2 id="photo-shelf-title">${t("Photos")}</h2>
        <p class="soft">${t("flip charts and post-its")}</p>
      </div>
      <${UndoPhotoRemoval} seq=${removedAt} onDone=${() => setRemovedAt(0)} />
      <ul class="photo-grid" role="list">
        ${photos.map((photo, index) => html`
          <li class="photo-grid__item" key=${photo.id}>
            <${PhotoTile} photo=${photo} number=${index + 1} asks=${canWrite} onOpen=${() => setOpen(photo.id)} />
          </li>`)}
        ${canWrite && html`<li class="photo-grid__item" key="add"><${AddPhoto} topic=${topic} free=${PHOTOS_A_TOPIC_MAX - photos.length - waiting.length} /></li>`}
      </ul>
      ${photosInTheMaking.value > 0 && html`
        <p role="status">${tn("{n} photo is made ready; keep this page open", "{n} photos are made ready; keep this page open", photosInTheMaking.value)}</p>`}
      ${waiting.length > 0 && html`
        <ul class="stack stack--tight" role="list">
          ${waiting.map((photo) => html`<li key=${photo.id}><${PhotoOnItsWay} photo=${photo} /></li>`)}
        </ul>`}
      <${RefusedActs} isAbout=${(/** @type {Command} */ command) => isAboutPhotos(command, topic)} />
      ${!canWrite && photos.length === 0 && html`<p class="soft">${t("No photos yet.")}</p>`}
      ${shown && html`
        <${PhotoView} key=${shown.id} photo=${shown} number=${number} onClose=${() => setOpen("")}>
          ${mayTouchPhoto(shown, canWrite) ? html`<${PhotoWords} photo=${shown} onRemove=${() => remove(shown)} />` : null}
        <//>`}
    </section>`

  /** @param {Photo} photo */
  async function remove(photo) {
    setOpen("")
    const { accepted } = await answerOf(send("remove_photo", { photo: photo.id }))
    if (accepted) setRemovedAt(accepted.seq)
  }
}

/**
 * Whoever sent it, and a facilitator, also when others write the report.
 * @param {Photo} photo
 * @param {boolean} canWrite
 */
function mayTouchPhoto(photo, canWrite) {
  return canWrite || me.value?.role === "facilitator"
}

/** One that is gone may have been this topic's. @param {Command} command @param {string} topic */
function isAboutPhotos({ type, photo }, topic) {
  return type.endsWith("_photo") && (board.value.photos[photo]?.topic ?? topic) === topic
}

/** @param {{topic: string, free: number}} props `free`: how many more the topic takes */
function AddPhoto({ topic, free }) {
  if (free <= 0) return html`<p class="photo-add photo-add--full">${tn("{n} photo: the topic holds no more", "{n} photos: the topic holds no more", PHOTOS_A_TOPIC_MAX)}</p>`
  return html`
    <label class="photo-add">
      <input class="photo-add__input" type="file" accept="image/*" multiple onChange=${(/** @type {Event} */ event) => takePhotoFiles(event, topic)} />
      <span class="photo-add__face">${t("+ Photo")}</span>
    </label>`
}

/**
 * @param {Event} event
 * @param {string} topic
 */
function takePhotoFiles({ currentTarget }, topic) {
  const input = /** @type {HTMLInputElement} */ (currentTarget)
  const files = [...(input.files ?? [])]
  input.value = ""
  takePhotos(topic, files)
}

/** @param {{seq: number, onDone: () => void}} props `seq` 0: nothing to take back */
function UndoPhotoRemoval({ seq, onDone }) {
  if (seq === 0) return null
  return html`
    <p class="photo-shelf__undo" role="status">
      ${t("Photo removed.")}
      <button class="button" type="button" ref=${(/** @type {HTMLElement|null} */ button) => button?.focus()}
        onClick=${() => { send("undo", { seq }); onDone() }}>${t("Undo")}</button>
    </p>`
}

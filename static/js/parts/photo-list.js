// A topic's photos on the phone, to look at: each leads to the whole picture. They are taken on the report's page.

import { html } from "../../vendor/preact.js"
import { t, tn } from "../lib/i18n.js"
import { hasShortText, photosOf } from "../lib/photos.js"
import { isMyPhotoOnItsWay, photosOnTheirWay } from "../photo-queue.js"
import { board } from "../store.js"
import { PhotoImage, photoAddress } from "./photo-image.js"

/** @param {{topic: string}} props a topic's id */
export function PhotoList({ topic }) {
  const photos = photosOf(board.value, topic)
  const waiting = photosOnTheirWay.value.filter((photo) => photo.topic === topic && isMyPhotoOnItsWay(photo)).length
  if (photos.length + waiting === 0) return null
  return html`
    <section class="photo-shelf">
      <h2>${t("Photos")}</h2>
      ${waiting > 0 && html`<p class="soft">${tn("{n} photo of yours is not sent yet.", "{n} photos of yours are not sent yet.", waiting)}</p>`}
      <ul class="photo-grid" role="list">
        ${photos.map((photo, index) => html`
          <li class=${photo.text && !hasShortText(photo) ? "photo-grid__wide" : ""} key=${photo.id}>
            <a class="photo-tile" href=${photoAddress(photo)} target="_blank" rel="noopener"><${PhotoImage} photo=${photo} number=${index + 1} /></a>
            ${photo.text && !hasShortText(photo) && html`<p class="photo-view__text" dir="auto">${photo.text}</p>`}
          </li>`)}
      </ul>
    </section>`
}

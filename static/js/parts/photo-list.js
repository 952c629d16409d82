// A topic's photos to look at: small ones, each of which opens large. They are taken on the report's page.

import { html, useState } from "../../vendor/preact.js"
import { readBoot } from "../lib/boot.js"
import { t, tn } from "../lib/i18n.js"
import { photosOf } from "../lib/photos.js"
import { isMyPhotoOnItsWay, photosOnTheirWay } from "../photo-queue.js"
import { board } from "../store.js"
import { PhotoTile } from "./photo-tile.js"
import { PhotoView } from "./photo-view.js"

/** @param {{topic: string}} props a topic's id */
export function PhotoList({ topic }) {
  const [open, setOpen] = useState("")
  const photos = photosOf(board.value, topic)
  const number = photos.findIndex(({ id }) => id === open) + 1
  const waiting = photosOnTheirWay.value.filter((photo) => photo.topic === topic && isMyPhotoOnItsWay(photo)).length
  if (photos.length + waiting === 0) return null
  return html`
    <section class="photo-shelf">
      <h2>${t("Photos")}</h2>
      ${waiting > 0 && html`<p class="soft">${tn("{n} photo of yours is not sent yet.", "{n} photos of yours are not sent yet.", waiting)}</p>`}
      <ul class="photo-grid" role="list">
        ${photos.map((photo, index) => html`
          <li class="photo-grid__item" key=${photo.id}>
            <${PhotoTile} photo=${photo} number=${index + 1} address=${photoAddress(photo)} onOpen=${() => setOpen(photo.id)} />
          </li>`)}
      </ul>
      ${number > 0 && html`
        <${PhotoView} photo=${photos[number - 1]} number=${number} address=${photoAddress(photos[number - 1])} onClose=${() => setOpen("")} />`}
    </section>`
}

/** Where its bytes are. @param {import("../wire.js").Photo} photo */
export function photoAddress({ id }) {
  return `/b/${readBoot().code}/photos/${id}.jpg`
}

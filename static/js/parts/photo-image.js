// A photo as lists show it: small, with what it says for who cannot see it.

import { html } from "../../vendor/preact.js"
import { readBoot } from "../lib/boot.js"
import { altOf } from "../lib/photos.js"

/** @typedef {import("../wire.js").Photo} Photo */

/** @param {{photo: Photo, number: number}} props `number`: 1, 2, … among the topic's */
export function PhotoImage({ photo, number }) {
  return html`
    <img class="photo-tile__image" src=${`${photoAddress(photo)}?small`} alt=${altOf(photo, number)}
      width=${photo.width} height=${photo.height} loading="lazy" decoding="async" />`
}

/** Where its bytes are. @param {Photo} photo */
export function photoAddress({ id }) {
  return `/b/${readBoot().code}/photos/${id}.jpg`
}

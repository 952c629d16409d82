// One photo in a list: the picture, small, and whether somebody has written what it says. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { altOf } from "../lib/photos.js"
import { t } from "../lib/i18n.js"

/**
 * @param {{photo: import("../wire.js").Photo, number: number, address: string, asks?: boolean, onOpen: () => void}} props
 *   `address` of the picture; `asks`: say so when nobody has written what it says
 */
export function PhotoTile({ photo, number, address, asks = false, onOpen }) {
  return html`
    <button class="photo-tile" type="button" aria-haspopup="dialog" onClick=${onOpen}>
      <img class="photo-tile__image" src=${`${address}?small`} alt=${altOf(photo, number)} dir="auto"
        width=${photo.width} height=${photo.height} loading="lazy" decoding="async" />
      ${asks && !photo.text && html`<span class="photo-tile__ask">${t("What does it say?")}</span>`}
    </button>`
}

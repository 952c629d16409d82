// One photo, as large as the screen allows, with what it says; below it whatever can be done with it.

import { html } from "../../vendor/preact.js"
import { altOf, hasShortText } from "../lib/photos.js"
import { t } from "../lib/i18n.js"
import { photoAddress } from "./photo-image.js"
import { Sheet } from "./sheet.js"

/**
 * @param {{
 *   photo: import("../wire.js").Photo,
 *   number: number,
 *   onClose: () => void,
 *   children?: import("../../vendor/preact.js").ComponentChildren,
 * }} props `children`: a form that holds the text; without it the text stands below the picture
 */
export function PhotoView({ photo, number, onClose, children = null }) {
  const address = photoAddress(photo)
  return html`
    <${Sheet} title=${t("Photo {n}", { n: number })} isWide=${true} onClose=${onClose}>
      <div class="photo-view">
        <div class="photo-view__picture">
          <img class="photo-view__image" src=${address} width=${photo.width} height=${photo.height} alt=${altOf(photo, number)} />
          <p><a href=${address} target="_blank" rel="noopener">${t("Open the picture alone")}</a></p>
        </div>
        ${children && html`<div class="photo-view__words">${children}</div>`}
        ${!children && photo.text && html`
          <p class="photo-view__text" dir="auto" aria-hidden=${hasShortText(photo) ? "true" : null}>${photo.text}</p>`}
      </div>
    <//>`
}

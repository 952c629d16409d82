// One photo, as large as the screen allows, with what it says; below it whatever can be done with it. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { altOf, hasShortText } from "../lib/photos.js"
import { t } from "../lib/i18n.js"
import { Sheet } from "./sheet.js"

/**
 * @param {{
 *   photo: import("../wire.js").Photo,
 *   number: number,
 *   address: string,
 *   onClose: () => void,
 *   children?: import("../../vendor/preact.js").ComponentChildren,
 * }} props `children`: a form that holds the text; without it the text stands below the picture
 */
export function PhotoView({ photo, number, address, onClose, children = null }) {
  return html`
    <${Sheet} title=${t("Photo {n}", { n: number })} isWide=${true} onClose=${onClose}>
      <img class="photo-view__image" src=${address} width=${photo.width} height=${photo.height} alt=${altOf(photo, number)} />
      ${!children && photo.text && html`
        <p class="photo-view__text" dir="auto" aria-hidden=${hasShortText(photo) ? "true" : null}>${photo.text}</p>`}
      ${children}
    <//>`
}

// One photo on the shelf: the picture, small, and whether somebody has written what it says. Pressed, it opens.

import { html } from "../../vendor/preact.js"
import { t } from "../lib/i18n.js"
import { PhotoImage } from "./photo-image.js"

/**
 * @param {{photo: import("../wire.js").Photo, number: number, asks: boolean, onOpen: () => void}} props
 *   `asks`: say so when nobody has written what it says
 */
export function PhotoTile({ photo, number, asks, onOpen }) {
  return html`
    <button class="photo-tile" type="button" aria-haspopup="dialog" onClick=${onOpen}>
      <${PhotoImage} photo=${photo} number=${number} />
      ${asks && !photo.text && html`<span class="photo-tile__ask">${t("What does it say?")}</span>`}
    </button>`
}

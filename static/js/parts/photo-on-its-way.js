// A photo that is not on the board yet: how much of it is sent, what it waits for, or why it was not taken.

import { html, useEffect, useState } from "../../vendor/preact.js"
import { t } from "../lib/i18n.js"
import { forgetPhotoOnItsWay, sendPhotoAgain } from "../photo-queue.js"
import { link } from "../store.js"

/** @typedef {import("../photo-queue.js").PhotoOnItsWay} OnItsWay */

/** @param {{photo: OnItsWay}} props */
export function PhotoOnItsWay({ photo }) {
  const { id, refusal } = photo
  return html`
    <div class="photo-waiting" data-kind=${refusal ? "bad" : ""}>
      <${PhotoPreview} bytes=${photo.bytes} />
      ${refusal ? html`
        <div class="photo-waiting__text">
          <p><strong>${refusal.message}</strong></p>
          <p>${refusal.instead}</p>
          <p class="photo-waiting__acts">
            <button class="button" type="button" onClick=${() => sendPhotoAgain(id)}>${t("Try again")}</button>
            <button class="button" type="button" onClick=${() => forgetPhotoOnItsWay(id)}>${t("Remove")}</button>
          </p>
        </div>` : html`<${PhotoProgress} photo=${photo} />`}
    </div>`
}

/** @param {{photo: OnItsWay}} props */
function PhotoProgress({ photo }) {
  const percent = Math.round((photo.share ?? 0) * 100)
  const isSending = photo.share !== null
  return html`
    <div class="photo-waiting__text">
      <p>${isSending ? t("On its way: {percent} %", { percent }) : photoWaitingWords(photo)}</p>
      ${isSending && html`<progress class="photo-waiting__bar" max="100" value=${percent} aria-label=${t("Sent")}></progress>`}
      ${!isSending && html`
        <p class="photo-waiting__acts">
          <button class="button" type="button" onClick=${() => forgetPhotoOnItsWay(photo.id)}>${t("Remove")}</button>
        </p>`}
    </div>`
}

/** @param {OnItsWay} photo */
function photoWaitingWords({ isKept }) {
  if (link.value.state === "live") return t("Waits for its turn")
  return isKept ? t("Waits for the network; kept on this phone") : t("Waits for the network; do not close this page")
}

/** @param {{bytes: Blob}} props */
function PhotoPreview({ bytes }) {
  const [address, setAddress] = useState("") // empty too where this device cannot show it
  useEffect(() => {
    const made = URL.createObjectURL(bytes)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return address ? html`<img class="photo-waiting__image" src=${address} alt="" onError=${() => setAddress("")} />` : null
}

// A picture becomes a photo of a topic: made small, kept on the device, and on its way.

import { signal } from "../vendor/preact.js"
import { newCommandId } from "./commands.js"
import { readBoot } from "./lib/boot.js"
import { t } from "./lib/i18n.js"
import { scaledPhoto } from "./lib/photo-scale.js"
import { stayWhile } from "./lib/release.js"
import { sendPhoto } from "./photo-queue.js"
import { me } from "./store.js"

/** How many were chosen and are not kept on the device yet. */
export const photosInTheMaking = signal(0)

stayWhile(() => photosInTheMaking.value > 0)

const PHOTO_MAX_BYTES = 20 * 1_048_576

/**
 * One after the other: a phone has little memory for pictures.
 * @param {string} topic
 * @param {File[]} files
 */
export async function takePhotos(topic, files) {
  photosInTheMaking.value += files.length
  for (const file of files) {
    await takePhoto(topic, await scaledPhoto(file))
    photosInTheMaking.value -= 1
  }
}

/**
 * @param {string} topic
 * @param {Blob} bytes
 */
function takePhoto(topic, bytes) {
  return sendPhoto({
    id: newCommandId(), code: readBoot().code, topic, person: me.value?.person ?? null, bytes, queuedAt: Date.now(),
    refusal: bytes.size > PHOTO_MAX_BYTES ? tooLargePhoto() : null,
  })
}

function tooLargePhoto() {
  return {
    message: t("The picture is larger than 20 MB."),
    instead: t("Take it at a smaller size, or send a picture of the screen that shows it."),
  }
}

// Photos on their way to the board: kept on the device, sent one at a time, again after every lost connection.
// The same id is the same photo, so sending again never makes two of one.

import { effect, signal } from "../vendor/preact.js"
import { announceChange } from "./lib/announcer.js"
import { readBoot } from "./lib/boot.js"
import { t } from "./lib/i18n.js"
import { dropPhoto, keepPhoto, keptPhotos } from "./lib/photo-store.js"
import { stayWhile } from "./lib/release.js"
import { link, me } from "./store.js"

/** @typedef {import("./lib/photo-store.js").KeptPhoto} KeptPhoto */
/**
 * @typedef {KeptPhoto & {share: number|null, isKept: boolean}} PhotoOnItsWay
 *   `share`: of its bytes that are sent, 0–1; null: waiting. `isKept`: it survives a reload
 */
/** @typedef {{status: number, answer: any}} UploadReply `status` 0: no answer came */

const PHOTO_AGAIN_MS = 5_000
const PHOTO_STALLED_MS = 90_000 // a line can be dead without anybody being told
const PHOTO_MAY_PASS = new Set([0, 408, 429, 502, 503, 504])

/** Oldest first: those of whoever holds the device. */
export const photosOnTheirWay = signal(/** @type {PhotoOnItsWay[]} */ ([]))

/** @type {PhotoOnItsWay|null} */
let photoBeingSent = null
let followsPhotos = false
/** @type {ReturnType<typeof setTimeout>|undefined} */
let nextPhotoTry

/** Bring back what waited before this page was loaded, and send whenever there is a line. May be called again. */
export function followPhotoQueue() {
  if (followsPhotos) return
  followsPhotos = true
  stayWhile(() => photosOnTheirWay.value.some(({ isKept }) => !isKept))
  keptPhotos(readBoot().code).then((kept) => {
    const known = new Set(photosOnTheirWay.value.map(({ id }) => id))
    const restored = kept.filter(({ id }) => !known.has(id)).map((photo) => ({ ...photo, share: null, isKept: true }))
    photosOnTheirWay.value = [...restored, ...photosOnTheirWay.value]
    effect(() => {
      if (link.value.state === "live" && me.value?.person) queueMicrotask(sendNextPhoto)
    })
  })
}

/**
 * As soon as there is a line, and the ones before it are sent.
 * @param {KeptPhoto} photo
 */
export async function sendPhoto(photo) {
  photosOnTheirWay.value = [...photosOnTheirWay.value, { ...photo, share: null, isKept: false }]
  changePhoto(photo.id, { isKept: await keepPhoto(photo) })
  sendNextPhoto()
}

/** After a refusal that may pass. @param {string} id */
export function sendPhotoAgain(id) {
  changePhoto(id, { refusal: null })
  sendNextPhoto()
}

/** Its sender does not want it any more. @param {string} id */
export function forgetPhotoOnItsWay(id) {
  photosOnTheirWay.value = photosOnTheirWay.value.filter((photo) => photo.id !== id)
  dropPhoto(id)
}

async function sendNextPhoto() {
  const next = photosOnTheirWay.value.find((photo) => !photo.refusal && isMyPhotoOnItsWay(photo))
  if (!next || photoBeingSent || link.value.state !== "live") return
  clearTimeout(nextPhotoTry)
  photoBeingSent = next
  const { status, answer } = await uploadPhoto(next, (share) => changePhoto(next.id, { share }))
  photoBeingSent = null
  if (PHOTO_MAY_PASS.has(status)) {
    putPhotoBack(next.id)
    return
  }
  if (status === 201) {
    forgetPhotoOnItsWay(next.id)
    announceChange(t("Photo sent"))
  } else {
    const refusal = refusedUpload(answer)
    changePhoto(next.id, { share: null, refusal })
    announceChange(refusal.message)
  }
  sendNextPhoto()
}

/** A device can pass from hand to hand. @param {KeptPhoto} photo */
export function isMyPhotoOnItsWay({ person }) {
  return person === null || person === me.value?.person
}

/** @param {string} id */
function putPhotoBack(id) {
  changePhoto(id, { share: null })
  nextPhotoTry = setTimeout(sendNextPhoto, PHOTO_AGAIN_MS)
}

/**
 * @param {string} id
 * @param {Partial<PhotoOnItsWay>} changes
 */
function changePhoto(id, changes) {
  photosOnTheirWay.value = photosOnTheirWay.value.map((photo) => (photo.id === id ? { ...photo, ...changes } : photo))
  const changed = photosOnTheirWay.value.find((photo) => photo.id === id)
  if (!changed || changes.refusal === undefined) return
  const { share, isKept, ...kept } = changed
  keepPhoto(kept)
}

/**
 * Not fetch: it says nothing of how much is sent.
 * @param {KeptPhoto} photo
 * @param {(share: number) => void} onShare
 * @returns {Promise<UploadReply>}
 */
function uploadPhoto({ id, code, topic, bytes }, onShare) {
  const request = new XMLHttpRequest()
  request.open("POST", `/api/boards/${code}/topics/${encodeURIComponent(topic)}/photos`)
  request.setRequestHeader("Idempotency-Key", id)
  request.setRequestHeader("Content-Type", bytes.type || "application/octet-stream")
  request.responseType = "json"
  let watchdog = setTimeout(() => request.abort(), PHOTO_STALLED_MS)
  request.upload.onprogress = ({ loaded, total }) => {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => request.abort(), PHOTO_STALLED_MS)
    onShare(total ? loaded / total : 0)
  }
  onShare(0)
  return new Promise((resolve) => {
    request.onloadend = () => {
      clearTimeout(watchdog)
      resolve({ status: request.status, answer: request.response })
    }
    request.send(bytes)
  })
}

/** @param {any} answer */
function refusedUpload(answer) {
  const message = answer?.message ?? t("The photo was not taken.")
  return { message, instead: answer?.instead?.text ?? t("Take it again, or choose another.") }
}

// Questions to a board about its photos. Pure.

import { t } from "./i18n.js"

/** @typedef {import("../wire.js").Photo} Photo */

export const PHOTOS_A_TOPIC_MAX = 40
const ALT_MAX_CHARS = 150

/**
 * A topic's photos, oldest first.
 * @param {import("../wire.js").Board} board
 * @param {string} topicId
 */
export function photosOf(board, topicId) {
  const photos = Object.values(board.photos).filter((photo) => photo.topic === topicId)
  return photos.sort((a, b) => Date.parse(a.taken_at) - Date.parse(b.taken_at) || (a.id < b.id ? -1 : 1))
}

/** Whether what it says stands in place of the picture; a longer text stands below it. @param {Photo} photo */
export function hasShortText({ text }) {
  return text !== "" && [...text].length <= ALT_MAX_CHARS
}

/**
 * What is said in place of the picture.
 * @param {Photo} photo
 * @param {number} number 1, 2, … among the topic's
 */
export function altOf(photo, number) {
  if (hasShortText(photo)) return photo.text
  if (photo.text) return t("Photo {n}; what it says stands below.", { n: number })
  return t("Photo {n}; nobody has written yet what it says.", { n: number })
}

// The public book's files as a wall follows them: made before anybody scans, so that their sizes are known.

import { askOfBook, readBookFiles } from "../../lib/book.js"
import { signal } from "../../../vendor/preact.js"

/** @typedef {import("../../lib/book.js").BookFile} BookFile */

const TAKING_LOOK_MS = 2_000 // while one is being made
const TAKING_REST_MS = 30_000 // a copy that was let go is made again

export const bookFiles = signal(/** @type {BookFile[]} */ ([]))

/**
 * Have these made, and follow how far they are.
 * @param {string[]} formats
 * @returns {() => void} stops it
 */
export function followBook(formats) {
  let isFollowed = true
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let next
  const look = async () => {
    const files = (await readBookFiles().catch(() => null))?.files ?? []
    const wanted = files.filter(({ format }) => formats.includes(format))
    const idle = wanted.filter(({ state }) => state === null || state === "failed")
    await Promise.all(idle.map(({ format }) => askOfBook("files", { format }).catch(() => null)))
    if (!isFollowed) return
    if (files.length > 0) bookFiles.value = files
    const isMade = wanted.length > 0 && wanted.every(({ state }) => state === "ready")
    next = setTimeout(look, isMade ? TAKING_REST_MS : TAKING_LOOK_MS)
  }
  look()
  return () => {
    isFollowed = false
    clearTimeout(next)
  }
}

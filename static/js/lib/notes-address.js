// Where a topic's notes are.

import { readBoot } from "./boot.js"

/** @param {string} topic id */
export function notesAddress(topic) {
  return `/b/${encodeURIComponent(readBoot().code)}/topics/${encodeURIComponent(topic)}/notes`
}

// Earlier versions of a topic's notes, as the server keeps them.

import { readBoot } from "./boot.js"

/**
 * @typedef {object} NotesRevision
 * @property {number} number
 * @property {string} at
 * @property {number} authors how many wrote since the one before
 */

/**
 * @param {string} topic id
 * @returns {Promise<NotesRevision[]>} the latest first
 * @throws {Error} when there is no network, or the server says no
 */
export async function listRevisions(topic) {
  const { revisions } = await fetchJson(revisionsAddress(topic))
  return [...revisions].sort((/** @type {NotesRevision} */ a, /** @type {NotesRevision} */ b) => b.number - a.number)
}

/**
 * @param {string} topic id
 * @param {number} number
 * @returns {Promise<string>} how the notes read then
 * @throws {Error} when there is no network, or the server says no
 */
export async function revisionText(topic, number) {
  return (await fetchJson(`${revisionsAddress(topic)}/${number}`)).text
}

/** @param {string} address */
async function fetchJson(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status}`)
  return response.json()
}

/** @param {string} topic */
function revisionsAddress(topic) {
  return `/api/boards/${encodeURIComponent(readBoot().code)}/topics/${encodeURIComponent(topic)}/revisions`
}

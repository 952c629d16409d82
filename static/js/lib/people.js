// Becoming somebody on a board, and being somebody else. Who one is lies in a cookie that no script can read.

import { readBoot } from "./boot.js"
import { dropAllDrafts } from "./drafts.js"

/** @typedef {{code: string, message: string, instead: {text: string}}} Problem what the server answers when it says no */

/**
 * Join the board of this page; whoever is somebody there already stays who they are. Then connect with `open`.
 * @param {string} name empty: none
 * @param {string} language BCP 47
 * @returns {Promise<{person: string}>}
 * @throws {Problem} when the board says no; a TypeError when there is no network
 */
export function join(name, language) {
  return postPerson({ name: name || null, language })
}

/**
 * Be somebody else on this device from now on: what the one before had not sent stays theirs, what they had not even
 * finished writing goes. Then load the page anew.
 * @param {string} name empty: none
 * @param {string} language BCP 47
 * @returns {Promise<{person: string}>}
 * @throws {Problem} when the board says no; a TypeError when there is no network
 */
export async function becomeSomebodyElse(name, language) {
  const answer = await postPerson({ name: name || null, language, somebody_else: true })
  dropAllDrafts()
  return answer
}

/** @param {{name: string|null, language: string, somebody_else?: true}} wish */
async function postPerson(wish) {
  const response = await fetch(`/api/boards/${encodeURIComponent(readBoot().code)}/people`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
  })
  const answer = await response.json()
  if (!response.ok) throw answer
  return answer
}

// Becoming somebody on a board, and being somebody else. Who one is lies in a cookie that no script can read.

import { readBoot } from "./boot.js"

/** @typedef {{code: string, message: string, instead: {text: string}}} Problem what the server answers when it says no */

/**
 * Join the board of this page; whoever is somebody there already stays who they are. Then connect with `open`.
 * @param {string} name empty: none
 * @param {string} language BCP 47
 * @returns {Promise<{person: string}>}
 * @throws {Problem} when the board says no; a TypeError when there is no network
 */
export async function join(name, language) {
  const response = await fetch(`${boardAddress()}/people`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: name || null, language }),
  })
  const answer = await response.json()
  if (!response.ok) throw answer
  return answer
}

function boardAddress() {
  return `/api/boards/${encodeURIComponent(readBoot().code)}`
}

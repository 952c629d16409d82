// Who is writing in a document, as the others show them: a number, a colour, a name only if they chose one. Pure.
// What comes from other screens is hostile: nothing of it is taken but a name and two places. Whose id it is, the server
// has looked at; a name alone is only what somebody calls themselves, and is never that of a person on the board.

import { fold } from "./i18n.js"

const NAME_MAX = 40
const COLOURS = 8
const CONTROLS = /[\p{Cc}\p{Cf}]/gu

/**
 * @typedef {object} Writer
 * @property {number} client
 * @property {number} number from 1, by client id, so that every screen counts alike
 * @property {number} colour 1-8
 * @property {string} name empty: chose none
 * @property {boolean} isClaimed nobody on the board has that name: it is what they call themselves here
 * @property {{anchor: any, head: any}|null} cursor as it was sent; null: not in the text just now
 */

/**
 * Everybody who says that they write, this screen too.
 * @param {Map<number, any>} states by client id
 * @param {Record<string, import("../wire.js").Person>} people who are public
 * @returns {Writer[]}
 */
export function writersIn(states, people) {
  return [...states.entries()]
    .filter(([, state]) => isObject(state?.user) || isObject(state?.cursor))
    .sort(([a], [b]) => a - b)
    .map(([client, state], index) => ({
      client, number: index + 1, colour: (index % COLOURS) + 1, ...shownName(state.user, people), cursor: cursorOf(state.cursor),
    }))
}

/**
 * @param {any} user
 * @param {Record<string, import("../wire.js").Person>} people
 */
function shownName(user, people) {
  const known = Object.values(people).find(({ id }) => id === user?.person)?.name
  if (known) return { name: known, isClaimed: false }
  const name = claimedName(user?.name)
  const isTaken = Object.values(people).some((person) => fold(person.name).trim() === fold(name))
  return isTaken || !name ? { name: "", isClaimed: false } : { name, isClaimed: true }
}

/** @param {unknown} name */
function claimedName(name) {
  if (typeof name !== "string") return ""
  return [...name.slice(0, NAME_MAX * 4).replace(CONTROLS, "")].slice(0, NAME_MAX).join("").trim()
}

/** @param {any} cursor */
function cursorOf(cursor) {
  return isObject(cursor) && isObject(cursor.anchor) && isObject(cursor.head) ? { anchor: cursor.anchor, head: cursor.head } : null
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null
}

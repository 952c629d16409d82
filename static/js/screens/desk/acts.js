// What the facilitator does from the desk, the one act that can be taken back, and the refusals that are still unread.
// A refusal is shown where it belongs: in its form, at the cell it was about, or over the grid.

import { answerOf, dismissRefusal, send } from "../../commands.js"
import { t } from "../../lib/i18n.js"
import { board, pending } from "../../store.js"
import { computed, signal } from "../../../vendor/preact.js"

/** @typedef {import("../../commands.js").Answer} Answer */
/** @typedef {import("../../store.js").Pending} Pending */
/** @typedef {import("../../wire.js").Command} Command */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {{seq: number, text: string}} Done seq: what undo names it by */

/** The last act, until the next. */
export const doneAct = signal(/** @type {Done|null} */ (null))

/** Command ids whose refusal a form on this page shows. */
const shownInForm = signal(/** @type {ReadonlySet<string>} */ (new Set()))

/**
 * Do it; undo is offered once it has happened.
 * @param {string} type
 * @param {Record<string, any>} fields
 * @param {string} text what has happened then: "“Språkcafé” → 13:00 Atriet"
 * @returns {Promise<Answer>}
 */
export function deskAct(type, fields, text) {
  doneAct.value = null
  return offer(send(type, fields), text)
}

/**
 * The same for a form, which shows a refusal itself; unless it has been closed when the answer comes.
 * @param {string} type
 * @param {Record<string, any>} fields
 * @param {string} text
 * @param {() => boolean} isFormOpen
 * @returns {Promise<Answer>}
 */
export async function formAct(type, fields, text, isFormOpen) {
  doneAct.value = null
  const commandId = send(type, fields)
  shownInForm.value = new Set([...shownInForm.value, commandId])
  const answer = await offer(commandId, text)
  if (answer.refused && isFormOpen()) dismissRefusal(commandId)
  shownInForm.value = new Set([...shownInForm.value].filter((id) => id !== commandId))
  return answer
}

/**
 * @param {string} commandId
 * @param {string} text
 */
async function offer(commandId, text) {
  const answer = await answerOf(commandId)
  if (answer.accepted) doneAct.value = { seq: answer.accepted.seq, text }
  return answer
}

/** Take the last act back. */
export async function takeBack() {
  const done = doneAct.value
  if (!done) return
  doneAct.value = null
  const answer = await answerOf(send("undo", { seq: done.seq }))
  if (answer.accepted) doneAct.value = { seq: answer.accepted.seq, text: t("Taken back: {act}", { act: done.text }) }
}

/** Refusals nobody has read, but those a form shows. */
const unread = computed(() =>
  pending.value.filter(({ command, refusal }) => refusal && !shownInForm.value.has(command.command_id)))

/** By cell: the refusals that are about one. @type {import("../../../vendor/preact.js").ReadonlySignal<Map<string, Pending>>} */
export const refusedAt = computed(() => {
  const found = unread.value.map((entry) => /** @type {[string, Pending]} */ ([cellOf(entry.command), entry]))
  return new Map(found.filter(([cell]) => cell))
})

/** The other ones. */
export const refusedElsewhere = computed(() => unread.value.filter(({ command }) => !cellOf(command)))

/** By cell: the topic that is on its way there, sent or waiting for the network. */
export const onTheWay = computed(() => {
  const placing = pending.value.filter(({ command, refusal }) => !refusal && PLACING.has(command.type))
  return new Map(placing.map(({ command }) => [cellKey(/** @type {any} */ (command)), String(command["topic"])]))
})

const PLACING = new Set(["place_topic", "repeat_topic"])

/** @param {Spot} spot */
export function cellKey({ room, slot }) {
  return `${room} ${slot}`
}

/**
 * The cell a command is about; empty: none that is still there.
 * @param {Command} command
 */
function cellOf(command) {
  const spot = command.type === "swap_sessions" ? board.value.sessions[command["b"]] : PLACING.has(command.type) ? command : null
  if (!spot || !board.value.rooms[spot["room"]] || !board.value.slots[spot["slot"]]) return ""
  return cellKey(/** @type {Spot} */ (spot))
}

// Why a card did not get its place, said at that place, with the nearest free ones as buttons.

import { dismissRefusal } from "../../commands.js"
import { sessionAt } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { html, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { placeCard } from "./hand.js"
import { focusPlace } from "./roving.js"
import { spotTitle } from "./words.js"

/** @typedef {import("../../wire.js").Spot} Spot */

/** @param {{entry: import("../../store.js").Pending}} props */
export function RefusalHere({ entry }) {
  const { command, refusal } = entry
  const box = /** @type {import("../../../vendor/preact.js").RefObject<HTMLElement>} */ (useRef(null))
  useLayoutEffect(() => arriveAt(box.current), [])
  if (!refusal) return null
  const cells = (refusal.instead.cells ?? []).filter(isStillFree)
  return html`
    <section class="refusal notice" data-kind="warn" role="alert" ref=${box}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => leaveByKey(event, command)}>
      <p class="notice__title" dir="auto">${refusal.message}</p>
      ${cells.length === 0 && html`<p dir="auto">${refusal.instead.text}</p>`}
      <div class="notice__actions">
        ${cells.map((spot) => html`
          <button key=${`${spot.room} ${spot.slot}`} class="button button--small refusal__free" type="button"
            onClick=${() => takeInstead(command, spot)}>
            ${spotTitle(spot)}
          </button>`)}
        <button class="button button--small button--quiet" type="button" onClick=${() => leave(command)}>${t("OK")}</button>
      </div>
    </section>`
}

/** @param {HTMLElement|null} box */
function arriveAt(box) {
  box?.scrollIntoView({ block: "nearest", inline: "nearest" })
  // Whoever placed by keyboard stands on the cell; the way out is where they are.
  const cell = box?.parentElement
  if (cell?.contains(document.activeElement)) box?.querySelector("button")?.focus()
}

/** @param {Spot} spot */
function isStillFree({ room, slot }) {
  return board.value.rooms[room] && board.value.slots[slot] && !sessionAt(board.value, room, slot)
}

/**
 * @param {import("../../wire.js").Command} command
 * @param {Spot} spot
 */
function takeInstead(command, spot) {
  dismissRefusal(command.command_id)
  const topic = command["topic"] ?? board.value.sessions[command["a"]]?.topic
  const session = command["session"] ?? command["a"] ?? null
  placeCard({ topic, session, isRepeat: command.type === "repeat_topic" }, spot, command["why"] ?? "")
  focusPlace(spot.slot, spot.room)
}

/** @param {import("../../wire.js").Command} command */
function leave(command) {
  const at = command.type === "swap_sessions" ? board.value.sessions[command["b"]] : command
  dismissRefusal(command.command_id)
  if (at) focusPlace(at["slot"], at["room"])
}

/**
 * @param {KeyboardEvent} event
 * @param {import("../../wire.js").Command} command
 */
function leaveByKey(event, command) {
  if (event.key !== "Escape") return
  event.stopPropagation()
  leave(command)
}

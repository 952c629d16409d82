// What somebody sees whose place was refused: the topic is up all the same, who was quicker, and the nearest free place.

import { html, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { sessionAt } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { nameOf, startInWords } from "./facts.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/** @typedef {import("../../wire.js").Spot} Spot */

/**
 * @param {{spot: Spot, refused: Refused, isUp: boolean, onTake: (spot: Spot) => void, onChooseAgain: () => void}} props
 *   `isUp`: the topic went up a moment ago, so that has to be said
 */
export function LostPlace({ spot, refused, isUp, onTake, onChooseAgain }) {
  const box = /** @type {import("../../../vendor/preact.js").RefObject<HTMLDivElement>} */ (useRef(null))
  useLayoutEffect(() => box.current?.focus(), [refused])
  const free = nearestFree(refused)
  const reason = lossInWords(spot, refused)
  return html`
    <div class="stack" tabindex="-1" ref=${box}>
      <${NoticeBox} kind="warn" title=${isUp ? `${t("It is up.")} ${reason}` : reason}
        text=${free ? t("{place} is free.", { place: spotInWords(free) }) : refused.instead.text} />
      ${free && html`
        <button class="button button--loud button--wide" type="button" onClick=${() => onTake(free)}>
          ${t("Take {place}", { place: spotInWords(free) })}
        </button>`}
      <button class="button button--wide" type="button" onClick=${onChooseAgain}>${t("Choose another time")}</button>
    </div>`
}

/**
 * @param {Refused} refused
 * @returns {Spot | undefined} the first place it offers that is still free
 */
export function nearestFree(refused) {
  return (refused.instead.cells ?? []).find(({ room, slot }) =>
    board.value.rooms[room] && board.value.slots[slot] && !sessionAt(board.value, room, slot))
}

/** @param {Spot} spot @returns {string} "13:00 Atriet" */
export function spotInWords({ room, slot }) {
  const time = board.value.slots[slot]
  return [time ? startInWords(time) : "", board.value.rooms[room]?.name ?? ""].filter(Boolean).join(" ")
}

/**
 * @param {Spot} spot
 * @param {Refused} refused
 */
function lossInWords(spot, refused) {
  const winner = sessionAt(board.value, spot.room, spot.slot)
  if (refused.code !== "room_taken" || !winner) return refused.message
  const name = nameOf(board.value.topics[winner.topic])
  const place = spotInWords(spot)
  return name ? t("{place} went to {name} a moment ago.", { place, name }) : t("{place} was taken a moment ago.", { place })
}

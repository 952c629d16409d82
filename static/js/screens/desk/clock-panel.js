// What is on and how long it lasts, by the board's clock; and what to do when it slips.

import { boardTime, minutesUntil, now, secondsUntil } from "../../clock.js"
import { currentSlot, nextSlot } from "../../lib/agenda.js"
import { t, timeRange, tn } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { deskAct } from "./acts.js"
import { openSheet } from "./sheets.js"
import { slotTitle, startTitle } from "./words.js"

/** @typedef {import("../../wire.js").Slot} Slot */

const LAST_MINUTE = 60
const LONG_MIN = 90
const STRETCH_MIN = 5

export function ClockPanel() {
  const current = currentSlot(board.value, now.value)
  const next = nextSlot(board.value, now.value)
  return html`
    <section class="panel" aria-labelledby="clock-title">
      ${current ? html`<${NowOn} slot=${current} />` : html`<h2 id="clock-title">${t("Between times")}</h2>`}
      ${next && html`<${NextUp} slot=${next} isLoud=${!current} />`}
      ${!current && !next && html`<p class="soft">${t("Nothing is left of the day.")}</p>`}
      ${next && html`
        <button class="button button--wide" type="button" onClick=${() => openSheet({ kind: "shift" })}>
          ${t("Shift the rest of the day …")}
        </button>`}
    </section>`
}

/** @param {{slot: Slot}} props */
function NowOn({ slot }) {
  const name = slotTitle(board.value, slot)
  const later = t("{slot} ends {n} min later", { slot: name, n: STRETCH_MIN })
  const stretch = () => deskAct("extend_slot", { slot: slot.id, minutes: STRETCH_MIN }, later)
  const end = () => deskAct("end_slot", { slot: slot.id }, t("{slot} has ended", { slot: name }))
  return html`
    <div class="stack stack--tight">
      <div class="spread"><h2 id="clock-title" dir="auto">${name}</h2><span class="figures soft">${timeRange(slot)}</span></div>
      <p class="clock-panel__left">${leftInTime(slot.ends)}</p>
      <div class="pair">
        <button class="button" type="button" onClick=${stretch}>${t("+ {n} min", { n: STRETCH_MIN })}</button>
        <button class="button" type="button" onClick=${end}>${t("End now")}</button>
      </div>
    </div>`
}

/** @param {{slot: Slot, isLoud: boolean}} props */
function NextUp({ slot, isLoud }) {
  const name = slotTitle(board.value, slot)
  const begin = () => deskAct("start_slot", { slot: slot.id }, t("{slot} has started", { slot: name }))
  return html`
    <div class="clock-panel__next">
      <p>
        <span class="soft">${t("Next")}</span>${" "}<strong class="figures">${startTitle(slot)}</strong>${" "}<bdi class="no-wrap">${name}</bdi>
        ${isLoud && html`<span class="soft">${` · ${untilTime(slot.starts)}`}</span>`}
      </p>
      <button class="button button--small" type="button" onClick=${begin}
        aria-label=${t("Start now: {slot}", { slot: name })}>${t("Start now")}</button>
    </div>`
}

/** @param {string} ends */
function leftInTime(ends) {
  const seconds = secondsUntil(ends)
  if (seconds < LAST_MINUTE) return tn("{n} second left", "{n} seconds left", Math.max(0, seconds))
  const minutes = minutesUntil(ends)
  return minutes > LONG_MIN ? t("until {time}", { time: boardTime(ends) }) : tn("{n} min left", "{n} min left", minutes)
}

/** @param {string} starts */
function untilTime(starts) {
  const minutes = minutesUntil(starts)
  return minutes > LONG_MIN ? boardTime(starts) : tn("in {n} min", "in {n} min", minutes)
}

// "Shift the rest of the day": what moves, from when to when, before it is done. One undo takes it back.

import { boardTime, now } from "../../clock.js"
import { isolateLeftToRight, t, tn } from "../../lib/i18n.js"
import { InputField, SelectField } from "../../parts/input-field.js"
import { Sheet } from "../../parts/sheet.js"
import { board, frame } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { RefusedForm, onSubmit, useAsking } from "./asking.js"
import { shiftedTime, slotsToShift } from "./moment.js"
import { closeSheet } from "./sheets.js"
import { slotTitle } from "./words.js"

const STEPS_MIN = [-5, 5, 10, 15, 30]
const SHIFT_MAX_MIN = 240

export function ShiftSheet() {
  const [minutes, setMinutes] = useState("5")
  const [from, setFrom] = useState("")
  const { ask, refused, isBusy } = useAsking()
  const shift = Number(minutes)
  const moving = slotsToShift(board.value, now.value, from)
  const isShift = Number.isInteger(shift) && shift !== 0 && Math.abs(shift) <= SHIFT_MAX_MIN && moving.length > 0
  const act = () => {
    const done = t("The rest of the day is shifted by {n} min", { n: signed(shift) })
    if (isShift) ask("shift_day", { minutes: shift, ...(from && { slot: from }) }, done)
  }
  return html`
    <${Sheet} title=${t("Shift the rest of the day")} onClose=${closeSheet}>
      <form class="stack" onSubmit=${onSubmit(act)}>
        <div class="row">
          ${STEPS_MIN.map((step) => html`
            <button key=${step} class="button button--warm" type="button" aria-pressed=${step === shift}
              onClick=${() => setMinutes(String(step))}>
              ${isolateLeftToRight(t("{n} min", { n: signed(step) }))}
            </button>`)}
        </div>
        <div class="row row--fields">
          <${InputField} id="shift-minutes" label=${t("Minutes")} type="number" min=${-SHIFT_MAX_MIN} max=${SHIFT_MAX_MIN}
            value=${minutes} onValue=${setMinutes} />
          <${SelectField} id="shift-from" label=${t("From")} value=${from} options=${starts()} onValue=${setFrom} />
        </div>
        <${ShiftList} slots=${moving} minutes=${isShift ? shift : 0} />
        <${RefusedForm} refused=${refused} />
        <button class="button button--loud" type="submit" disabled=${!isShift}
          aria-busy=${isBusy}>${isShift ? tn("Shift {n} row", "Shift {n} rows", moving.length) : t("Shift")}</button>
      </form>
    <//>`
}

/** @returns {[string, string][]} */
function starts() {
  const later = slotsToShift(board.value, now.value).slice(1)
  return [["", t("what comes next")], ...later.map((slot) => /** @type {[string, string]} */ ([slot.id, nameWithTime(slot)]))]
}

/** @param {import("../../wire.js").Slot} slot */
function nameWithTime(slot) {
  return `${boardTime(slot.starts)} ${slotTitle(board.value, slot)}`
}

/** @param {{slots: import("../../wire.js").Slot[], minutes: number}} props */
function ShiftList({ slots, minutes }) {
  if (slots.length === 0) return html`<p>${t("Nothing is left of the day.")}</p>`
  const moved = (/** @type {string} */ iso) => shiftedTime(iso, minutes, frame.value.timezone)
  return html`
    <table class="shift-list">
      <caption class="visually-hidden">${t("What moves")}</caption>
      <thead><tr><th scope="col">${t("What")}</th><th scope="col">${t("Was")}</th><th scope="col">${t("Will be")}</th></tr></thead>
      <tbody>
        ${slots.map((slot) => html`
          <tr key=${slot.id}>
            <th scope="row" dir="auto">${slotTitle(board.value, slot)}</th>
            <td><time class="figures soft">${boardTime(slot.starts)}–${boardTime(slot.ends)}</time></td>
            <td><time class="figures">${moved(slot.starts)}–${moved(slot.ends)}</time></td>
          </tr>`)}
      </tbody>
    </table>`
}

/** @param {number} minutes */
function signed(minutes) {
  return minutes > 0 ? `+${minutes}` : `−${-minutes}`
}

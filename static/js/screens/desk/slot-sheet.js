// A slot's set-up: when, what for, what it is called; removing it while the day runs.

import { boardDay, boardTime, now, zoneDay } from "../../clock.js"
import { sortedSlots } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { InputField, SelectField } from "../../parts/input-field.js"
import { Sheet } from "../../parts/sheet.js"
import { board, frame } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { RefusedForm, onSubmit, useAsking } from "./asking.js"
import { Ending, willWait } from "./room-sheet.js"
import { closeSheet } from "./sheets.js"
import { slotTitle } from "./words.js"
import { instantAt } from "./zone.js"

/** @typedef {import("../../wire.js").Slot} Slot */

const NEW_SLOT_MS = 45 * 60_000
const WALK_MS = 15 * 60_000

/** @param {{id: string|null}} props null: a new slot */
export function SlotSheet({ id }) {
  const slot = id ? board.value.slots[id] : null
  const [fields, setFields] = useState(() => slotFields(slot ?? slotAfterAll()))
  const asking = useAsking()
  if (id && !slot) return null
  const set = (/** @type {Partial<typeof fields>} */ changed) => setFields({ ...fields, ...changed })
  return html`
    <${Sheet} title=${slot ? `${boardTime(slot.starts)} ${slotTitle(board.value, slot)}` : t("A new time")} onClose=${closeSheet}>
      <form class="stack" onSubmit=${onSubmit(() => saveSlot(slot, fields, asking))}>
        <${InputField} id="slot-day" label=${t("Day")} type="date" value=${fields.day} isRequired=${true}
          onValue=${(/** @type {string} */ day) => set({ day })} />
        <div class="row">
          <${InputField} id="slot-starts" label=${t("Starts")} type="time" value=${fields.starts} isRequired=${true}
            onValue=${(/** @type {string} */ starts) => set({ starts })} />
          <${InputField} id="slot-ends" label=${t("Ends")} type="time" value=${fields.ends} isRequired=${true}
            onValue=${(/** @type {string} */ ends) => set({ ends })} />
        </div>
        <${SelectField} id="slot-kind" label=${t("For")} value=${fields.kind} options=${kinds()}
          onValue=${(/** @type {any} */ kind) => set({ kind })} />
        <${InputField} id="slot-label" label=${t("Called")} type="text" value=${fields.label}
          hint=${t("For example Lunch. Empty: by its times.")} onValue=${(/** @type {string} */ label) => set({ label })} />
        ${slot?.kind === "sessions" && fields.kind !== "sessions" && html`
          <p class="field__hint">${willWait(sessionsThen(slot))}</p>`}
        <${RefusedForm} refused=${asking.refused} />
        <button class="button button--loud" type="submit" aria-busy=${asking.isBusy}>${slot ? t("Save") : t("Add the time")}</button>
      </form>
      ${slot && html`
        <div class="sheet__end">
          <${Ending} text=${t("Remove the time")} topics=${sessionsThen(slot)} onPress=${() => removeSlot(slot, asking)} />
        </div>`}
    <//>`
}

/** @returns {[string, string][]} */
function kinds() {
  return [["sessions", t("Sessions")], ["break", t("Break")], ["plenary", t("All together")]]
}

/** @param {Slot} slot */
function sessionsThen(slot) {
  return Object.values(board.value.sessions).filter((session) => session.slot === slot.id).length
}

/** @param {Pick<Slot, "starts"|"ends"|"kind"|"label">} slot */
function slotFields({ starts, ends, kind, label }) {
  return { day: boardDay(starts), starts: boardTime(starts), ends: boardTime(ends), kind, label }
}

/** What a new slot is proposed as: after the last one, with time to walk. @returns {Pick<Slot, "starts"|"ends"|"kind"|"label">} */
function slotAfterAll() {
  const slots = sortedSlots(board.value)
  const last = slots[slots.length - 1]
  const starts = last ? Date.parse(last.ends) + WALK_MS : Math.ceil(now.value / WALK_MS) * WALK_MS
  return { starts: new Date(starts).toISOString(), ends: new Date(starts + NEW_SLOT_MS).toISOString(), kind: "sessions", label: "" }
}

/**
 * @param {Slot|null} slot
 * @param {ReturnType<typeof slotFields>} fields
 * @param {import("./asking.js").Asking} asking
 */
function saveSlot(slot, { day, starts, ends, kind, label }, { ask }) {
  const { timezone } = frame.value
  const began = instantAt(day, starts, timezone)
  const endsSameDay = instantAt(day, ends, timezone)
  // Past midnight: it ends on the next day.
  const ended = Date.parse(endsSameDay) > Date.parse(began) ? endsSameDay : instantAt(dayAfter(endsSameDay, timezone), ends, timezone)
  const fields = { starts: began, ends: ended, kind, label }
  if (!slot) return ask("add_slot", fields, t("{time} is added", { time: starts }))
  const unmoved = slotFields(slot)
  // A slot that ended at 10:32:10 keeps its seconds when only its label changes.
  const isSameTime = unmoved.day === day && unmoved.starts === starts && unmoved.ends === ends
  const times = isSameTime ? {} : { starts: began, ends: ended }
  return ask("edit_slot", { slot: slot.id, kind, label, ...times }, t("{time} is changed", { time: starts }))
}

/**
 * @param {string} iso
 * @param {string} timezone
 */
function dayAfter(iso, timezone) {
  return zoneDay(Date.parse(iso) + 24 * 60 * 60_000, timezone)
}

/**
 * @param {Slot} slot
 * @param {import("./asking.js").Asking} asking
 */
function removeSlot(slot, { ask }) {
  return ask("remove_slot", { slot: slot.id }, t("{time} is removed", { time: boardTime(slot.starts) }))
}

// Rooms across, slots down: where every topic meets, and where one still can. A table with headers, walked by arrow keys.

import { now } from "../../clock.js"
import { currentSlot, hasEnded, sortedRooms, sortedSlots } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { computed, html, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { cellKey, onTheWay, refusedAt } from "./acts.js"
import { GridCell } from "./grid-cell.js"
import { RoomHead, SlotHead } from "./grid-heads.js"
import { ADD, HEAD, entranceOf, followArrow, placeElement, rovingProps } from "./roving.js"
import { openSheet } from "./sheets.js"
import { dayTitle, slotTitle, slotsByDay } from "./words.js"

/** @typedef {import("../../wire.js").Room} Room */
/** @typedef {import("../../wire.js").Session} Session */
/** @typedef {import("../../wire.js").Slot} Slot */

/**
 * @typedef {object} GridFacts what the rows need to know
 * @property {Room[]} rooms
 * @property {import("./roving.js").GridPlace} entrance
 * @property {Map<string, Session>} sessions by cell
 * @property {string} current id of the slot that is on; empty: none
 * @property {Set<string>} over ids of the slots that have ended
 */

/**
 * What of the day is over and what is on, as text: it changes a few times a day, not once a second as the clock does.
 */
const dayPassed = computed(() => {
  const over = sortedSlots(board.value).filter((slot) => hasEnded(slot, now.value)).map((slot) => slot.id)
  return [currentSlot(board.value, now.value)?.id ?? "", ...over].join(" ")
})

export function Grid() {
  const rooms = sortedRooms(board.value)
  const days = slotsByDay(board.value)
  const rows = [HEAD, ...sortedSlots(board.value).map((slot) => slot.id), ADD]
  const columns = [HEAD, ...rooms.map((room) => room.id)]
  const table = /** @type {import("../../../vendor/preact.js").RefObject<HTMLTableElement>} */ (useRef(null))
  const entrance = entranceOf(rows, columns)
  useKeptFocus(table, entrance)
  useFirstSight(table)
  const [current, ...over] = dayPassed.value.split(" ")
  /** @type {GridFacts} */
  const facts = { rooms, entrance, sessions: sessionsByCell(), current, over: new Set(over) }
  return html`
    <table class="grid" role="grid" ref=${table} aria-label=${t("Rooms and times")} style=${{ "--columns": rooms.length }}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => followArrow(event, rows, columns)}>
      <thead>
        <tr>
          <td class="grid__corner">${addButton(HEAD, { kind: "room", id: null }, t("+ Room"), entrance)}</td>
          ${rooms.map((room) => html`<${RoomHead} key=${room.id} room=${room} entrance=${entrance} />`)}
        </tr>
      </thead>
      ${days.map(({ day, slots }) => html`
        <tbody key=${day}>
          ${days.length > 1 && dayRow(day, rooms.length)}
          ${slots.map((slot) => slotRow(slot, facts))}
        </tbody>`)}
      <tbody>
        <tr>
          <td class="grid__time">${addButton(ADD, { kind: "slot", id: null }, t("+ Time"), entrance)}</td>
        </tr>
      </tbody>
    </table>`
}

/**
 * @param {string} row
 * @param {import("./sheets.js").SheetName} sheet
 * @param {string} word
 * @param {import("./roving.js").GridPlace} entrance
 */
function addButton(row, sheet, word, entrance) {
  const roving = rovingProps(row, HEAD, entrance)
  return html`<button class="grid__add" type="button" ...${roving} onClick=${() => openSheet(sheet)}>${word}</button>`
}

/**
 * @param {string} day
 * @param {number} rooms
 */
function dayRow(day, rooms) {
  return html`<tr key=${day}><th class="grid__day" scope="rowgroup" colspan=${rooms + 1}>${dayTitle(day)}</th></tr>`
}

/**
 * @param {Slot} slot
 * @param {GridFacts} facts
 */
function slotRow(slot, facts) {
  const isPast = facts.over.has(slot.id)
  const isCurrent = slot.id === facts.current
  const head = html`<${SlotHead} key=${slot.id} slot=${slot} entrance=${facts.entrance} isCurrent=${isCurrent} />`
  return html`
    <tr key=${slot.id} class="grid__row" data-past=${isPast} data-current=${isCurrent}>
      ${head}
      ${slot.kind === "sessions"
        ? facts.rooms.map((room) => roomCell(room, slot, facts))
        : html`
          <td key="all" class="grid__break" colspan=${Math.max(1, facts.rooms.length)}>
            <div class="grid__bar"><bdi>${slotTitle(board.value, slot)}</bdi></div>
          </td>`}
    </tr>`
}

/**
 * @param {Room} room
 * @param {Slot} slot
 * @param {GridFacts} facts
 */
function roomCell(room, slot, { sessions, entrance, current }) {
  const key = cellKey({ room: room.id, slot: slot.id })
  return html`
    <${GridCell} key=${room.id} room=${room} slot=${slot} session=${sessions.get(key) ?? null} coming=${onTheWay.value.get(key) ?? ""}
      refused=${refusedAt.value.get(key) ?? null} isCurrent=${slot.id === current} entrance=${entrance} />`
}

function sessionsByCell() {
  return new Map(Object.values(board.value.sessions).map((session) => [cellKey(session), session]))
}

/**
 * A cell that had the focus and has gone gives it to the one the tab key would now enter.
 * @param {import("../../../vendor/preact.js").RefObject<HTMLTableElement>} table
 * @param {import("./roving.js").GridPlace} entrance
 */
function useKeptFocus(table, { row, column }) {
  const hadFocus = table.current?.contains(document.activeElement)
  useLayoutEffect(() => {
    const hasLost = hadFocus && table.current && !table.current.contains(document.activeElement)
    if (hasLost && table.current && document.activeElement === document.body) placeElement(table.current, row, column)?.focus()
  })
}

/**
 * The first look at the grid is at what is on, not at what was this morning.
 * @param {import("../../../vendor/preact.js").RefObject<HTMLTableElement>} table
 */
function useFirstSight(table) {
  const hasBoard = board.value.seq > 0
  useLayoutEffect(() => {
    const row = table.current?.querySelector('[data-current="true"], [data-past="false"]')
    const scroller = table.current?.parentElement
    if (row instanceof HTMLElement && scroller) scroller.scrollTop = Math.max(0, row.offsetTop - scroller.clientHeight / 3)
  }, [hasBoard])
}

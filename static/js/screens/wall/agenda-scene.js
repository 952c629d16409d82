// What meets where: now and next beside each other, then slot by slot, a quarter of a minute a page.

import { now, zoneDay } from "../../clock.js"
import { convenerName } from "../../lib/agenda.js"
import { isolateLeftToRight, t, timeRange } from "../../lib/i18n.js"
import { FittedText } from "../../parts/fitted-text.js"
import { breakableTitle } from "../../lib/titles.js"
import { RoomCard } from "../../parts/room-card.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { board, frame } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { agendaPages, startLabel, timeUntil } from "./day.js"
import { deviceNow } from "./device-time.js"
import { Moment } from "./moment.js"
import { columnsFor, pageUp } from "./paging.js"
import { isNarrow, measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"

/** @typedef {import("./day.js").AgendaPart} AgendaPart */
/** @typedef {import("./day.js").Place} Place */

const QUARTER_CHARS = 11 // of a room's name

/** @param {{turn: import("./paging.js").Turn}} props */
export function AgendaScene({ turn }) {
  const pages = agendaPages(board.value, now.value, isNarrow.value)
  const page = pageUp(turn, pages.length, deviceNow.value)
  const parts = pages[page]
  const below = pages.length > 1 && html`<p class="wall__fact">${t("page {n} of {all}", { n: page + 1, all: pages.length })}</p>`
  return html`
    <${WallPage} scene="agenda" side=${html`<${Moment} />`} below=${below}>
      ${parts.length === 0 && html`<p class="wall__word">${t("The day is over")}</p>`}
      ${parts.length === 1 && html`<${OneSlot} key=${page} part=${parts[0]} />`}
      ${parts.length === 2 && html`<${TwoSlots} parts=${parts} />`}
    <//>`
}

/** @param {{part: AgendaPart}} props */
function OneSlot({ part }) {
  return html`
    <section class="agenda">
      <${SlotHead} part=${part} />
      <div class="room-grid" data-rooms=${part.places.length} style=${{ "--columns": String(columnsFor(part.places.length)) }}>
        ${part.places.map((place) => html`<${AgendaCard} key=${place.room.id} place=${place} beside=${part.places.length} />`)}
      </div>
    </section>`
}

/** @param {{place: Place, beside: number}} props `beside`: how many share the page */
function AgendaCard({ place: { room, session }, beside }) {
  const topic = session && board.value.topics[session.topic]
  return html`
    <${RoomCard} name=${room.name} colour=${room.colour} symbol=${room.symbol} title=${topic ? breakableTitle(topic) : ""}
      language=${(topic && topic.language) || frame.value.language} note=${topic ? convenerName(board.value, topic) : t("Free")}
      room=${`${beside} ${measuredAnew.value}`} />`
}

/** @param {{parts: AgendaPart[]}} props */
function TwoSlots({ parts }) {
  const rows = Math.max(...parts.map((part) => part.places.length))
  return html`
    <div class="agenda agenda--two" style=${{ "--name-chars": String(longestWord(parts)) }}>
      ${parts.map((part) => html`
        <section class="agenda__half" key=${part.slot.id}>
          <${SlotHead} part=${part} />
          <ul class="agenda__rows" role="list" data-rooms=${rows > 6 ? 8 : rows} style=${{ "--rows": String(Math.max(4, rows)) }}>
            ${part.places.map((place) => html`<${AgendaRow} key=${place.room.id} place=${place} beside=${rows} />`)}
          </ul>
        </section>`)}
    </div>`
}

/**
 * Words stay whole: a name beside a title gets more than its quarter only if it needs it.
 * @param {AgendaPart[]} parts
 * @returns {number} letters of the longest word in a room's name; 0: a quarter will do
 */
function longestWord(parts) {
  const names = parts.flatMap((part) => part.places.map(({ room }) => room.name))
  const longest = Math.max(...names.flatMap((name) => name.split(/\s+/)).map((word) => [...word].length))
  return longest > QUARTER_CHARS ? longest : 0
}

/** @param {{place: Place, beside: number}} props */
function AgendaRow({ place: { room, session }, beside }) {
  const topic = session && board.value.topics[session.topic]
  return html`
    <li class="agenda-row" data-room-colour=${room.colour}>
      <p class="room-name"><${RoomSymbol} symbol=${room.symbol} /><bdi class="room-name__text">${room.name}</bdi></p>
      <${FittedText} piece="agenda-row__words" tag="h3" text=${topic ? breakableTitle(topic) : ""}
        language=${(topic && topic.language) || frame.value.language} room=${`${beside} ${measuredAnew.value}`} />
    </li>`
}

/** @param {{part: AgendaPart}} props */
function SlotHead({ part: { slot, isNow, isNext } }) {
  const today = zoneDay(now.value, frame.value.timezone)
  const word = isNow ? t("Now") : isNext ? t("Next") : t("Later")
  const when = isNext ? timeUntil(slot, now.value) : ""
  const hours = startLabel(slot, today).length > 5 ? isolateLeftToRight(startLabel(slot, today)) : timeRange(slot)
  return html`
    <h2 class="slot-head" data-state=${isNow ? "now" : "later"}>
      <span class="slot-head__word">${word}</span>
      <span class="figures">${hours}</span>
      ${slot.label && html`<bdi class="slot-head__soft">${slot.label}</bdi>`}
      ${when && html`<span class="slot-head__soft">${when}</span>`}
    </h2>`
}

// The day as it is: what is on now first, then what comes, and what is over last; breaks are rows of their own.

import { html } from "../../../vendor/preact.js"
import { Icon } from "../../parts/icons.js"
import { TopicCard } from "../../parts/topic-card.js"
import { boardDay } from "../../clock.js"
import { currentSlot, freeCells, hasEnded, sessionsIn, sortedSlots } from "../../lib/agenda.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board } from "../../store.js"
import {
  atThisPoint, dayInWords, hasSeveralDays, hoursInWords, isMyTopic, isStarred, labelOf, languageOf, nameOf, placeInWords, timeLeftInWords,
} from "./facts.js"
import { PageHead } from "./page-head.js"
import { hrefOf } from "./route.js"

/** @typedef {import("../../wire.js").Session} Session */
/** @typedef {import("../../wire.js").Slot} Slot */

export function AgendaScreen() {
  const slots = sortedSlots(board.value)
  const past = slots.filter((slot) => hasEnded(slot, atThisPoint()))
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("Agenda")} />
      <div class="page__body">
        ${slots.length === 0 && html`<p class="soft">${t("The day has no times yet. Whenever it starts is the right time.")}</p>`}
        <${SlotList} slots=${slots.slice(past.length)} />
        ${past.length > 0 && html`
          <details>
            <summary class="fold"><${Icon} name="clock" />${t("What is over")}</summary>
            <${SlotList} slots=${past} />
          </details>`}
      </div>
    </main>`
}

/** @param {{slots: Slot[]}} props */
function SlotList({ slots }) {
  const isFirstOfDay = (/** @type {Slot} */ slot, /** @type {number} */ index) =>
    index === 0 || boardDay(slots[index - 1].starts) !== boardDay(slot.starts)
  return html`
    <div class="stack">
      ${slots.map((slot, index) => html`
        <section key=${slot.id} class="agenda-slot" aria-labelledby=${`slot-${slot.id}`}>
          ${hasSeveralDays() && isFirstOfDay(slot, index) && html`<p class="agenda-slot__day">${dayInWords(slot, "long")}</p>`}
          <${SlotHead} slot=${slot} />
          ${slot.kind === "sessions" && html`<${SlotSessions} slot=${slot} />`}
        </section>`)}
    </div>`
}

/** @param {{slot: Slot}} props */
function SlotHead({ slot }) {
  const isNow = currentSlot(board.value, atThisPoint())?.id === slot.id
  return html`
    <h2 class="agenda-slot__head" id=${`slot-${slot.id}`}>
      <time>${hoursInWords(slot)}</time>
      ${(slot.kind !== "sessions" || slot.label) && html`<span dir="auto">${labelOf(slot)}</span>`}
      ${isNow && html`<strong class="agenda-slot__now">${t("now")} · ${timeLeftInWords(slot)}</strong>`}
    </h2>`
}

/** @param {{slot: Slot}} props */
function SlotSessions({ slot }) {
  const free = freeCells(board.value, slot.id).length
  return html`
    <ul class="stack stack--tight" role="list">
      ${sessionsIn(board.value, slot.id).map((session) => html`<li key=${session.id}><${AgendaCard} session=${session} /></li>`)}
    </ul>
    ${free > 0 && !hasEnded(slot, atThisPoint()) && html`<p class="soft">${tn("{n} room is free then", "{n} rooms are free then", free)}</p>`}`
}

/** @param {{session: Session}} props */
function AgendaCard({ session }) {
  const topic = board.value.topics[session.topic]
  return html`
    <${TopicCard} level=${3} title=${breakableTitle(topic)} language=${languageOf(topic)} name=${nameOf(topic)} place=${placeInWords(session.room)}
      mark=${markOf(topic)} href=${hrefOf("topic", topic.id)} />`
}

/** @param {import("../../wire.js").Topic} topic @returns {string} why the reader looks for it; empty: for no reason */
function markOf(topic) {
  if (isMyTopic(topic)) return t("mine")
  return isStarred(topic.id) ? t("starred") : ""
}

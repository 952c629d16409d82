// Where am I, and where else could I be: one tap walks. Sessions are open to feet from ten minutes before they start.

import { html } from "../../../vendor/preact.js"
import { TopicCard } from "../../parts/topic-card.js"
import { WayCard } from "../../parts/way-card.js"
import { boardTime } from "../../clock.js"
import { here, isOpenToFeet, nextSlot, sessionsIn, sortedSlots } from "../../lib/agenda.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board, presence } from "../../store.js"
import { CAFE, LOBBY } from "../../wire.js"
import { walkTo } from "./acts.js"
import { atThisPoint, headsInWords, labelOf, languageOf, placeInWords, whereIAm } from "./facts.js"
import { PageHead } from "./page-head.js"
import { hrefOf } from "./route.js"
import { WherePanel } from "./where-panel.js"

/** @typedef {import("../../wire.js").Session} Session */

export function HereScreen() {
  const { place } = whereIAm()
  const sessions = sessionsOpen().filter((session) => session.id !== place)
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("Where are you?")} />
      <div class="page__body">
        <${WherePanel} />
        <p class="soft">${t("Neither learning nor contributing? Use your two feet.")}</p>
        <ul class="stack" role="list">
          ${sessions.map((session) => html`<li key=${session.id}><${OpenSession} session=${session} /></li>`)}
          ${place !== CAFE && html`<li key="cafe"><${Cafe} /></li>`}
          ${place !== LOBBY && html`<li key="lobby"><${Lobby} /></li>`}
        </ul>
        ${sessionsOpen().length === 0 && html`<${NextOpening} />`}
        ${place !== null && html`<button class="button button--wide" type="button" onClick=${() => walkTo(null)}>${t("Don’t say where I am")}</button>`}
        <p class="soft">${tn("{n} is here today. Others see how many are where, never who.", "{n} are here today. Others see how many are where, never who.", here(presence.value))}</p>
      </div>
    </main>`
}

/** @returns {Session[]} those under way first */
function sessionsOpen() {
  return sortedSlots(board.value).filter((slot) => isOpenToFeet(slot, atThisPoint())).flatMap((slot) => sessionsIn(board.value, slot.id))
}

/** @param {{session: Session}} props */
function OpenSession({ session }) {
  const topic = board.value.topics[session.topic]
  const slot = board.value.slots[session.slot]
  const hasBegun = Date.parse(slot.starts) <= atThisPoint()
  return html`
    <${TopicCard} title=${breakableTitle(topic)} language=${languageOf(topic)} place=${placeInWords(session.room, hasBegun ? "" : boardTime(slot.starts))}
      note=${headsInWords(session)} href=${hrefOf("topic", topic.id)}
      end=${html`<${GoButton} to=${session.id} about=${topic.title} />`} />`
}

function Cafe() {
  return html`
    <${WayCard} icon="cup" title=${t("The café")} note=${`${t("be a butterfly")} · ${headsAt(CAFE)}`}
      end=${html`<${GoButton} to=${CAFE} about=${t("The café")} />`} />`
}

function Lobby() {
  return html`
    <${WayCard} icon="people" title=${t("The lobby")} note=${`${t("between two things")} · ${headsAt(LOBBY)}`}
      end=${html`<${GoButton} to=${LOBBY} about=${t("The lobby")} />`} />`
}

/** @param {string} place */
function headsAt(place) {
  return tn("{n} here", "{n} here", presence.value.heads[place] ?? 0)
}

/** @param {{to: string, about: string}} props `about`: what is there, for who cannot see the row */
function GoButton({ to, about }) {
  return html`<button class="button" type="button" aria-label=${t("Go: {place}", { place: about })} onClick=${() => walkTo(to)}>${t("Go")}</button>`
}

function NextOpening() {
  const slot = nextSlot(board.value, atThisPoint())
  if (!slot) return html`<p>${t("The day is over. When it is over, it is over.")}</p>`
  const values = { time: boardTime(slot.starts), what: labelOf(slot) }
  return html`<p>${slot.kind === "sessions"
    ? t("The next sessions start at {time}. You can go from ten minutes before.", values)
    : t("Next: {what} at {time}.", values)}</p>`
}

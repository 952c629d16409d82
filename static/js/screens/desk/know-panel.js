// What the facilitator should know now, and what to do about it. Nothing here is done by the board itself.

import { NEARLY_FULL, currentSlot, headsIn, sessionsIn, waitingTopics } from "../../lib/agenda.js"
import { now } from "../../clock.js"
import { send } from "../../commands.js"
import { isolateLeftToRight, t, tn } from "../../lib/i18n.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { board, mine, pending, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { convenerOf } from "./hand.js"
import { openSheet } from "./sheets.js"
import { spotTitle } from "./words.js"

/** @typedef {import("../../wire.js").Notice} Notice */

const NAMES_SHOWN = 4

export function KnowPanel() {
  const rows = [...mouthRows(), offlineRow(), ...fullRows(), waitingRow(), addressRow(), silencedRow()].filter(Boolean)
  return html`
    <section class="panel" aria-labelledby="know-title">
      <h2 id="know-title">${t("To know")}</h2>
      <ul class="know card" role="list">
        ${rows.length ? rows : html`<li key="nothing" class="soft">${t("Nothing needs you. Sit down and enjoy it.")}</li>`}
      </ul>
    </section>`
}

function offlineRow() {
  const waiting = pending.value.filter(({ sentAt, refusal }) => sentAt === null && !refusal).length
  return waiting > 0 && html`<li key="offline">${tn("{n} act waits for the network", "{n} acts wait for the network", waiting)}</li>`
}

function addressRow() {
  const { address } = presence.value
  return address && !address.is_reached && html`
    <li key="address" class="know__row know__row--act">
      <span>${t("No phone has reached this address yet")}</span>
      <button class="button button--small" type="button" onClick=${() => openSheet({ kind: "links" })}>${t("Why?")}</button>
    </li>`
}

function mouthRows() {
  return Object.values(mine.value.notices).filter((notice) => notice.by_mouth).map((notice) => html`
    <li key=${notice.id} class="know__row know__row--act know__row--loud">
      <span>
        <strong>${t("Tell {name} by mouth:", { name: nameOfTold(notice) })}</strong>${" "}${mouthInWords(notice)}
        ${" "}${notice.why && html`<span class="soft" dir="auto">${t("Why: {why}", { why: notice.why })}</span>`}
      </span>
      <button class="button button--small" type="button" aria-label=${t("Told: {title}", { title: notice.title })}
        onClick=${() => send("dismiss_notice", { notice: notice.id })}>${t("Told")}</button>
    </li>`)
}

/** @param {Notice} notice */
function mouthInWords({ kind, title, origin, place }) {
  const values = { title, place: place ? spotTitle(place) : "" }
  if (kind === "aside") return t("“{title}” was put aside", values)
  if (kind === "silenced") return t("“{title}” was taken down", values)
  if (kind === "restored") return t("“{title}” is up again", values)
  if (place && !origin) return t("“{title}” has a place: {place}", values)
  return place ? t("“{title}” moved to {place}", values) : t("“{title}” waits for a place now", values)
}

/** @param {Notice} notice */
function nameOfTold({ to, topic }) {
  const shelved = mine.value.shelf[topic]
  return board.value.people[to]?.name || convenerOf(topic) || shelved?.convener.name || t("the convener")
}

function fullRows() {
  const slot = currentSlot(board.value, now.value)
  if (!slot) return []
  return sessionsIn(board.value, slot.id).flatMap((session) => {
    const room = board.value.rooms[session.room]
    const heads = headsIn(presence.value, session).all
    if (room.seats === null || heads < room.seats * NEARLY_FULL) return []
    return [html`
      <li key=${room.id} class="know__row" data-room-colour=${room.colour}>
        <span><${RoomSymbol} symbol=${room.symbol} />${" "}${fullInWords(room.name, heads - room.seats)}</span>
        <strong class="figures">${isolateLeftToRight(`${heads}/${room.seats}`)}</strong>
      </li>`]
  })
}

/**
 * @param {string} room its name
 * @param {number} over heads more than seats
 */
function fullInWords(room, over) {
  if (over > 0) return t("{room} is more than full", { room })
  return over === 0 ? t("{room} is full", { room }) : t("{room} is nearly full", { room })
}

function waitingRow() {
  const waiting = waitingTopics(board.value)
  const names = [...new Set(waiting.map((topic) => convenerOf(topic.id)).filter(Boolean))]
  return waiting.length > 0 && html`
    <li key="waiting">
      ${tn("{n} topic waits for a place", "{n} topics wait for a place", waiting.length)}
      ${names.length > 0 && html`<span class="soft">: ${nameList(names)}</span>`}
    </li>`
}

/** @param {string[]} names */
function nameList(names) {
  const more = names.length - NAMES_SHOWN
  const shown = names.slice(0, NAMES_SHOWN).map((name, index) => html`<span key=${name}>${index ? ", " : ""}<bdi>${name}</bdi></span>`)
  return [...shown, more > 0 && ` ${tn("and {n} more", "and {n} more", more)}`]
}

function silencedRow() {
  const theirs = Object.values(mine.value.shelf).filter(({ reason }) => reason === "silenced")
  const silenced = new Set(theirs.map(({ convener }) => convener.id)).size
  return silenced > 0 && html`<li key="silenced">${tn("{n} device is silenced", "{n} devices are silenced", silenced)}</li>`
}

// The head of the notes screen: which topic, where and when, who is here, who writes, and whether it is stored.

import { now } from "../../clock.js"
import { convenerName, headsIn, sessionsOf } from "../../lib/agenda.js"
import { readBoot } from "../../lib/boot.js"
import { t, timeRange, tn } from "../../lib/i18n.js"
import { peopleInWords, savedInWords } from "../../lib/notes-words.js"
import { breakableTitle } from "../../lib/titles.js"
import { ConnectionStatus } from "../../parts/connection-status.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { board, frame, me, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */
/** @typedef {import("../../wire.js").Session} Session */

/** @param {{room: NotesRoom, id: string}} props `id` of the topic */
export function NotesHead({ room, id }) {
  const topic = board.value.topics[id]
  const session = sessionMeant(id)
  const place = session && board.value.rooms[session.room]
  const isOpen = room.state.value === "saved" || room.state.value === "saving"
  return html`
    <header class="notes-head" data-room-colour=${place?.colour}>
      <p><a class="notes-head__board" href=${boardAddress()} dir="auto">${frame.value.title}</a></p>
      <h1 class="notes-head__title" dir="auto" lang=${topic?.language || null}>${topic ? breakableTitle(topic) : t("This topic is not on the board any more")}</h1>
      <div class="notes-head__line">
        <p class="notes-head__facts">${topic && html`<${Facts} topic=${topic} session=${session} />`}</p>
        <p class="notes-head__people">${isOpen ? peopleInWords(room.people.value) : ""}</p>
        <${ConnectionStatus} ...${savedInWords(room)} />
      </div>
    </header>`
}

/** The facilitator's board is the desk. */
function boardAddress() {
  const board = `/b/${encodeURIComponent(readBoot().code)}`
  return me.value?.role === "facilitator" ? `${board}/desk` : board
}

/** @param {{topic: import("../../wire.js").Topic, session: Session|null}} props */
function Facts({ topic, session }) {
  const place = session && board.value.rooms[session.room]
  const slot = session && board.value.slots[session.slot]
  const heads = session ? headsIn(presence.value, session).all : 0
  const convener = convenerName(board.value, topic)
  const facts = [
    slot && html`<time key="time">${timeRange(slot)}</time>`,
    place && html`<span key="room"><${RoomSymbol} symbol=${place.symbol} /> <bdi>${place.name}</bdi></span>`,
    convener && html`<span key="convener">${t("opened by {name}", { name: convener })}</span>`,
    heads > 0 && html`<span key="heads">${tn("{n} here now", "{n} here now", heads)}</span>`,
  ].filter(Boolean)
  return facts.map((fact, index) => [index > 0 && " · ", fact])
}

/** The session under way, or else the next, or else the last. @param {string} topic @returns {Session|null} */
function sessionMeant(topic) {
  const sessions = sessionsOf(board.value, topic)
  const isToCome = (/** @type {Session} */ { slot }) => Date.parse(board.value.slots[slot]?.ends ?? "") > now.value
  return sessions.find(isToCome) ?? sessions[sessions.length - 1] ?? null
}


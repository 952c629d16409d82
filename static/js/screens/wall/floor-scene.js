// The live floor: every room, what is talked about there, and everybody who is there as a dot. Who uses their two feet is seen walking.

import { boardTime, now, zoneDay } from "../../clock.js"
import { headsIn } from "../../lib/agenda.js"
import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { RoomCard } from "../../parts/room-card.js"
import { board, frame, onFlows, presence } from "../../store.js"
import { CAFE, LOBBY } from "../../wire.js"
import { html, useEffect, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { floorPages, isLawLoud, momentOf, slotName, startLabel, timeUntil, walkingSlot } from "./day.js"
import { deviceNow } from "./device-time.js"
import { measureFloor } from "./floor-map.js"
import { Moment } from "./moment.js"
import { columnsFor, pageUp } from "./paging.js"
import { PeopleDots, dotRows } from "./people-dots.js"
import { measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"
import { endWalks, jumpedTo, letWalk, seatedIn } from "./walkers.js"

/** @typedef {import("./day.js").Place} Place */

/** @param {{turn: import("./paging.js").Turn}} props */
export function FloorScene({ turn }) {
  const pages = floorPages(board.value, now.value)
  const page = pageUp(turn, pages.length, deviceNow.value)
  const places = pages[page]
  const floor = useRef(/** @type {HTMLElement|null} */ (null))
  const layer = useRef(/** @type {HTMLElement|null} */ (null))
  const ground = `${measuredAnew.value} ${places.map(({ room, session }) => `${room.id} ${session?.id}`).join(",")}`
  useLayoutEffect(() => {
    if (floor.current) measureFloor(floor.current)
    return endWalks
  }, [ground])
  const isLoud = isLawLoud(board.value, now.value)
  // While the law is loud, lobby and café are not on the page; without their place nobody could walk from there.
  useLayoutEffect(() => {
    if (floor.current && !isLoud) measureFloor(floor.current)
  }, [isLoud])
  useEffect(() => onFlows((flows) => layer.current && letWalk(flows, layer.current)), [])
  return html`
    <div class="floor" ref=${floor}>
      <${WallPage} scene="floor" side=${html`<${Moment} />`}
        below=${html`<${Around} page=${page} count=${pages.length} hasCards=${places.length > 0} />`}>
        ${places.length ? html`<${Rooms} places=${places} />` : html`<${Between} />`}
      <//>
      <div class="floor__walkers" ref=${layer} aria-hidden="true"></div>
    </div>`
}

/** @param {{places: Place[]}} props */
function Rooms({ places }) {
  return html`
    <div class="room-grid" data-rooms=${places.length} style=${{ "--columns": String(columnsFor(places.length)) }}>
      ${places.map((place) => html`<${FloorCard} key=${place.room.id} place=${place} beside=${places.length} />`)}
    </div>`
}

/** @param {{place: Place, beside: number}} props `beside`: how many share the page */
function FloorCard({ place: { room, session }, beside }) {
  const topic = session && board.value.topics[session.topic]
  const look = { name: room.name, colour: room.colour, symbol: room.symbol }
  if (!session || !topic) return html`<${RoomCard} ...${look} title="" language="" note=${t("Free")} />`
  const heads = headsIn(presence.value, session)
  const rows = dotRows(session.id, heads.solid, heads.hollow)
  return html`
    <${RoomCard} ...${look} title=${breakableTitle(topic)} language=${topic.language || frame.value.language} count=${heads.all}
      added=${jumpedTo(session.id, deviceNow.value)} room=${`${beside} ${rows} ${measuredAnew.value}`}>
      <${PeopleDots} place=${session.id} solid=${seatedIn(session.id)} hollow=${heads.hollow} />
    <//>`
}

/** Between sessions: what comes next and when, and where everybody is meanwhile. */
function Between() {
  return html`
    <div class="between">
      <${WhatComes} />
      <div class="room-grid between__places" data-rooms="2" style=${{ "--columns": "2" }}>
        ${[LOBBY, CAFE].map((place) => html`
          <article class="room-card" key=${place}>
            <header class="room-card__head">
              <h2 class="room-name">${placeName(place)}</h2>
              <p class="room-card__count figures">${presence.value.heads[place] ?? 0}</p>
            </header>
            <${PeopleDots} place=${place} solid=${seatedIn(place)} hollow=${0} />
          </article>`)}
      </div>
    </div>`
}

function WhatComes() {
  const { current, next } = momentOf(board.value, now.value)
  const today = zoneDay(now.value, frame.value.timezone)
  return html`
    <section class="coming">
      ${current && html`
        <h2 class="coming__word">
          <bdi>${slotName(current)}</bdi>${" "}
          <span class="coming__soft">${t("until {time}", { time: isolateLeftToRight(boardTime(current.ends)) })}</span>
        </h2>`}
      ${!current && !next && html`<h2 class="coming__word">${t("The day is over")}</h2>`}
      ${next && html`
        <p class=${current ? "coming__next" : "coming__word"}>
          ${t("Next")}: <bdi>${slotName(next)}</bdi>${" "}
          <span class="coming__soft">${isolateLeftToRight(startLabel(next, today))} · ${timeUntil(next, now.value)}</span>
        </p>`}
    </section>`
}

/** @param {{page: number, count: number, hasCards: boolean}} props */
function Around({ page, count, hasCards }) {
  const elsewhere = headsElsewhere()
  return html`
    ${hasCards && [LOBBY, CAFE].map((place) => html`<${Aside} key=${place} place=${place} />`)}
    ${elsewhere > 0 && html`<p class="wall__fact">${t("On the way")} <strong class="figures">${elsewhere}</strong></p>`}
    ${count > 1 && html`<p class="wall__fact">${t("page {n} of {all}", { n: page + 1, all: count })}</p>`}`
}

/** @param {{place: string}} props */
function Aside({ place }) {
  const added = jumpedTo(place, deviceNow.value)
  return html`
    <p class="wall__fact" data-place=${place}>
      ${placeName(place)} <strong class="figures">${presence.value.heads[place] ?? 0}</strong>
      ${added > 0 && html` <span class="room-card__added">+${added}</span>`}
    </p>`
}

/** Who has gone ahead to a session of another slot. */
function headsElsewhere() {
  const slot = walkingSlot(board.value, now.value)
  return Object.entries(presence.value.heads)
    .filter(([place]) => place !== LOBBY && place !== CAFE && (!slot || board.value.sessions[place]?.slot !== slot.id))
    .reduce((sum, [, heads]) => sum + heads, 0)
}

/** @param {string} place */
function placeName(place) {
  return place === CAFE ? t("Café") : t("Lobby")
}

// The market: the newest topic alone for a moment, then all of them, newest first, page by page; and how to put up one's own.

import { boardTime } from "../../clock.js"
import { convenerName, here, sessionsOf, waitingTopics } from "../../lib/agenda.js"
import { readBoot } from "../../lib/boot.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { FittedText } from "../../parts/fitted-text.js"
import { JoinPanel } from "../../parts/join-panel.js"
import { PlaceLine } from "../../parts/place-line.js"
import { board, frame, mine, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { codeInWords, joinHost, joinSquare } from "./address.js"
import { deviceNow } from "./device-time.js"
import { marketPages, onStage } from "./market.js"
import { pageUp } from "./paging.js"
import { isNarrow, measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"

/** @typedef {import("../../wire.js").Topic} Topic */

/** @param {{turn: import("./paging.js").Turn}} props */
export function MarketScene({ turn }) {
  const pages = marketPages(board.value)
  const page = pageUp(turn, pages.length, deviceNow.value)
  const newest = onStage()
  const isOpen = frame.value.state === "open"
  return html`
    <${WallPage} scene="market" title=${isOpen ? t("The market is open") : ""} side=${html`<${Tally} />`}
      below=${!newest && html`<${WhatElse} page=${page} pages=${pages} />`} showsCode=${false}>
      <div class="market">
        ${newest ? html`<${NewTopic} key=${newest.id} topic=${newest} />` : html`<${Cards} topics=${pages[page]} />`}
        <${HowToJoin} />
      </div>
    <//>`
}

function Tally() {
  const { length: topics } = Object.keys(board.value.topics)
  const facts = [
    tn("{n} topic", "{n} topics", topics),
    tn("{n} waits for a place", "{n} wait for a place", waitingTopics(board.value).length),
    isNarrow.value ? "" : tn("{n} is here", "{n} are here", here(presence.value)),
  ].filter(Boolean)
  return html`<p class="moment"><span class="moment__main moment__main--soft">${facts.join(" · ")}</span></p>`
}

/** @param {{topic: Topic}} props */
function NewTopic({ topic }) {
  const name = convenerName(board.value, topic)
  return html`
    <section class="new-topic">
      <p class="new-topic__lead">${name ? t("New, from {name}", { name }) : t("New")}</p>
      <${FittedText} piece="new-topic__words" tag="h2" text=${breakableTitle(topic)} language=${topicLanguage(topic)}
        room=${measuredAnew.value} />
      <p class="new-topic__place"><${WhereItIs} topic=${topic} /></p>
    </section>`
}

/** @param {{topics: Topic[]}} props */
function Cards({ topics }) {
  if (topics.length === 0) return html`<p class="market__empty">${t("What do you want to talk about? Put it up.")}</p>`
  return html`<ul class="market__cards" role="list">${topics.map((topic) => html`<${MarketCard} key=${topic.id} topic=${topic} />`)}</ul>`
}

/** @param {{topic: Topic}} props */
function MarketCard({ topic }) {
  return html`
    <li class="market-card">
      <${FittedText} piece="market-card__words" tag="h2" text=${breakableTitle(topic)} language=${topicLanguage(topic)}
        room=${measuredAnew.value} />
      <p class="market-card__facts">
        <bdi class="market-card__name">${convenerName(board.value, topic)}</bdi>
        <${WhereItIs} topic=${topic} />
      </p>
    </li>`
}

/** @param {{topic: Topic}} props */
function WhereItIs({ topic }) {
  const session = sessionsOf(board.value, topic.id)[0]
  const room = board.value.rooms[session?.room]
  const slot = board.value.slots[session?.slot]
  if (!room || !slot) return html`<span>${t("looking for a place")}</span>`
  return html`<${PlaceLine} place=${{ room: room.name, colour: room.colour, symbol: room.symbol, time: boardTime(slot.starts) }} />`
}

/** @param {{page: number, pages: Topic[][]}} props */
function WhatElse({ page, pages }) {
  const others = Object.keys(board.value.topics).length - pages[page].length
  if (others === 0) return null
  const pageOf = t("page {n} of {all}", { n: page + 1, all: pages.length })
  return html`<p class="wall__fact">${tn("and {n} more", "and {n} more", others)} · ${pageOf}</p>`
}

function HowToJoin() {
  const wifi = Object.values(mine.value.wifi)[0]
  return html`
    <${JoinPanel} image=${joinSquare()} alternative=${t("Square code that leads to this board")}
      lead=${t("Do you have a topic? Want to see where to go?")}
      code=${codeInWords(readBoot().code)} host=${joinHost()}>
      ${wifi && html`<p class="join-panel__wifi">${t("Wi-Fi")} <bdi class="join-panel__key">${wifi.name}</bdi></p>`}
    <//>`
}

/** @param {Topic} topic */
function topicLanguage(topic) {
  return topic.language || frame.value.language
}

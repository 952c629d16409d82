// Being written now: the last lines of each session under way. Lines come once, softly, and stay where they are.

import { now } from "../../clock.js"
import { readBoot } from "../../lib/boot.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { FittedText } from "../../parts/fitted-text.js"
import { JoinPanel } from "../../parts/join-panel.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { board, frame, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { codeInWords, joinHost, joinSquare } from "./address.js"
import { deviceNow } from "./device-time.js"
import { Moment } from "./moment.js"
import { columnsFor, pageUp } from "./paging.js"
import { measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"
import { newestLines, unwrittenNow, writingPages } from "./writing.js"

/** @typedef {import("./writing.js").Written} Written */

/** @param {{turn: import("./paging.js").Turn}} props */
export function WritingScene({ turn }) {
  const { notes } = presence.value
  const pages = writingPages(board.value, notes, now.value)
  const page = pageUp(turn, pages.length, deviceNow.value)
  const written = pages[page]
  if (written.length === 0) return html`<${NobodyWrites} />`
  return html`
    <${WallPage} scene="writing" title=${t("Being written now")} side=${html`<${Moment} />`}
      below=${html`<${WhatElseIsWritten} page=${page} count=${pages.length} unwritten=${unwrittenNow(board.value, notes, now.value)} />`}>
      <div class="room-grid writing" data-cards=${written.length} style=${{ "--columns": String(columnsFor(written.length)) }}>
        ${written.map((one) => html`<${WrittenCard} key=${one.topic.id} ...${one} beside=${written.length} />`)}
      </div>
    <//>`
}

/** @param {Written & {beside: number}} props `beside`: how many share the page */
function WrittenCard({ topic, room, writing, beside }) {
  const language = topic.language || frame.value.language
  return html`
    <article class="room-card writing-card" data-room-colour=${room?.colour}>
      <header class="room-card__head">
        <p class="room-name">${room && html`<${RoomSymbol} symbol=${room.symbol} /><bdi class="room-name__text">${room.name}</bdi>`}</p>
        ${writing.writers > 0 && html`<p class="writing-card__people">${tn("{n} writes", "{n} write", writing.writers)}</p>`}
      </header>
      <${FittedText} piece="writing-card__title" tag="h2" text=${breakableTitle(topic)} language=${language} room=${`${beside} ${measuredAnew.value}`} />
      <ul class="writing-card__lines" role="list" lang=${language}>
        ${newestLines(writing.lines).map(({ key, text }) => html`<li class="writing-card__line" key=${key} dir="auto">${text}</li>`)}
      </ul>
    </article>`
}

/** @param {{page: number, count: number, unwritten: number}} props */
function WhatElseIsWritten({ page, count, unwritten }) {
  const facts = [
    unwritten > 0 && tn("{n} session without notes yet", "{n} sessions without notes yet", unwritten),
    count > 1 && t("page {n} of {all}", { n: page + 1, all: count }),
  ].filter(Boolean)
  return facts.length > 0 && html`<p class="wall__fact">${facts.join(" · ")}</p>`
}

function NobodyWrites() {
  return html`
    <${WallPage} scene="writing" title=${t("Being written now")} side=${html`<${Moment} />`} showsCode=${false}>
      <div class="market writing-none">
        <div class="writing-none__words">
          <p class="writing-none__word">${t("Nobody writes yet")}</p>
          <p class="writing-none__how">${t("Open your session on the phone and press “Write the report”. Everybody may.")}</p>
        </div>
        <${JoinPanel} image=${joinSquare()} alternative=${t("Square code that leads to this board")}
          code=${codeInWords(readBoot().code)} host=${joinHost()} />
      </div>
    <//>`
}

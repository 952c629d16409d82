// The market: every topic that is up, newest first or by time, never by stars. No list moves under a finger:
// while the reader has scrolled, new cards wait behind a button that says how many.

import { computed, html, signal, useEffect } from "../../../vendor/preact.js"
import { newestTopics } from "../../lib/agenda.js"
import { fold, t, tn } from "../../lib/i18n.js"
import { board, frame } from "../../store.js"
import { isMyTopic, isStarred, nameOf, sessionThatMatters, slotOf } from "./facts.js"
import { BookLink } from "./book-link.js"
import { MarketTools, marketFilter, marketOrder, marketSearch } from "./market-tools.js"
import { PageHead } from "./page-head.js"
import { hrefOf } from "./route.js"
import { TopicRow } from "./topic-row.js"

/** @typedef {import("../../wire.js").Topic} Topic */

const AT_TOP_PX = 24 // scrolled less than this is at the top

/** The topics up when the reader left the list's top; null at the top, where every new card appears at once. */
const shownBelow = signal(/** @type {ReadonlySet<string> | null} */ (null))

const found = computed(() => newestTopics(board.value).filter(fits))
const held = computed(() => found.value.filter((topic) => isHeld(topic)))
const listed = computed(() => ordered(found.value.filter((topic) => !isHeld(topic))))

export function MarketScreen() {
  useEffect(watchTheTop, [])
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("Market")} />
      <div class="page__body">
        ${frame.value.state === "gathering" && html`<p class="soft">${t("The market is not open yet. Write a draft; it can go up when the facilitator opens.")}</p>`}
        <${BookLink} />
        <${MarketTools} />
        ${held.value.length > 0 && html`
          <button class="button button--loud market-new" type="button" onClick=${toTheTop}>${tn("{n} new", "{n} new", held.value.length)}</button>`}
        ${listed.value.length === 0
          ? html`<${NothingListed} />`
          : html`<ul class="stack" role="list">${listed.value.map((topic) => html`<li key=${topic.id}><${TopicRow} topic=${topic} /></li>`)}</ul>`}
      </div>
    </main>`
}

function NothingListed() {
  if (marketSearch.value) return html`<p class="soft">${t("Nothing with these letters. Search for fewer of them.")}</p>`
  if (marketFilter.value === "waiting") return html`<p class="soft">${t("No topic waits for a place.")}</p>`
  if (marketFilter.value === "starred") return html`<p class="soft">${t("A star says: I want to be there. It is no seat and no vote.")}</p>`
  if (marketFilter.value === "mine") return html`<p class="soft">${t("You have no topic up.")} <a href=${hrefOf("propose")}>${t("Put one up")}</a></p>`
  return html`<p class="soft">${t("Nothing is up yet. What do you care about? Whoever comes is the right people.")}</p>`
}

/** @param {Topic} topic */
function fits(topic) {
  const words = fold(`${topic.title} ${topic.about} ${nameOf(topic)}`)
  return passes(topic) && fold(marketSearch.value).split(" ").every((word) => words.includes(word))
}

/** @param {Topic} topic */
function passes(topic) {
  if (marketFilter.value === "waiting") return !sessionThatMatters(topic.id)
  if (marketFilter.value === "mine") return isMyTopic(topic)
  return marketFilter.value === "all" || isStarred(topic.id)
}

/** @param {Topic} topic */
function isHeld(topic) {
  return shownBelow.value !== null && !shownBelow.value.has(topic.id) && !isMyTopic(topic)
}

/** @param {Topic[]} topics newest first */
function ordered(topics) {
  if (marketOrder.value === "newest") return topics
  return [...topics].sort((a, b) => meetsAt(a) - meetsAt(b))
}

/** @param {Topic} topic @returns {number} ms; those that wait come last */
function meetsAt(topic) {
  const session = sessionThatMatters(topic.id)
  return session ? Date.parse(slotOf(session).starts) : Number.MAX_SAFE_INTEGER
}

function watchTheTop() {
  addEventListener("scroll", holdOrShow, { passive: true })
  return () => {
    removeEventListener("scroll", holdOrShow)
    shownBelow.value = null
  }
}

function holdOrShow() {
  if (scrollY <= AT_TOP_PX) shownBelow.value = null
  else shownBelow.value = shownBelow.value ?? new Set(Object.keys(board.value.topics))
}

function toTheTop() {
  scrollTo(0, 0)
  shownBelow.value = null
}

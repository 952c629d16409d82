// The left side: topics that wait for a place, what was put aside, paper cards and people without a phone.

import { waitingTopics } from "../../lib/agenda.js"
import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { Icon } from "../../parts/icons.js"
import { board, mine, presence } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { deskAct } from "./acts.js"
import { onSubmit } from "./asking.js"
import { WAITING_DROP, dropTarget, startDrag } from "./dragging.js"
import { convenerOf, isHeld, pickUp, putDown } from "./hand.js"
import { HangingTitle } from "./hanging-title.js"
import { focusFreePlace } from "./free-places.js"
import { openSheet } from "./sheets.js"
import { topicLanguage } from "./words.js"

/** @typedef {import("../../wire.js").Topic} Topic */

export function Waiting() {
  const topics = waitingTopics(board.value)
  const isTarget = dropTarget.value === WAITING_DROP
  return html`
    <section class="panel waiting" aria-labelledby="waiting-title" data-drop=${WAITING_DROP} data-target=${isTarget}>
      <div class="spread"><h2 id="waiting-title">${t("Waiting for a place")}</h2><span class="figures soft">${topics.length}</span></div>
      ${topics.length === 0 && html`<p class="soft text-small">${t("Every topic has its place.")}</p>`}
      <ul class="waiting__list" role="list">
        ${topics.map((topic) => html`<${WaitingCard} key=${topic.id} topic=${topic} />`)}
      </ul>
    </section>`
}

/** @param {{topic: Topic}} props */
function WaitingCard({ topic }) {
  const isPicked = isHeld(topic.id, null)
  const name = convenerOf(topic.id)
  const stars = presence.value.interest[topic.id] ?? 0
  return html`
    <li class="cell cell--waiting" data-state=${isPicked ? "picked" : "taken"}>
      <button class="cell__face" type="button" aria-pressed=${isPicked}
        onClick=${(/** @type {MouseEvent} */ event) => pressWaiting(event, topic)}
        onPointerDown=${(/** @type {PointerEvent} */ event) => startDrag(event, topic.id, null)}>
        <span class="cell__text">
          <${HangingTitle} topic=${topic} />
          ${isPicked
            ? html`<span class="cell__meta cell__state">${t("Picked up – choose a place")}</span>`
            : html`
              <span class="cell__meta">
                ${name && html`<bdi>${name}</bdi>`}
                <span class="cell__count figures" title=${t("want to be there")}><${Icon} name="star" />${stars}</span>
              </span>`}
        </span>
      </button>
      <button class="cell__tool" type="button" title=${t("Move to …")}
        aria-label=${t("Move “{title}” to …", { title: topic.title })}
        onClick=${() => openSheet({ kind: "move", topic: topic.id, session: null })}><${Icon} name="more" /></button>
    </li>`
}

/**
 * @param {MouseEvent} event
 * @param {Topic} topic
 */
function pressWaiting(event, topic) {
  if (isHeld(topic.id, null)) return putDown()
  pickUp(topic.id, null)
  // Pressed by a key: go on by keys, at the place that suggests itself.
  if (event.detail === 0) focusFreePlace()
}

/** What was put aside or silenced; it can go up again. */
export function PutAside() {
  const shelved = Object.values(mine.value.shelf).filter(({ reason }) => reason !== "withdrawn")
  if (shelved.length === 0) return null
  return html`
    <section class="panel" aria-labelledby="aside-title">
      <div class="spread"><h2 id="aside-title">${t("Cards put aside")}</h2><span class="figures soft">${shelved.length}</span></div>
      <ul class="waiting__list" role="list">
        ${shelved.map((one) => html`<${ShelvedCard} key=${one.id} shelved=${one} />`)}
      </ul>
    </section>`
}

/** @param {{shelved: import("../../wire.js").Shelved}} props */
function ShelvedCard({ shelved }) {
  const { topic, convener, reason, why } = shelved
  const name = convener.name || t("the convener")
  const restore = () => deskAct("restore_topic", { topic: topic.id }, t("“{title}” is up again", { title: topic.title }))
  const unsilence = () => deskAct("unsilence_person", { person: convener.id }, t("{name} may write again", { name }))
  return html`
    <li class="card shelved">
      <p class="cell__title" dir="auto" lang=${topicLanguage(topic)} title=${topic.title}>${breakableTitle(topic)}</p>
      <p class="soft text-small"><bdi>${name}</bdi> · <span dir="auto">${why}</span></p>
      ${reason === "silenced"
        ? html`<button class="button button--small" type="button" onClick=${unsilence}>${t("Let {name} write again", { name })}</button>`
        : html`
          <button class="button button--small" type="button" aria-label=${t("Put up again: {title}", { title: topic.title })}
            onClick=${restore}>${t("Put up again")}</button>`}
    </li>`
}

/** Paper is equal: cards typed in, people without a phone. */
export function PaperWays() {
  const [name, setName] = useState("")
  const add = async () => {
    if (!name.trim()) return
    const answer = await deskAct("add_person", { name: name.trim() }, t("{name} is here, without a phone", { name: name.trim() }))
    if (answer.accepted) setName("")
  }
  return html`
    <section class="panel paper-ways">
      <form class="paper-ways__form" onSubmit=${onSubmit(add)}>
        <label class="field__label" for="person-name">${t("Somebody without a phone")}</label>
        <div class="paper-ways__line">
          <input class="field__input" id="person-name" dir="auto" autocomplete="off" maxlength="60" placeholder=${t("Name")} value=${name}
            onInput=${(/** @type {Event} */ event) => setName(/** @type {HTMLInputElement} */ (event.currentTarget).value)} />
          <button class="button no-wrap" type="submit">${t("Add")}</button>
        </div>
      </form>
      <a class="button button--wide" href=${`/b/${readBoot().code}/scribe`} target="_blank">${t("Type in paper cards")}</a>
    </section>`
}

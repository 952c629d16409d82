// One topic, whole: title, line, convener, every session, star and "Go"; for its convener what they may do with it.

import { html } from "../../../vendor/preact.js"
import { PhotoList } from "../../parts/photo-list.js"
import { PlaceLine } from "../../parts/place-line.js"
import { StarButton } from "../../parts/star-button.js"
import { isOpenToFeet, sessionsOf } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board } from "../../store.js"
import { TopicActions } from "./actions.js"
import { act, starTopic, walkTo } from "./acts.js"
import {
  atThisPoint, dayInWords, hasSeveralDays, hoursInWords, isMyTopic, isStarred, languageOf, nameOf, placeInWords, slotOf, starsOf, whereIAm,
} from "./facts.js"
import { PageHead } from "./page-head.js"
import { hrefOf, travel } from "./route.js"
import { TopicNotes } from "./topic-notes.js"

/** @typedef {import("../../wire.js").Topic} Topic */
/** @typedef {import("../../wire.js").Session} Session */

/** @param {{topic: Topic}} props */
export function TopicScreen({ topic }) {
  const { id } = topic
  const isChosen = isStarred(id)
  return html`
    <main class="phone-main">
      <${PageHead} heading=${breakableTitle(topic)} back=${t("Topic")} language=${languageOf(topic)} />
      <div class="page__body">
        ${topic.about && html`<p class="topic-page__about" dir="auto" lang=${languageOf(topic)}>${topic.about}</p>`}
        <p class="soft">${nameOf(topic) ? t("Opened by {name}", { name: nameOf(topic) }) : t("Its convener chose no name.")}</p>
        <div class="topic-page__star">
          <${StarButton} title=${topic.title} stars=${starsOf(id)} isStarred=${isChosen} onStar=${() => starTopic(id, !isChosen)} />
          <p class="soft">${isChosen ? t("You want to be there.") : t("Do you want to be there?")}</p>
        </div>
        <h2>${t("Where and when")}</h2>
        <${SessionList} topic=${topic} />
        <${TopicNotes} topic=${topic} />
        <${TopicActions} topic=${topic} />
        <${PhotoList} topic=${id} />
        ${isMyTopic(topic) && html`<${ConvenerActs} topic=${topic} />`}
      </div>
    </main>`
}

/** @param {{topic: Topic}} props */
function SessionList({ topic }) {
  const sessions = sessionsOf(board.value, topic.id)
  if (sessions.length === 0) return html`<p>${t("It waits for a place.")}</p>`
  return html`
    <ul class="stack stack--tight" role="list">
      ${sessions.map((session) => html`<li key=${session.id}><${SessionLine} session=${session} isMine=${isMyTopic(topic)} /></li>`)}
    </ul>`
}

/** @param {{session: Session, isMine: boolean}} props */
function SessionLine({ session, isMine }) {
  const slot = slotOf(session)
  const place = placeInWords(session.room, hoursInWords(slot))
  const directions = board.value.rooms[session.room]?.directions
  const isHere = whereIAm().place === session.id
  return html`
    <div class="card session-line">
      <div class="session-line__text">
        ${hasSeveralDays() && html`<p>${dayInWords(slot, "long")}</p>`}
        ${place && html`<${PlaceLine} place=${place} />`}
        ${directions && html`<p class="soft" dir="auto">${directions}</p>`}
        ${isHere && html`<p><strong>${t("You are here")}</strong></p>`}
      </div>
      ${!isHere && isOpenToFeet(slot, atThisPoint()) && html`<button class="button" type="button" onClick=${() => walkTo(session.id)}>${t("Go")}</button>`}
      ${isMine && html`<a class="button" href=${hrefOf("place", session.topic, session.id)}>${t("Move it")}</a>`}
    </div>`
}

/** @param {{topic: Topic}} props */
function ConvenerActs({ topic }) {
  const isPlaced = sessionsOf(board.value, topic.id).length > 0
  return html`
    <h2>${t("Your topic")}</h2>
    <div class="stack stack--tight">
      ${!isPlaced && html`<a class="button button--loud button--wide" href=${hrefOf("place", topic.id)}>${t("Choose a place")}</a>`}
      <a class="button button--wide" href=${hrefOf("edit", topic.id)}>${t("Change the words")}</a>
      ${isPlaced && html`<a class="button button--wide" href=${hrefOf("again", topic.id)}>${t("Also at another time")}</a>`}
      <button class="button button--wide" type="button" onClick=${() => withdrawTopic(topic)}>${t("Take it down")}</button>
      <p class="soft">${t("What you take down lies under Mine and can go up again, with its stars and places.")}</p>
    </div>`
}

/** @param {Topic} topic */
function withdrawTopic(topic) {
  act("withdraw_topic", { topic: topic.id }, t("Taken down: “{title}”", { title: topic.title }))
  travel("mine")
}

// What is mine: topics up, taken down and put aside, what I do, stars, and who I am to the others.

import { html } from "../../../vendor/preact.js"
import { TopicCard } from "../../parts/topic-card.js"
import { newestTopics } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board, frame, mine, pending } from "../../store.js"
import { act } from "./acts.js"
import { isMyTopic, isStarred, myself } from "./facts.js"
import { MyActions } from "./actions.js"
import { MyPhone } from "./my-phone.js"
import { MyReports } from "./my-reports.js"
import { MyWords } from "./my-words.js"
import { PageHead } from "./page-head.js"
import { hasDraft } from "./put-up.js"
import { boardPath, hrefOf } from "./route.js"
import { TopicRow } from "./topic-row.js"

/** @typedef {import("../../wire.js").Topic} Topic */
/** @typedef {import("../../wire.js").Shelved} Shelved */

export function MineScreen() {
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("Mine")} />
      <div class="page__body">
        <h2>${t("My topics")}</h2>
        <${MyTopics} />
        <${MyReports} />
        <h2>${t("What I have taken on")}</h2>
        <${MyActions} />
        <h2>${t("My stars")}</h2>
        <${MyStars} />
        <a class="button button--wide" href=${`${boardPath()}/calendar`}>${t("Put it in my calendar")}</a>
        <h2>${t("My name")}</h2>
        <${MyWords} />
        <h2>${t("This phone")}</h2>
        <${MyPhone} />
      </div>
    </main>`
}

function MyTopics() {
  const up = newestTopics(board.value).filter(isMyTopic)
  const waiting = waitingToGoUp()
  const shelved = Object.values(mine.value.shelf).filter(({ topic }) => topic.convener === myself())
  return html`
    <div class="stack">
      ${hasDraft() && html`<a class="button button--wide" href=${hrefOf("propose")}>${t("Go on with your draft")}</a>`}
      ${up.length + waiting.length + shelved.length === 0 && html`<p class="soft">${t("None yet. What do you want to talk about? Put it up, and the right people will come.")}</p>`}
      ${waiting.map(({ command }) => html`
        <${TopicCard} key=${command.command_id} level=${3} title=${command["title"]} language=${frame.value.language} place=${null} isPending=${true}
          note=${t("waits for the network")} />`)}
      <${Topics} topics=${up} />
      ${shelved.map((one) => html`<${ShelvedTopic} key=${one.id} shelved=${one} />`)}
    </div>`
}

/** Put up on this phone, and not yet heard of by the board. */
function waitingToGoUp() {
  return pending.value.filter(({ command, refusal }) => command.type === "propose_topic" && !refusal)
}

function MyStars() {
  const starred = newestTopics(board.value).filter((topic) => isStarred(topic.id))
  if (starred.length === 0) return html`<p class="soft">${t("A star says: I want to be there. It is no seat and no vote.")}</p>`
  return html`<${Topics} topics=${starred} />`
}

/** @param {{topics: Topic[]}} props */
function Topics({ topics }) {
  if (topics.length === 0) return null
  return html`<ul class="stack" role="list">${topics.map((topic) => html`<li key=${topic.id}><${TopicRow} topic=${topic} level=${3} /></li>`)}</ul>`
}

/** @param {{shelved: Shelved}} props */
function ShelvedTopic({ shelved: { topic, reason, why } }) {
  const isMineToRestore = reason === "withdrawn" && frame.value.state === "open"
  const restore = () => { act("restore_topic", { topic: topic.id }, t("Up again: “{title}”", { title: topic.title })) }
  return html`
    <${TopicCard} level=${3} title=${breakableTitle(topic)} language=${topic.language || frame.value.language} place=${null} isDown=${true}
      note=${[reason === "withdrawn" ? t("you took it down") : t("put aside by the facilitator"), why].filter(Boolean).join(": ")}
      end=${isMineToRestore && html`<button class="button" type="button" onClick=${restore}>${t("Put up again")}</button>`} />`
}

// A topic as a row of the phone's lists: its card with what the reader knows of it, and a star.

import { html } from "../../../vendor/preact.js"
import { StarButton } from "../../parts/star-button.js"
import { TopicCard } from "../../parts/topic-card.js"
import { sessionsOf } from "../../lib/agenda.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board } from "../../store.js"
import { starTopic } from "./acts.js"
import { isMyTopic, isStarred, isTopicPending, languageOf, nameOf, placeOf, sessionThatMatters, starsOf } from "./facts.js"
import { hrefOf } from "./route.js"

/** @param {{topic: import("../../wire.js").Topic, level?: 2 | 3}} props `level`: of its heading */
export function TopicRow({ topic, level = 2 }) {
  const session = sessionThatMatters(topic.id)
  const isChosen = isStarred(topic.id)
  const onStar = () => starTopic(topic.id, !isChosen)
  return html`
    <${TopicCard}
      title=${breakableTitle(topic)}
      level=${level}
      language=${languageOf(topic)}
      name=${isMyTopic(topic) ? "" : nameOf(topic)}
      mark=${isMyTopic(topic) ? t("mine") : ""}
      place=${session ? placeOf(session) : null}
      note=${placesInWords(topic.id)}
      href=${hrefOf("topic", topic.id)}
      isPending=${isTopicPending(topic.id)}
      end=${html`<${StarButton} title=${topic.title} stars=${starsOf(topic.id)} isStarred=${isChosen} onStar=${onStar} />`}
    />`
}

/** @param {string} topicId @returns {string} empty: its one place says it all */
function placesInWords(topicId) {
  const count = sessionsOf(board.value, topicId).length
  if (count === 0) return t("waits for a place")
  return count > 1 ? tn("meets {n} time", "meets {n} times", count) : ""
}

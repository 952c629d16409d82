// Whoever scans the sign at a door: one tap, and they are in the session there now or about to start.

import { html } from "../../../vendor/preact.js"
import { TopicCard } from "../../parts/topic-card.js"
import { boardTime } from "../../clock.js"
import { isOpenToFeet, nextSlot, sessionsIn, sortedSlots } from "../../lib/agenda.js"
import { t } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board } from "../../store.js"
import { walkTo } from "./acts.js"
import { atThisPoint, headsInWords, languageOf, nameOf, placeInWords } from "./facts.js"
import { PageHead } from "./page-head.js"
import { hrefOf, travelInstead } from "./route.js"

/** @typedef {import("../../wire.js").Session} Session */

/** @param {{id: string}} props `id`: of the room */
export function DoorScreen({ id }) {
  const room = board.value.rooms[id]
  const session = sessionThere(id)
  return html`
    <main class="phone-main">
      <${PageHead} heading=${room ? room.name : t("No such room")} back=${t("At the door")} />
      <div class="page__body">
        ${session ? html`<${MeetsNow} session=${session} />` : html`<${MeetsNothing} id=${id} />`}
        <a class="button button--wide" href=${hrefOf("here")}>${t("See where else")}</a>
      </div>
    </main>`
}

/** @param {string} room id @returns {Session | undefined} the one under way wins */
function sessionThere(room) {
  const open = sortedSlots(board.value).filter((slot) => isOpenToFeet(slot, atThisPoint()))
  return open.flatMap((slot) => sessionsIn(board.value, slot.id)).find((session) => session.room === room)
}

/** @param {{session: Session}} props */
function MeetsNow({ session }) {
  const topic = board.value.topics[session.topic]
  const onHere = () => {
    walkTo(session.id)
    travelInstead("here")
  }
  return html`
    <${TopicCard} title=${breakableTitle(topic)} language=${languageOf(topic)} name=${nameOf(topic)} note=${headsInWords(session)}
      place=${placeInWords(session.room, boardTime(board.value.slots[session.slot].starts))} href=${hrefOf("topic", topic.id)} />
    <button class="button button--loud button--wide" type="button" onClick=${onHere}>${t("I’m here")}</button>`
}

/** @param {{id: string}} props */
function MeetsNothing({ id }) {
  const slot = nextSlot(board.value, atThisPoint())
  const next = slot && sessionsIn(board.value, slot.id).find((session) => session.room === id)
  if (!next) return html`<p>${t("Nothing meets here now.")}</p>`
  const title = board.value.topics[next.topic].title
  return html`<p>${t("Nothing meets here now. At {time}: “{title}”.", { time: boardTime(slot.starts), title })}</p>`
}

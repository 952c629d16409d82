// Choosing a place: the time, then the room, nothing chosen beforehand; a tap on a free room takes it. Who loses a
// race keeps the topic up, is told who won, and sees a free place one tap away.

import { html, useEffect, useRef, useSignal } from "../../../vendor/preact.js"
import { ChoiceGroup } from "../../parts/choice-group.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { TopicCard } from "../../parts/topic-card.js"
import { dismissRefusal } from "../../commands.js"
import { freeCells, hasEnded, sessionsOf, sortedSlots } from "../../lib/agenda.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board, link } from "../../store.js"
import { placeTopic, repeatTopic } from "./acts.js"
import { atThisPoint, languageOf, nameOf, placeOf, sessionThatMatters, startInWords } from "./facts.js"
import { LostPlace } from "./lost-place.js"
import { PageHead } from "./page-head.js"
import { justPutUp } from "./put-up.js"
import { hrefOf, travelBack, travelInstead } from "./route.js"

/** @typedef {import("../../wire.js").Session} Session */
/** @typedef {import("../../wire.js").Slot} Slot */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {import("../../wire.js").Topic} Topic */
/** @typedef {{spot: Spot, refused: import("../../wire.js").Refused | null}} Attempt refused null: not answered yet */

/**
 * @param {{topic: Topic, session: string, isAgain: boolean}} props
 *   `session`: which of its sessions moves; empty when it has none yet. `isAgain`: it keeps its place and gets one more
 */
export function PlaceScreen({ topic, session, isAgain }) {
  const slotId = useSignal(/** @type {string | null} */ (null))
  const { attempt, take, forgetAttempt } = useAttempt(topic, session, isAgain)
  const chooseAgain = () => {
    forgetAttempt()
    slotId.value = null
  }
  return html`
    <main class="phone-main">
      <${PageHead} heading=${headingOf(topic, session, isAgain)} back=${isNew(topic) ? t("Done") : t("Cancel")} />
      <div class="page__body">
        <${ChosenTopic} topic=${topic} session=${isAgain ? sessionThatMatters(topic.id) : board.value.sessions[session]} />
        ${attempt?.refused
          ? html`<${LostPlace} spot=${attempt.spot} refused=${attempt.refused} isUp=${isNew(topic)} onTake=${take} onChooseAgain=${chooseAgain} />`
          : html`<${PlaceChoice} topic=${topic} session=${session} slotId=${slotId.value} isBusy=${attempt !== null}
              onSlot=${(/** @type {string} */ id) => { slotId.value = id }} onTake=${take} />`}
        <${LetItBe} topic=${topic} />
      </div>
    </main>`
}

/**
 * What became of the last tap on a free room.
 * @param {Topic} topic
 * @param {string} session
 * @param {boolean} isAgain
 */
function useAttempt(topic, session, isAgain) {
  const attempt = useSignal(/** @type {Attempt | null} */ (null))
  const isLeft = useRef(false)
  useEffect(() => () => {
    isLeft.current = true
    justPutUp.value = ""
  }, [])

  /** @param {Spot} spot */
  const take = async (spot) => {
    attempt.value = { spot, refused: null }
    const where = { topic: topic.id, room: spot.room, slot: spot.slot }
    const { commandId, answer } = isAgain ? repeatTopic(where) : placeTopic(session ? { ...where, session } : where)
    const { refused } = await answer
    if (isLeft.current) return // a refusal waits where every screen shows it
    if (!refused) return travelInstead("topic", topic.id)
    dismissRefusal(commandId)
    attempt.value = { spot, refused }
  }
  return { attempt: attempt.value, take, forgetAttempt: () => { attempt.value = null } }
}

/** @param {Topic} topic */
function isNew(topic) {
  return justPutUp.value === topic.id
}

/**
 * @param {Topic} topic
 * @param {string} session
 * @param {boolean} isAgain
 */
function headingOf(topic, session, isAgain) {
  if (isNew(topic)) return t("Your topic is up")
  if (isAgain) return t("Also at another time")
  return session ? t("Move it") : t("Choose a place")
}

/** @param {{topic: Topic, session: Session | undefined}} props `session`: undefined while it waits */
function ChosenTopic({ topic, session }) {
  return html`
    <${TopicCard} title=${breakableTitle(topic)} language=${languageOf(topic)} name=${nameOf(topic)} place=${session ? placeOf(session) : null}
      note=${session ? "" : t("waits for a place")} href=${hrefOf("topic", topic.id)} />`
}

/**
 * @param {{topic: Topic, session: string, slotId: string | null, isBusy: boolean,
 *   onSlot: (id: string) => void, onTake: (spot: Spot) => void}} props
 */
function PlaceChoice({ topic, session, slotId, isBusy, onSlot, onTake }) {
  const slots = slotsToChoose()
  if (slots.length === 0) return html`<p>${t("The day has no times for sessions yet. Your topic is up and waits.")}</p>`
  const slot = board.value.slots[slotId ?? ""]
  return html`
    <${ChoiceGroup} name="slot" legend=${t("When?")} chosen=${slotId} onChoose=${onSlot}
      choices=${slots.map((one) => choiceOf(one, topic, session))} />
    ${slot && html`<${RoomChoice} slot=${slot} isBusy=${isBusy} onTake=${onTake} />`}`
}

/** What is past comes last: paper is written down afterwards. @returns {Slot[]} */
function slotsToChoose() {
  const slots = sortedSlots(board.value).filter((slot) => slot.kind === "sessions")
  const isPast = (/** @type {Slot} */ slot) => hasEnded(slot, atThisPoint())
  return [...slots.filter((slot) => !isPast(slot)), ...slots.filter(isPast)]
}

/**
 * @param {Slot} slot
 * @param {Topic} topic
 * @param {string} session
 * @returns {import("../../parts/choice-group.js").Choice}
 */
function choiceOf(slot, topic, session) {
  const why = whyNot(slot, topic, session)
  const hint = why || (hasEnded(slot, atThisPoint()) ? t("over") : "")
  return { value: slot.id, text: startInWords(slot), hint, isOff: Boolean(why) }
}

/**
 * @param {Slot} slot
 * @param {Topic} topic
 * @param {string} session
 * @returns {string} why nothing can be taken then; empty when something can
 */
function whyNot(slot, topic, session) {
  if (freeCells(board.value, slot.id).length === 0) return t("full")
  const own = Object.values(board.value.topics).filter((one) => one.convener === topic.convener)
  const isBusy = own.flatMap((one) => sessionsOf(board.value, one.id)).some((one) => one.slot === slot.id && one.id !== session)
  return isBusy ? t("you are busy") : ""
}

/** @param {{slot: Slot, isBusy: boolean, onTake: (spot: Spot) => void}} props */
function RoomChoice({ slot, isBusy, onTake }) {
  const spots = freeCells(board.value, slot.id)
  return html`
    <div class="field" role="group" aria-labelledby="where">
      <h2 class="field__label" id="where">${t("Where at {time}?", { time: startInWords(slot) })}</h2>
      ${spots.length === 0 && html`<p>${t("The last room then has just been taken. Choose another time.")}</p>`}
      <div class="place-rooms">
        ${spots.map((spot) => html`
          <button key=${spot.room} class="free-place" data-room-colour=${board.value.rooms[spot.room].colour} type="button" aria-busy=${isBusy} onClick=${() => isBusy || onTake(spot)}>
            <${RoomSymbol} symbol=${board.value.rooms[spot.room].symbol} />
            <span>${roomInWords(spot.room)}</span>
          </button>`)}
      </div>
      ${isBusy && link.value.state !== "live" && html`<p>${t("Waits for the network. You can leave this page; it is sent by itself.")}</p>`}
    </div>`
}

/** @param {string} roomId */
function roomInWords(roomId) {
  const { name, seats } = board.value.rooms[roomId]
  return seats === null ? name : tn("{room}, {n} seat", "{room}, {n} seats", seats, { room: name })
}

/** @param {{topic: Topic}} props */
function LetItBe({ topic }) {
  if (sessionsOf(board.value, topic.id).length > 0) {
    return html`<button class="button button--wide" type="button" onClick=${travelBack}>${t("Leave it where it is")}</button>`
  }
  const letWait = () => travelInstead("topic", topic.id)
  return html`<button class="button button--wide" type="button" onClick=${letWait}>${t("Let it wait")}</button>`
}

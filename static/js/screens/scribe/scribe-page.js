// The scribe's screen: one line to type paper cards into, and below it what became of each.

import { html, useEffect, useRef, useState } from "../../../vendor/preact.js"
import { dismissRefusal, sendAgain } from "../../commands.js"
import { zoneTime } from "../../clock.js"
import { announceChange, isAnnouncing, setAnnouncing } from "../../lib/announcer.js"
import { keepDraft } from "../../lib/drafts.js"
import { isolateLeftToRight, t, tn } from "../../lib/i18n.js"
import { ConnectionStatus } from "../../parts/connection-status.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { frame, link, pending } from "../../store.js"
import { CardForm, focusLine } from "./card-form.js"
import { CardRow } from "./card-row.js"
import { dropCard, knownNames, leaveCardUp, placeCard, takeBackCard, twinOf, typeCard, typedCards } from "./cards.js"
import { fateOf, roomChoices, slotChoices, spotInWords, unsentCount } from "./fate.js"

/** @typedef {import("./cards.js").TypedCard} TypedCard */

export function ScribePage() {
  const [draftNumber, setDraftNumber] = useState(0)
  useSpokenFates()
  /** Put a card back into the line. @param {TypedCard} card */
  const writeAgain = (card) => {
    keepDraft("scribe", { title: card.title, name: card.name, slot: "", room: "" })
    dropCard(card)
    setDraftNumber(draftNumber + 1)
  }
  return html`
    <div class="scribe-page">
      <header class="scribe-page__head">
        <div>
          <p class="page__eyebrow" dir="auto">${frame.value.title}</p>
          <h1>${t("Paper cards")}</h1>
        </div>
        <${ConnectionStatus} ...${connectionInWords()} />
      </header>
      <main class="scribe-page__body">
        <${BoardState} />
        <${CardForm} key=${draftNumber} names=${knownNames()} slots=${slotChoices()} roomsFreeAt=${roomChoices}
          twinOf=${twinOf} onCard=${typeCard} />
        <${OtherRefusals} />
        <${CardList} onWriteAgain=${writeAgain} />
      </main>
      <footer class="scribe-page__foot">
        <label class="check">
          <input class="check__input" type="checkbox" checked=${isAnnouncing.value}
            onChange=${() => setAnnouncing(!isAnnouncing.value)} />
          ${t("Say to screen readers what happens to the cards")}
        </label>
      </footer>
    </div>`
}

function BoardState() {
  if (link.value.state === "ended") {
    return html`<${NoticeBox} kind="bad" title=${t("This screen is no longer connected to the board.")}
      text=${t("Open the scribe's link again. What you typed is kept here.")} />`
  }
  if (frame.value.state !== "gathering") return null
  return html`<${NoticeBox} kind="warn" title=${t("The marketplace is not open yet.")}
    text=${t("Type anyway: the cards are kept here and go up by themselves when it opens.")} />`
}

/** @param {{onWriteAgain: (card: TypedCard) => void}} props */
function CardList({ onWriteAgain }) {
  const cards = typedCards.value
  return html`
    <section class="stack" aria-labelledby="typed-cards">
      <h2 id="typed-cards" class="spread">
        <span>${t("Typed on this device")}</span>
        <span class="figures">${cards.length}</span>
      </h2>
      ${cards.length === 0 && html`<p class="soft">${t("Whoever has no phone writes on paper. Their cards count the same.")}</p>`}
      <ul class="stack stack--tight" role="list">
        ${cards.map((card) => html`
          <${CardRow} key=${card.id} card=${card} fate=${fateOf(card)} wordsOf=${spotInWords}
            onTakeBack=${() => takeBackCard(card)} onWriteAgain=${() => onWriteAgain(card)}
            onPlace=${thenBack((/** @type {import("../../wire.js").Spot|null} */ spot) => placeCard(card, spot))}
            onTryAgain=${thenBack(() => sendAgain(card.id))} onDrop=${thenBack(() => dropCard(card))}
            onDismiss=${thenBack(() => leaveCardUp(card))} />`)}
      </ul>
    </section>`
}

/** What was asked on another screen of this device and refused meanwhile. */
function OtherRefusals() {
  const own = new Set(typedCards.value.flatMap((card) => [card.id, card.placing, card.undoing]))
  const others = pending.value.filter(({ refusal, command }) => refusal && !own.has(command.command_id))
  return others.map(({ refusal, command }) => html`
    <${NoticeBox} key=${command.command_id} kind="warn" title=${refusal?.message} text=${refusal?.instead.text}
      actions=${[{ text: t("OK"), onPress: thenBack(() => dismissRefusal(command.command_id)) }]} />`)
}

/**
 * A button that goes away with what it does hands the cursor back to the line.
 * @template {unknown[]} Args
 * @param {(...args: Args) => void} act
 * @returns {(...args: Args) => void}
 */
function thenBack(act) {
  return (...args) => {
    act(...args)
    focusLine()
  }
}

/** Say it when a card has gone up; a refusal is an alert of its own. */
function useSpokenFates() {
  const newest = typedCards.value.find((card) => card.topic && !card.isTakenBack)
  const said = useRef(newest?.id)
  useEffect(() => {
    if (newest && said.current !== newest.id) announceChange(t("“{title}” is up.", { title: newest.title }))
    said.current = newest?.id
  }, [newest?.id])
}

/** @returns {{state: "live"|"waiting"|"cut-off", text: string}} */
function connectionInWords() {
  const { state, since } = link.value
  const unsent = unsentCount()
  if (state === "live") return { state: "live", text: t("live") }
  if (unsent > 0) return { state: "waiting", text: tn("{n} waits for the network", "{n} wait for the network", unsent) }
  if (state === "connecting") return { state: "waiting", text: t("connecting") }
  return { state: "cut-off", text: t("cut off since {time}", { time: isolateLeftToRight(zoneTime(since, frame.value.timezone)) }) }
}

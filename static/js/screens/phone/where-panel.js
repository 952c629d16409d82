// The coloured panel that says where the reader is, and lets anyone in a room say how many they are there.

import { html, useSignal } from "../../../vendor/preact.js"
import { Icon } from "../../parts/icons.js"
import { RoomSymbol } from "../../parts/symbol.js"
import { t, tn } from "../../lib/i18n.js"
import { breakableTitle } from "../../lib/titles.js"
import { board } from "../../store.js"
import { CAFE } from "../../wire.js"
import { act } from "./acts.js"
import { atThisPoint, headsInWords, languageOf, nameOf, slotOf, timeLeftInWords, startInWords, whereIAm } from "./facts.js"

/** @typedef {import("../../wire.js").Session} Session */

const HEADS_MAX = 2_000

export function WherePanel() {
  const { place, isPending } = whereIAm()
  const session = board.value.sessions[place ?? ""]
  if (session) return html`<${InSession} session=${session} isPending=${isPending} />`
  if (place === null) return html`<${Elsewhere} isPending=${isPending} title=${t("You are in no count")} text=${t("Nobody sees where you are, not even as a dot.")} />`
  if (place === CAFE) return html`<${Elsewhere} isPending=${isPending} title=${t("You are in the café")} text=${t("Butterflies rest here, and good talks begin.")} />`
  return html`<${Elsewhere} isPending=${isPending} title=${t("You are in the lobby")} text=${t("Say where you go, and your dot walks there on the wall.")} />`
}

/** @param {{isPending: boolean, title: string, text: string}} props */
function Elsewhere({ isPending, title, text }) {
  return html`
    <section class="room-panel" aria-busy=${isPending}>
      <h2 class="room-panel__title">${title}</h2>
      <p>${text}</p>
    </section>`
}

/** @param {{session: Session, isPending: boolean}} props */
function InSession({ session, isPending }) {
  const room = board.value.rooms[session.room]
  const topic = board.value.topics[session.topic]
  const slot = slotOf(session)
  const hasBegun = Date.parse(slot.starts) <= atThisPoint()
  const name = nameOf(topic)
  return html`
    <section class="room-panel" data-room-colour=${room.colour} aria-busy=${isPending}>
      <p>
        ${t("You are in")}${" "}<${RoomSymbol} symbol=${room.symbol} />${" "}<bdi>${room.name}</bdi>${"\u00a0· "}
        ${hasBegun ? timeLeftInWords(slot) : t("starts at {time}", { time: startInWords(slot) })}
      </p>
      <h2 class="room-panel__title" dir="auto" lang=${languageOf(topic)}>${breakableTitle(topic)}</h2>
      <p>${headsInWords(session)}${name && html`${" · "}${t("opened by {name}", { name })}`}</p>
    </section>
    <${HeadCount} key=${session.id} session=${session} />`
}

/** @param {{session: Session}} props */
function HeadCount({ session }) {
  const heads = useSignal(session.heads_by_hand === null ? "" : String(session.heads_by_hand))
  const count = Number.parseInt(heads.value, 10)
  const isCount = count >= 1 && count <= HEADS_MAX
  /** @param {SubmitEvent} event */
  const onSubmit = (event) => {
    event.preventDefault()
    if (isCount) act("count_heads", { session: session.id, heads: count }, tn("You are {n} here", "You are {n} here", count))
  }
  return html`
    <details>
      <summary class="fold"><${Icon} name="people" />${t("Count everybody in the room")}</summary>
      <form class="head-count__form" onSubmit=${onSubmit}>
        <label class="field__label" for="heads">${t("How many are you here, with and without a phone?")}</label>
        <div class="row">
          <input class="field__input head-count__number" id="heads" type="number" inputmode="numeric" min="1" max=${HEADS_MAX}
            value=${heads.value} onInput=${(/** @type {Event} */ event) => { heads.value = /** @type {HTMLInputElement} */ (event.currentTarget).value }} />
          <button class="button" type="submit" aria-disabled=${!isCount}>
            ${isCount ? tn("We are {n} here", "We are {n} here", count) : t("Say so")}
          </button>
        </div>
      </form>
    </details>`
}

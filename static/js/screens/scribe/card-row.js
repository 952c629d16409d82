// One typed card and what became of it: waiting, up, refused with what to do instead, taken back.

import { html } from "../../../vendor/preact.js"
import { PlaceLine } from "../../parts/place-line.js"
import { t } from "../../lib/i18n.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {import("../../parts/place-line.js").Place} Place */

/**
 * @typedef {object} CardFate
 * @property {"held"|"waiting"|"sending"|"refused"|"up"|"taken-back"} state
 * @property {Refused|null} refusal of the card, its place or its taking back
 * @property {"card"|"place"|"undo"} refused which of them
 * @property {Place[]} places where it meets
 * @property {boolean} isOnBoard whether it (still) is up
 */

/**
 * @param {{
 *   card: import("./cards.js").TypedCard,
 *   fate: CardFate,
 *   wordsOf: (spot: Spot) => string,
 *   onTakeBack: () => void,
 *   onPlace: (spot: Spot|null) => void,
 *   onTryAgain: () => void,
 *   onWriteAgain: () => void,
 *   onDrop: () => void,
 *   onDismiss: () => void,
 * }} props `wordsOf`: a place in words, "13:00 Biblioteket"
 */
export function CardRow({ card, fate, wordsOf, onTakeBack, onPlace, onTryAgain, onWriteAgain, onDrop, onDismiss }) {
  return html`
    <li class="typed-card" data-state=${fate.state}>
      <div class="typed-card__text">
        <p class="typed-card__title" dir="auto">${card.title}</p>
        <p class="typed-card__meta">
          <bdi>${card.name}</bdi>
          ${fate.places.map((place) => html`<${PlaceLine} key=${place.time + place.room} place=${place} />`)}
        </p>
      </div>
      <p class="typed-card__state">${stateInWords(fate)}</p>
      <div class="typed-card__acts">
        ${fate.state === "up" && fate.isOnBoard && card.seq > 0 && !card.undoing && html`
          <${SmallButton} text=${t("Undo")} about=${card.title} onPress=${onTakeBack} />`}
        ${fate.state === "taken-back" && html`<${SmallButton} text=${t("Write again")} about=${card.title} onPress=${onWriteAgain} />`}
      </div>
      ${fate.refusal && html`
        <div class="typed-card__refusal" role="alert">
          <p><strong>${fate.refusal.message}</strong> ${fate.refusal.instead.text}</p>
          <div class="row">
            ${fate.refused === "card" && html`
              <${SmallButton} text=${t("Try again")} about=${card.title} onPress=${onTryAgain} />
              <${SmallButton} text=${t("Change it")} about=${card.title} onPress=${onWriteAgain} />
              <${SmallButton} text=${t("Throw it away")} about=${card.title} onPress=${onDrop} />`}
            ${fate.refused === "place" && html`
              ${(fate.refusal.instead.cells ?? []).map((spot) => html`
                <${SmallButton} key=${wordsOf(spot)} text=${wordsOf(spot)} about=${card.title} onPress=${() => onPlace(spot)} />`)}
              <${SmallButton} text=${t("Let it wait")} about=${card.title} onPress=${() => onPlace(null)} />`}
            ${fate.refused === "undo" && html`<${SmallButton} text=${t("OK")} about=${card.title} onPress=${onDismiss} />`}
          </div>
        </div>`}
    </li>`
}

/** @param {{text: string, about: string, onPress: () => void}} props `about`: which card, for who cannot see the row */
function SmallButton({ text, about, onPress }) {
  return html`<button class="button" type="button" aria-label=${`${text}: ${about}`} onClick=${onPress}>${text}</button>`
}

/** @param {CardFate} fate */
function stateInWords({ state, isOnBoard }) {
  switch (state) {
    case "held": return t("kept until the marketplace opens")
    case "waiting": return t("waiting for the network")
    case "sending": return t("being sent")
    case "refused": return t("not up")
    case "taken-back": return t("taken back")
    case "up": return isOnBoard ? t("up") : t("no longer up")
  }
}

// One typed card and what became of it: waiting, up, refused with what to do instead, taken back.

import { html } from "../../../vendor/preact.js"
import { PlaceLine } from "../../parts/place-line.js"
import { t } from "../../lib/i18n.js"
import { notesAddress } from "../../lib/notes-address.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/** @typedef {import("../../wire.js").Spot} Spot */
/** @typedef {import("../../parts/place-line.js").Place} Place */

/**
 * @typedef {object} CardFate
 * @property {"held"|"waiting"|"sending"|"refused"|"up"|"taken-back"} state
 * @property {Refused|null} refusal of the card, its place or its taking back
 * @property {"card"|"place"|"undo"} refused which of them
 * @property {Place[]} places where it meets
 * @property {string} title for showing, with soft hyphens once it is up
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
  const ways = {
    card: [
      { text: t("Try again"), onPress: onTryAgain },
      { text: t("Change it"), onPress: onWriteAgain },
      { text: t("Throw it away"), onPress: onDrop },
    ],
    place: [
      ...(fate.refusal?.instead.cells ?? []).map((spot) => ({ text: wordsOf(spot), onPress: () => onPlace(spot) })),
      { text: t("Let it wait"), onPress: () => onPlace(null) },
    ],
    undo: [{ text: t("OK"), onPress: onDismiss }],
  }[fate.refused]
  return html`
    <li class="typed-card" data-state=${fate.state}>
      <div class="typed-card__text">
        <p class="typed-card__title" dir="auto">${fate.title}</p>
        <p class="typed-card__meta">
          <bdi>${card.name}</bdi>
          ${fate.places.map((place) => html`<${PlaceLine} key=${place.time + place.room} place=${place} />`)}
        </p>
      </div>
      <p class="typed-card__state">${stateInWords(fate)}</p>
      ${fate.isOnBoard && html`<a class="typed-card__notes" href=${notesAddress(card.topic)} aria-label=${`${t("Notes")}: ${card.title}`}>${t("Notes")}</a>`}
      <${MainAct} card=${card} fate=${fate} onTakeBack=${onTakeBack} onWriteAgain=${onWriteAgain} />
      ${fate.refusal && html`
        <div class="typed-card__refusal" role="alert">
          <p dir="auto"><strong>${fate.refusal.message}</strong> ${fate.refusal.instead.text}</p>
          <div class="row">
            ${ways.map(({ text, onPress }) => html`
              <${SmallButton} key=${text} text=${text} about=${card.title} onPress=${onPress} />`)}
          </div>
        </div>`}
    </li>`
}

/**
 * One button that changes its meaning, so that whoever pressed it does not lose their place on the page.
 * @param {{card: import("./cards.js").TypedCard, fate: CardFate, onTakeBack: () => void, onWriteAgain: () => void}} props
 */
function MainAct({ card, fate, onTakeBack, onWriteAgain }) {
  const about = card.title
  if (fate.state === "taken-back") return html`<${SmallButton} text=${t("Write again")} about=${about} onPress=${onWriteAgain} />`
  const canBeTakenBack = fate.state === "up" && card.seq > 0 && (fate.isOnBoard || card.undoing !== "")
  if (!canBeTakenBack) return null
  const isBusy = card.undoing !== "" && !fate.refusal
  return html`<${SmallButton} text=${t("Undo")} about=${about} isBusy=${isBusy} onPress=${isBusy ? () => {} : onTakeBack} />`
}

/** @param {{text: string, about: string, isBusy?: boolean, onPress: () => void}} props `about`: which card, for who cannot see the row */
function SmallButton({ text, about, isBusy = false, onPress }) {
  return html`
    <button class="button" type="button" aria-label=${`${text}: ${about}`} aria-busy=${isBusy} onClick=${onPress}>${text}</button>`
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

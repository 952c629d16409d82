// The line under the grid: what is in the hand and what can be done with it, or the last act and its undo.

import { dismissRefusal } from "../../commands.js"
import { t } from "../../lib/i18n.js"
import { notesAddress } from "../../lib/notes-address.js"
import { Icon } from "../../parts/icons.js"
import { html } from "../../../vendor/preact.js"
import { doneAct, refusedElsewhere, takeBack } from "./acts.js"
import { inHand, putDown, reasonInHand, titleOf, unplaceHeld } from "./hand.js"
import { openSheet } from "./sheets.js"

const REASON_MAX = 200

export function HandBar() {
  return html`
    <div class="hand-bar">
      ${refusedElsewhere.value.map((entry) => html`<${RefusalLine} key=${entry.command.command_id} entry=${entry} />`)}
      <p class="visually-hidden" role="status">${doneAct.value?.text}</p>
      ${inHand.value && html`<${InHand} key="hand" hand=${inHand.value} />`}
      ${!inHand.value && doneAct.value && html`<${LastDone} key="done" done=${doneAct.value} />`}
    </div>`
}

/** @param {{hand: import("./hand.js").Held}} props */
function InHand({ hand }) {
  const { topic, session, isRepeat } = hand
  const title = titleOf(topic)
  return html`
    <div class="hand-bar__line hand-bar__line--held">
      <p class="hand-bar__text"><strong>${isRepeat ? t("Once more:") : t("Picked up:")}</strong> <bdi>${title}</bdi></p>
      ${!isRepeat && html`
        <input class="field__input hand-bar__why" dir="auto" autocomplete="off" maxlength=${REASON_MAX}
          aria-label=${t("Why (optional), told to the convener")} placeholder=${t("Why? (optional)")}
          value=${reasonInHand.value} onInput=${writeReason} />`}
      <button class="button button--small" type="button"
        onClick=${() => openSheet({ kind: "move", topic, session })}>${t("Move to …")}</button>
      ${session && !isRepeat && html`
        <button class="button button--small" type="button" onClick=${unplaceHeld}>${t("Back to waiting")}</button>`}
      <a class="button button--small" href=${notesAddress(topic)}>${t("Notes")}</a>
      <button class="button button--small button--quiet no-wrap" type="button" aria-keyshortcuts="Escape"
        onClick=${putDown}>${t("Put down (Esc)")}</button>
    </div>`
}

/** @param {Event} event */
function writeReason(event) {
  reasonInHand.value = /** @type {HTMLInputElement} */ (event.currentTarget).value
}

/** @param {{done: import("./acts.js").Done}} props */
function LastDone({ done }) {
  return html`
    <div class="hand-bar__line">
      <p class="hand-bar__text"><${Icon} name="check" /><span dir="auto">${done.text}</span></p>
      <button class="button button--small" type="button" aria-keyshortcuts="Control+Z" onClick=${takeBack}>
        <${Icon} name="undo" />${t("Undo")}
      </button>
    </div>`
}

/** @param {{entry: import("../../store.js").Pending}} props */
function RefusalLine({ entry }) {
  const { command, refusal } = entry
  if (!refusal) return null
  return html`
    <div class="hand-bar__line hand-bar__line--refused" role="alert">
      <p class="hand-bar__text">
        <${Icon} name="warning" /><span dir="auto"><strong>${refusal.message}</strong> ${refusal.instead.text}</span>
      </p>
      <button class="button button--small" type="button" onClick=${() => dismissRefusal(command.command_id)}>${t("OK")}</button>
    </div>`
}

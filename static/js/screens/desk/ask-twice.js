// A button that is asked once more before it acts: for what others see at once.

import { t } from "../../lib/i18n.js"
import { html, useState } from "../../../vendor/preact.js"

/**
 * @param {{label: string, question: string, yes: string, isLoud?: boolean, isBusy?: boolean, describedBy?: string, onYes: () => void}} props
 *   `describedBy`: id of what the button is about, when its label alone does not say it
 */
export function AskTwice({ label, question, yes, isLoud = false, isBusy = false, describedBy, onYes }) {
  const [isAsking, setAsking] = useState(false)
  const [hasAsked, setHasAsked] = useState(false)
  const answer = () => {
    setAsking(false)
    setHasAsked(true)
  }
  const act = (/** @type {Event} */ event) => {
    // The button goes, or is disabled for a while: the keyboard would fall out of the sheet.
    takeFocus(/** @type {HTMLElement} */ (event.currentTarget).closest("[role=dialog]")?.querySelector("h2") ?? null)
    answer()
    onYes()
  }
  if (!isAsking) {
    return html`
      <button class=${`button ${isLoud ? "button--loud" : ""}`} type="button" aria-busy=${isBusy} disabled=${isBusy}
        aria-describedby=${describedBy} ref=${hasAsked ? takeFocusFromNobody : null} onClick=${() => setAsking(true)}>${label}</button>`
  }
  return html`
    <div class="ask-twice" role="group" aria-label=${label}>
      <p>${question}</p>
      <div class="row">
        <button class="button button--loud" type="button" ref=${takeFocus} onClick=${act}>${yes}</button>
        <button class="button" type="button" onClick=${answer}>${t("Not yet")}</button>
      </div>
    </div>`
}

/** @param {HTMLElement|null} button */
function takeFocus(button) {
  button?.focus()
}

/** @param {HTMLElement|null} button */
function takeFocusFromNobody(button) {
  if (document.activeElement === document.body) button?.focus()
}

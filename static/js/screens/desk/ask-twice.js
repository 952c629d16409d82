// A button that is asked once more before it acts: for what others see at once.

import { t } from "../../lib/i18n.js"
import { html, useState } from "../../../vendor/preact.js"

/**
 * @param {{label: string, question: string, yes: string, isLoud?: boolean, isBusy?: boolean, describedBy?: string, onYes: () => void}} props
 *   `describedBy`: id of what the button is about, when its label alone does not say it
 */
export function AskTwice({ label, question, yes, isLoud = false, isBusy = false, describedBy, onYes }) {
  const [isAsking, setAsking] = useState(false)
  const act = () => {
    setAsking(false)
    onYes()
  }
  if (!isAsking) {
    return html`
      <button class=${`button ${isLoud ? "button--loud" : ""}`} type="button" aria-busy=${isBusy} disabled=${isBusy}
        aria-describedby=${describedBy} onClick=${() => setAsking(true)}>${label}</button>`
  }
  return html`
    <div class="ask-twice" role="group" aria-label=${label}>
      <p>${question}</p>
      <div class="row">
        <button class="button button--loud" type="button" ref=${takeFocus} onClick=${act}>${yes}</button>
        <button class="button" type="button" onClick=${() => setAsking(false)}>${t("Not yet")}</button>
      </div>
    </div>`
}

/** @param {HTMLElement|null} button */
function takeFocus(button) {
  button?.focus()
}

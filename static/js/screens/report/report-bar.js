// What stays above the keyboard while somebody writes: whether it is stored or does not fit, and the way to the next part.

import { t } from "../../lib/i18n.js"
import { html, useEffect, useState } from "../../../vendor/preact.js"
import { ReportState } from "./report-state.js"
import { goToPartAfter } from "./report-form.js"

/** @param {{room: import("../../notes-room.js").NotesRoom, isHeldBack: boolean}} props `isHeldBack`: what was typed last did not fit */
export function ReportBar({ room, isHeldBack }) {
  const [writingIn, setWritingIn] = useState("")
  useEffect(() => {
    const look = () => setWritingIn(partInHand())
    document.addEventListener("focusin", look)
    document.addEventListener("focusout", look)
    return () => {
      document.removeEventListener("focusin", look)
      document.removeEventListener("focusout", look)
    }
  }, [])
  if (!writingIn) return null
  const goOn = () => {
    if (!goToPartAfter(writingIn)) leaveLastPart()
  }
  // Pressing must not take the focus first: the keyboard would go down and come up again.
  return html`
    <footer class="page__foot report-bar" data-bars>
      ${isHeldBack ? html`<strong>${t("That text is too long for these notes.")}</strong>` : html`<${ReportState} room=${room} />`}
      <button class="button report-bar__next" type="button" onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${goOn}>${t("Go on")}</button>
    </footer>`
}

/** @returns {string} id of the part with the caret; empty: none */
function partInHand() {
  const focused = document.activeElement
  return focused?.classList.contains("writing-field") ? focused.id : ""
}

/** After the last part come the actions. */
function leaveLastPart() {
  const heading = /** @type {HTMLElement|null} */ (document.querySelector(".action-list h2"))
  heading?.focus()
  heading?.scrollIntoView({ block: "start" })
}

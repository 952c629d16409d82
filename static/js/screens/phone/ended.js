// The server will not talk to this phone any more: what is the case, and what to do.

import { html } from "../../../vendor/preact.js"
import { t } from "../../lib/i18n.js"
import { link } from "../../store.js"
import { boardPath } from "./route.js"

export function EndedScreen() {
  const [title, text, action, href] = wordsFor(link.value.reason ?? "")
  return html`
    <main class="quiet">
      <h1 class="quiet__heading">${title}</h1>
      <p>${text}</p>
      <a class="button button--loud" href=${href}>${action}</a>
    </main>`
}

/** @param {string} reason @returns {[string, string, string, string]} what is the case, what to do, the button, where it leads */
function wordsFor(reason) {
  const board = `${boardPath()}?`
  if (reason === "no_board") {
    return [t("This board is not here any more"), t("Ask for the code on the wall, and type it in at the start."), t("Go to the start"), "/"]
  }
  if (reason === "token" || reason === "forbidden") {
    return [t("The board does not know this phone any more"), t("Join again, with the same name if you like. Your topics stay up."), t("Join again"), board]
  }
  return [t("This page is too old for the board"), t("Load it again; what you have written is kept."), t("Load again"), board]
}

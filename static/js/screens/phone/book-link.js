// The way to the book, once there is one.

import { t } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { boardPath } from "./route.js"

export function BookLink() {
  const isPublished = Object.values(board.value.editions).some(({ is_current }) => is_current)
  return isPublished && html`<p><a href=${`${boardPath()}/proceedings`}>${t("The book of the day is here: read it, or take it with you.")}</a></p>`
}

// Everything people have taken on: how it goes, and the link by which it is followed up.

import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { AllActions } from "../../parts/action-board.js"
import { Sheet } from "../../parts/sheet.js"
import { html } from "../../../vendor/preact.js"
import { QrLink } from "./links-sheet.js"
import { closeSheet } from "./sheets.js"

/** @typedef {import("./links-sheet.js").DeskBoot} DeskBoot */

export function ActionsSheet() {
  const { code, links = {} } = /** @type {DeskBoot} */ (readBoot())
  return html`
    <${Sheet} title=${t("Who does what by when")} isWide=${true} onClose=${closeSheet}>
      <${AllActions} isOpenToAll=${true} hrefOfTopic=${(/** @type {string} */ topic) => `/b/${code}/topics/${encodeURIComponent(topic)}/notes`} />
      <div class="sheet__end">
        <${QrLink} role="followup" title=${t("To follow up after the gathering")} url=${links["followup"] ?? ""}
          text=${t("Whoever has this link says how the actions go, without an account. Send it to everybody who took something on.")} />
      </div>
    <//>`
}

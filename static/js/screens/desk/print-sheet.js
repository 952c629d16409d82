// What goes on paper: posters, signs, the agenda. Each is a page of its own that prints without a script.

import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { Sheet } from "../../parts/sheet.js"
import { html } from "../../../vendor/preact.js"
import { closeSheet } from "./sheets.js"

export function PrintSheet() {
  return html`
    <${Sheet} title=${t("Print")} onClose=${closeSheet}>
      <ul class="stack stack--tight" role="list">
        ${papers().map(({ path, title, text }) => html`
          <li key=${path}>
            <a class="button button--wide print-sheet__paper" href=${`/b/${readBoot().code}${path}`}
              target="_blank"><strong>${title}</strong><span class="soft text-small">${text}</span></a>
          </li>`)}
      </ul>
    <//>`
}

function papers() {
  return [
    { path: "/print/poster", title: t("Join poster"), text: t("Address, code and QR, for the doors") },
    { path: "/print/signs", title: t("Room signs"), text: t("One a room, with the QR for “I’m here”") },
    { path: "/agenda", title: t("Agenda"), text: t("One A3 grid a day and an A4 list: it saves the day when the network dies") },
  ]
}

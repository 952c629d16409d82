// What the board said no to after its form had closed. The phone shows it among its messages; other screens where it was asked.

import { dismissRefusal } from "../commands.js"
import { readBoot } from "../lib/boot.js"
import { t } from "../lib/i18n.js"
import { pending } from "../store.js"
import { html } from "../../vendor/preact.js"
import { NoticeBox } from "./notice-box.js"

/** @typedef {import("../wire.js").Command} Command */

/** @param {{isAbout: (command: Command) => boolean}} props `isAbout`: which of them are asked here */
export function RefusedActs({ isAbout }) {
  if (readBoot().screen === "phone") return null
  const refused = pending.value.filter(({ command, refusal }) => refusal && isAbout(command))
  return html`
    <div role="status">
      ${refused.map(({ command, refusal }) => html`
        <${NoticeBox} key=${command.command_id} kind="warn" title=${refusal?.message} text=${`${refusal?.instead.text} ${wordsOfAct(command)}`}
          actions=${[{ text: t("OK"), onPress: () => dismissRefusal(command.command_id) }]} />`)}
    </div>`
}

/** Whoever wrote them may need them. @param {Command} command */
function wordsOfAct(command) {
  return command["what"] ?? command["text"] ?? ""
}

// A topic's words, for a convener without a phone. Everybody else's words are theirs alone.

import { t } from "../../lib/i18n.js"
import { Sheet } from "../../parts/sheet.js"
import { TextField } from "../../parts/text-field.js"
import { board } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { RefusedForm, onSubmit, useAsking } from "./asking.js"
import { convenerOf } from "./hand.js"
import { closeSheet } from "./sheets.js"

const TITLE_CHARS = 140
const ABOUT_CHARS = 400

/** @param {{topic: string}} props */
export function WordsSheet({ topic }) {
  const found = board.value.topics[topic]
  const [title, setTitle] = useState(found?.title ?? "")
  const [about, setAbout] = useState(found?.about ?? "")
  const { ask, refused, isBusy } = useAsking()
  if (!found) return null
  const save = () => ask("edit_topic", { topic, title, about }, t("“{title}” is changed", { title }))
  const withdraw = () => ask("withdraw_topic", { topic }, t("“{title}” is withdrawn", { title: found.title }))
  return html`
    <${Sheet} title=${t("Edit for {name}", { name: convenerOf(topic) })} onClose=${closeSheet}>
      <form class="stack" onSubmit=${onSubmit(save)}>
        <${TextField} id="words-title" label=${t("Title")} value=${title} maxChars=${TITLE_CHARS} rows=${2} onValue=${setTitle} />
        <${TextField} id="words-about" label=${t("One line more (optional)")} value=${about} maxChars=${ABOUT_CHARS} rows=${3}
          onValue=${setAbout} />
        <${RefusedForm} refused=${refused} />
        <div class="row">
          <button class="button button--loud" type="submit" aria-busy=${isBusy}>${t("Save")}</button>
          <button class="button" type="button" onClick=${withdraw}>${t("Withdraw it")}</button>
        </div>
      </form>
    <//>`
}

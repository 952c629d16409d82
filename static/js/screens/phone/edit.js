// Changing the words of one's own topic.

import { html, useSignal } from "../../../vendor/preact.js"
import { TextField } from "../../parts/text-field.js"
import { t } from "../../lib/i18n.js"
import { ABOUT_MAX_CHARS, TITLE_MAX_CHARS } from "../../wire.js"
import { act } from "./acts.js"
import { languageOf } from "./facts.js"
import { PageHead } from "./page-head.js"
import { travelBack } from "./route.js"

/** @param {{topic: import("../../wire.js").Topic}} props */
export function EditScreen({ topic }) {
  const title = useSignal(topic.title)
  const about = useSignal(topic.about)
  /** @param {SubmitEvent} event */
  const onSubmit = (event) => {
    event.preventDefault()
    if (!title.value.trim()) return document.getElementById("title")?.focus()
    act("edit_topic", { topic: topic.id, title: title.value, about: about.value || null }, t("The words are changed"))
    travelBack()
  }
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("Change the words")} back=${t("Cancel")} />
      <form class="phone-form" onSubmit=${onSubmit}>
        <div class="page__body">
          <${TextField} id="title" label=${t("Topic")} value=${title.value} maxChars=${TITLE_MAX_CHARS} rows=${2} language=${languageOf(topic)}
            error=${title.value.trim() ? "" : t("Write what it is about first.")} onValue=${(/** @type {string} */ text) => { title.value = text }} />
          <${TextField} id="about" label=${t("One line more, if you like")} value=${about.value} maxChars=${ABOUT_MAX_CHARS} rows=${3}
            language=${languageOf(topic)} onValue=${(/** @type {string} */ text) => { about.value = text }} />
        </div>
        <div class="page__foot phone-form__foot"><button class="button button--loud page__act" type="submit">${t("Save")}</button></div>
      </form>
    </main>`
}

// Whose report it is: who may write, whether the walls show it while it grows, who holds the pen, and "ready".

import { answerOf, dismissRefusal, send } from "../commands.js"
import { holdsPen } from "../lib/actions.js"
import { t } from "../lib/i18n.js"
import { board, me } from "../store.js"
import { html, useState } from "../../vendor/preact.js"
import { ChoiceGroup } from "./choice-group.js"
import { SelectField } from "./input-field.js"
import { NoticeBox } from "./notice-box.js"

/** @typedef {import("../wire.js").Topic} Topic */
/** @typedef {import("../wire.js").Writers} Writers */

/** @param {{topic: string}} props id. What the reader may not change is said in words, not shown as greyed buttons */
export function ReportSettings({ topic: id }) {
  const [refused, setRefused] = useState(/** @type {import("../wire.js").Refused|null} */ (null))
  const topic = board.value.topics[id]
  if (!topic) return null
  const change = async (/** @type {Record<string, unknown>} */ fields) => {
    setRefused(null)
    const commandId = send("edit_report", { topic: id, ...fields })
    const answer = await answerOf(commandId)
    if (!answer.refused) return
    dismissRefusal(commandId)
    setRefused(answer.refused)
  }
  const isMineToSet = holdsPen(board.value, topic, me.value)
  const isHelper = me.value?.role === "facilitator" || me.value?.role === "scribe"
  return html`
    <section class="report-settings stack">
      ${isMineToSet ? html`<${PenSettings} topic=${topic} onChange=${change} />` : html`<${PenInWords} topic=${topic} />`}
      ${isMineToSet || isHelper
        ? html`<${ReadySwitch} isReady=${topic.is_ready} onChange=${change} />`
        : topic.is_ready && html`<p><strong>${t("The report is ready.")}</strong></p>`}
      <div role="alert">${refused && html`<${NoticeBox} kind="warn" title=${refused.message} text=${refused.instead.text} />`}</div>
    </section>`
}

/** @param {{topic: Topic, onChange: (fields: Record<string, unknown>) => void}} props */
function PenSettings({ topic, onChange }) {
  const { id, writers, is_on_walls, pen } = topic
  return html`
    <${ChoiceGroup} name=${`writers-${id}`} legend=${t("Who may write")} chosen=${writers}
      choices=${[{ value: "everyone", text: t("Everybody") }, { value: "scribes", text: t("Scribes") }, { value: "convener", text: t("The convener") }]}
      onChoose=${(/** @type {string} */ chosen) => onChange({ writers: chosen })} />
    <p class="field__hint">${writersInWords(writers)}</p>
    <label class="check">
      <input class="check__input" type="checkbox" checked=${is_on_walls} onChange=${() => onChange({ is_on_walls: !is_on_walls })} />
      <span>${t("Show it on the walls while it is written")}</span>
    </label>
    <p class="field__hint">${is_on_walls
      ? t("The last finished lines, without what is marked internal.")
      : t("The walls do not show it. Everybody on the board can still read it.")}</p>
    <${SelectField} id=${`pen-${id}`} label=${t("Who holds the pen")} value=${pen} options=${penOptions(topic)}
      onValue=${(/** @type {string} */ person) => onChange({ pen: person || null })} />
    <p class="field__hint">${t("Whoever holds the pen decides about this report as its convener does. The convener keeps the same right.")}</p>`
}

/** @param {{topic: Topic}} props */
function PenInWords({ topic }) {
  const pen = board.value.people[topic.pen]?.name
  return html`
    <p class="soft">${writersInWords(topic.writers)}</p>
    ${topic.pen && html`<p class="soft">${pen ? t("{name} holds the pen.", { name: pen }) : t("Another convener holds the pen.")}</p>`}`
}

/** @param {{isReady: boolean, onChange: (fields: Record<string, unknown>) => void}} props */
function ReadySwitch({ isReady, onChange }) {
  return html`
    <button class="button button--wide" type="button" aria-pressed=${isReady} onClick=${() => onChange({ is_ready: !isReady })}>${t("The report is ready")}</button>
    <p class="field__hint">${isReady
      ? t("It counts as done. It can still be changed, and goes into the book as it stands.")
      : t("Say so when it is done. It can be changed afterwards too.")}</p>`
}

/** @param {Writers} writers */
function writersInWords(writers) {
  return {
    everyone: t("Everybody on the board may write: notes, actions and photos."),
    scribes: t("Scribes, facilitators and the convener write; everybody else reads as it grows."),
    convener: t("Only the convener, and who holds the pen, write; everybody else reads as it grows."),
  }[writers]
}

/** @param {Topic} topic @returns {[string, string][]} people who convene something, by name */
function penOptions({ convener, pen }) {
  const others = Object.values(board.value.people).filter(({ id, name }) => id !== convener && name)
  const known = others.some(({ id }) => id === pen) || !pen
  const named = others.map(({ id, name }) => /** @type {[string, string]} */ ([id, name])).sort((a, b) => a[1].localeCompare(b[1]))
  return [["", t("The convener")], ...named, ...(known ? [] : [/** @type {[string, string]} */ ([pen, t("Another convener")])])]
}

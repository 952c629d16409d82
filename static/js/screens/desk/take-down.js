// Taking a card down, the one power over other people's words: with a reason, said to its author, and reversible.

import { t } from "../../lib/i18n.js"
import { TextField } from "../../parts/text-field.js"
import { board } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { RefusedForm, useAsking } from "./asking.js"

const REASON_CHARS = 200

/** @param {{topic: import("../../wire.js").Topic}} props */
export function TakeDown({ topic }) {
  const [reason, setReason] = useState("")
  const { ask, refused, isBusy } = useAsking()
  const why = reason.trim()
  const person = board.value.people[topic.convener]
  const name = person?.name || t("the convener")
  const putAside = () => ask("put_aside", { topic: topic.id, why }, t("“{title}” is put aside", { title: topic.title }))
  const silence = () => ask("silence_person", { person: topic.convener, why }, t("The device of {name} is silenced", { name }))
  return html`
    <details class="take-down">
      <summary>${t("Take the card down …")}</summary>
      <div class="stack stack--tight take-down__body">
        <${TextField} id="take-down-why" label=${t("Reason, told to {name}", { name })} value=${reason} maxChars=${REASON_CHARS}
          onValue=${setReason} />
        <p class="field__hint">${t("It leaves all screens at once. It lies under “Put aside” and can go up again with its place.")}</p>
        <${RefusedForm} refused=${refused} />
        <div class="row">
          <button class="button" type="button" disabled=${!why || isBusy} onClick=${putAside}>${t("Put aside")}</button>
          ${person?.has_phone && html`
            <button class="button" type="button" disabled=${!why || isBusy} onClick=${silence}>${t("Silence the device")}</button>`}
        </div>
        ${person?.has_phone && html`
          <p class="field__hint">${t("Silencing takes all cards of {name} down and lets the device read, not write.", { name })}</p>`}
      </div>
    </details>`
}

// The frame of the day: title, theme, language, who answers for what is kept and until when, Wi-Fi; and how this desk behaves.

import { isAnnouncing, setAnnouncing } from "../../lib/announcer.js"
import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { InputField, SelectField } from "../../parts/input-field.js"
import { Sheet } from "../../parts/sheet.js"
import { frame, mine } from "../../store.js"
import { html, useState } from "../../../vendor/preact.js"
import { RefusedForm, onSubmit, useAsking } from "./asking.js"
import { areKeysOn, setKeysOn } from "./keys.js"
import { closeSheet } from "./sheets.js"

export function GatheringSheet() {
  const [fields, setFields] = useState(gatheringFields)
  const { ask, refused, isBusy } = useAsking()
  const set = (/** @type {Partial<typeof fields>} */ changed) => setFields({ ...fields, ...changed })
  const save = () => ask("edit_gathering", { ...fields, keep_until: fields.keep_until || null }, t("The gathering is changed"))
  return html`
    <${Sheet} title=${t("The gathering")} onClose=${closeSheet}>
      <form class="stack" onSubmit=${onSubmit(save)}>
        <${InputField} id="gathering-title" label=${t("Title")} type="text" value=${fields.title} isRequired=${true}
          onValue=${(/** @type {string} */ title) => set({ title })} />
        <${InputField} id="gathering-theme" label=${t("Theme")} type="text" value=${fields.theme}
          hint=${t("A question of ten words or so.")} onValue=${(/** @type {string} */ theme) => set({ theme })} />
        <${SelectField} id="gathering-language" label=${t("Language of the board")} value=${fields.language}
          options=${languages(fields.language)} onValue=${(/** @type {string} */ language) => set({ language })} />
        <${InputField} id="gathering-responsible" label=${t("Who is responsible for what is kept")} type="text"
          value=${fields.responsible} onValue=${(/** @type {string} */ responsible) => set({ responsible })} />
        <${InputField} id="gathering-keep" label=${t("Everything is erased on")} type="date" value=${fields.keep_until}
          onValue=${(/** @type {string} */ day) => set({ keep_until: day })} />
        <${InputField} id="gathering-wifi" label=${t("Wi-Fi name")} type="text" value=${fields.wifi_name}
          hint=${t("Shown on the wall with a QR code of its own.")} onValue=${(/** @type {string} */ name) => set({ wifi_name: name })} />
        <${InputField} id="gathering-password" label=${t("Wi-Fi password")} type="text" value=${fields.wifi_password}
          onValue=${(/** @type {string} */ password) => set({ wifi_password: password })} />
        <${RefusedForm} refused=${refused} />
        <button class="button button--loud" type="submit" aria-busy=${isBusy}>${t("Save")}</button>
      </form>
      <${DeskChoices} />
    <//>`
}

function gatheringFields() {
  const { title, theme, language, responsible, keep_until } = frame.value
  const { name, password } = mine.value.wifi["gathering"] ?? { name: "", password: "" }
  return { title, theme, language, responsible, keep_until: keep_until ?? "", wifi_name: name, wifi_password: password }
}

/**
 * @param {string} current
 * @returns {[string, string][]}
 */
function languages(current) {
  const offered = readBoot().languages
  return offered.some(([tag]) => tag === current) ? offered : [[current, current], ...offered]
}

function DeskChoices() {
  return html`
    <fieldset class="sheet__end">
      <legend class="field__label">${t("This desk")}</legend>
      <label class="check">
        <input class="check__input" type="checkbox" checked=${areKeysOn.value} onChange=${() => setKeysOn(!areKeysOn.value)} />
        <span>${t("Single keys work: G, O, Q for the state, B, full stop, Page Up and Page Down for the wall")}</span>
      </label>
      <label class="check">
        <input class="check__input" type="checkbox" checked=${isAnnouncing.value} onChange=${() => setAnnouncing(!isAnnouncing.value)} />
        <span>${t("Say changes aloud to a screen reader")}</span>
      </label>
    </fieldset>`
}

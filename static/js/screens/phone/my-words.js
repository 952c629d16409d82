// The reader's name and whether it may be published; saved when a field is left, so that nothing has to be pressed.

import { html, useSignal } from "../../../vendor/preact.js"
import { TextField } from "../../parts/text-field.js"
import { send } from "../../commands.js"
import { t } from "../../lib/i18n.js"
import { NAME_MAX_CHARS } from "../../wire.js"
import { myProfile } from "./facts.js"

export function MyWords() {
  const profile = myProfile()
  const name = useSignal(profile?.name ?? "")
  const save = () => {
    if (name.value.trim() !== (myProfile()?.name ?? "")) send("edit_profile", { name: name.value.trim() || null })
  }
  const onPublish = () => { send("edit_profile", { may_publish: !profile?.may_publish }) }
  return html`
    <div class="stack">
      <div onFocusOut=${save}>
        <${TextField} id="name" label=${t("Your name on your cards")} value=${name.value} maxChars=${NAME_MAX_CHARS} autocomplete="name"
          hint=${t("None is fine too.")} onValue=${(/** @type {string} */ text) => { name.value = text }} />
      </div>
      <label class="check">
        <input class="check__input" type="checkbox" checked=${profile?.may_publish ?? false} onChange=${onPublish} />
        ${t("My name may be published")}
      </label>
    </div>`
}

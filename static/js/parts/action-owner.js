// Who takes something on: oneself, somebody on the board by name, an organisation or a role, or whoever is written down.

import { t } from "../lib/i18n.js"
import { board, me } from "../store.js"
import { html } from "../../vendor/preact.js"

/** @typedef {import("../lib/action-draft.js").Written} Written */

/** @param {{id: string, written: Written, onWrite: (changes: Partial<Written>) => void}} props */
export function OwnerField({ id, written, onWrite }) {
  const own = me.value?.person ?? ""
  const isMe = written.person !== "" && written.person === own
  const names = [...new Set(Object.values(board.value.people).map(({ name }) => name).filter(Boolean))]
  const onWho = (/** @type {Event} */ event) => {
    const who = /** @type {HTMLInputElement} */ (event.currentTarget).value
    const isStillMe = isMe && !me.value?.name // a name I give myself for this
    onWrite({ who, person: isStillMe ? own : written.role ? "" : personNamed(who) })
  }
  const onMe = () => onWrite(isMe ? { who: "", person: "" } : { who: me.value?.name ?? "", person: own, role: "" })
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("Who")}</label>
      <div class="action-form__who">
        <input class="field__input action-form__name" id=${id} list=${`${id}-names`} value=${written.who} dir="auto" autocomplete="off" onInput=${onWho} />
        <datalist id=${`${id}-names`}>${names.map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
        <button class="button" type="button" aria-pressed=${isMe} onClick=${onMe}>${t("I do it")}</button>
      </div>
      <label class="check">
        <input class="check__input" type="checkbox" checked=${written.role === "yes"} disabled=${isMe}
          onChange=${() => onWrite(written.role ? { role: "", person: personNamed(written.who) } : { role: "yes", person: "" })} />
        <span>${t("It is an organisation or a role: it may be published")}</span>
      </label>
    </div>`
}

/** Somebody's id when exactly one public person, or the reader, is called so. @param {string} who */
function personNamed(who) {
  const wanted = who.trim().toLowerCase()
  const own = me.value
  if (!wanted) return ""
  if (own?.person && own.name.toLowerCase() === wanted) return own.person
  const found = Object.values(board.value.people).filter(({ name }) => name.toLowerCase() === wanted)
  return found.length === 1 ? found[0].id : ""
}

// Who is named in the public book, and how a name is taken out of it in one step.

import { t } from "../../lib/i18n.js"
import { html } from "../../../vendor/preact.js"
import { AskTwice } from "./ask-twice.js"
import { actOnBook, bookState, isBookBusy } from "./book-desk.js"

export function BookNames() {
  const named = bookState.value?.named ?? []
  return html`
    <details class="take-down">
      <summary>${t("Withdraw a name")}</summary>
      <div class="take-down__body stack stack--tight">
        <p class="soft">${t("People can do it themselves, by taking back the tick on their phone.")}</p>
        ${named.length === 0 && html`<p>${t("Nobody is named in it.")}</p>`}
        <ul class="stack stack--tight" role="list">
          ${named.map(({ person, name }, index) => html`
            <li key=${person} class="row spread">
              <bdi id=${`named-${index}`}>${name}</bdi>
              <${AskTwice} label=${t("Withdraw …")} describedBy=${`named-${index}`} isBusy=${isBookBusy.value}
                question=${t("A new edition without this name replaces the old one, which is erased.")} yes=${t("Withdraw it now")}
                onYes=${() => actOnBook("withdraw", { person })} />
            </li>`)}
        </ul>
      </div>
    </details>`
}

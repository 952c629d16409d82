// How this phone speaks, and who it is: language, announcements, another device, somebody else, what is kept.

import { html } from "../../../vendor/preact.js"
import { send } from "../../commands.js"
import { isAnnouncing, setAnnouncing } from "../../lib/announcer.js"
import { readBoot } from "../../lib/boot.js"
import { dropAllDrafts } from "../../lib/drafts.js"
import { dateLanguage, readerLanguage, t } from "../../lib/i18n.js"
import { frame } from "../../store.js"
import { boardPath } from "./route.js"

export function MyPhone() {
  return html`
    <div class="stack">
      <${LanguageSwitch} />
      <label class="check">
        <input class="check__input" type="checkbox" checked=${isAnnouncing.value} onChange=${() => setAnnouncing(!isAnnouncing.value)} />
        ${t("Let a screen reader say what changes")}
      </label>
      <a class="button button--wide" href=${`${boardPath()}/me`}>${t("Use another phone as well")}</a>
      <form method="post" action=${`${boardPath()}/somebody-else`} onSubmit=${dropAllDrafts}>
        <button class="button button--wide" type="submit">${t("I am somebody else")}</button>
      </form>
      <${WhatIsKept} />
    </div>`
}

function LanguageSwitch() {
  const onChange = (/** @type {Event} */ event) => changeLanguage(/** @type {HTMLSelectElement} */ (event.currentTarget).value)
  return html`
    <div class="field">
      <label class="field__label" for="language">${t("Language")}</label>
      <select class="field__input" id="language" value=${readerLanguage()} onChange=${onChange}>
        ${readBoot().languages.map(([tag, name]) => html`<option key=${tag} value=${tag} lang=${tag}>${name}</option>`)}
      </select>
    </div>`
}

/** The words of a language come with the page, so it is loaded anew. @param {string} language */
function changeLanguage(language) {
  send("edit_profile", { language })
  location.assign(`${boardPath()}?lang=${encodeURIComponent(language)}#mine`)
}

function WhatIsKept() {
  const { responsible, keep_until } = frame.value
  return html`
    <div class="stack stack--tight soft">
      <p>${t("The board keeps your name if you gave one, your topics and your stars. Where you are is only a dot: others see how many, never who.")}</p>
      ${responsible && html`<p>${t("Responsible: {who}.", { who: responsible })}</p>`}
      ${keep_until && html`<p>${t("Everything is erased on {date}.", { date: dateInWords(keep_until) })}</p>`}
      <p><a class="my-phone__privacy" href=${`${boardPath()}/privacy`}>${t("The whole text about what is kept")}</a></p>
    </div>`
}

/** @param {string} date "2026-12-01" */
function dateInWords(date) {
  return new Intl.DateTimeFormat(dateLanguage(), { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" }).format(Date.parse(date))
}

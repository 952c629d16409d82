// The book: what is published, what to look at before it is, who is named, and every file of it.

import { t } from "../../lib/i18n.js"
import { readBoot } from "../../lib/boot.js"
import { zoneTime } from "../../clock.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { Sheet } from "../../parts/sheet.js"
import { board, frame } from "../../store.js"
import { html, useEffect } from "../../../vendor/preact.js"
import { actOnBook, bookRefused, bookState, forgetBookRefusal, isBookBusy, lookAgain, lookThrough } from "./book-desk.js"
import { BookFiles } from "./book-files.js"
import { BookNames } from "./book-names.js"
import { BookReview } from "./book-review.js"
import { AskTwice } from "./ask-twice.js"
import { closeSheet } from "./sheets.js"

export function BookSheet() {
  const edition = currentEdition()
  useEffect(() => {
    lookAgain()
    lookThrough()
  }, [edition?.id])
  useEffect(() => forgetBookRefusal, [])
  return html`
    <${Sheet} title=${t("The book")} isWide=${true} onClose=${closeSheet}>
      <${HowItStands} edition=${edition} />
      <div role="alert">
        ${bookRefused.value && html`<${NoticeBox} kind="warn" title=${bookRefused.value.message} text=${bookRefused.value.instead.text} />`}
      </div>
      <${BookReview} />
      <div class="row">
        <${AskTwice} label=${edition ? t("Publish anew …") : t("Publish …")} isLoud=${true} isBusy=${isBookBusy.value}
          question=${t("Everybody who has the address can read it then, without a link or an account.")} yes=${t("Publish now")}
          onYes=${() => actOnBook("publish")} />
        ${edition && html`
          <${AskTwice} label=${t("Take it down …")} isBusy=${isBookBusy.value} question=${t("The public book is gone from its address at once.")}
            yes=${t("Take it down now")} onYes=${() => actOnBook("unpublish")} />`}
      </div>
      ${edition && html`<${BookNames} />`}
      <${BookFiles} isPublished=${edition !== null} />
      <${MissingScripts} />
    <//>`
}

/** @returns {import("../../wire.js").Edition|null} */
function currentEdition() {
  return Object.values(board.value.editions).find(({ is_current }) => is_current) ?? null
}

/** @param {{edition: import("../../wire.js").Edition|null}} props */
function HowItStands({ edition }) {
  const path = `/b/${readBoot().code}/proceedings`
  if (!edition) {
    return html`
      <${NoticeBox} kind="" title=${t("No book is published.")}
        text=${t("Only this desk and scribes can read it, as it stands now.")}>
        <p><a href=${`${path}?edition=internal`} target="_blank">${t("Read the internal edition")}</a></p>
      <//>`
  }
  const published = Date.parse(edition.published_at)
  const values = { n: edition.number, day: dayOf(published), time: zoneTime(published, frame.value.timezone) }
  return html`
    <${NoticeBox} kind="ok" title=${t("Edition {n} is published: {day} at {time}.", values)}
      text=${t("What has changed since then shows in the next edition.")}>
      <p class="row">
        <a href=${path} target="_blank">${t("Read the public edition")}</a>
        <a href=${`${path}?edition=internal`} target="_blank">${t("Read the internal edition")}</a>
      </p>
    <//>`
}

/** @param {number} instant */
function dayOf(instant) {
  return new Date(instant).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", timeZone: frame.value.timezone })
}

function MissingScripts() {
  const scripts = bookState.value?.missing_scripts ?? []
  return scripts.length > 0 && html`
    <${NoticeBox} kind="warn" title=${t("The PDF has no letters for: {scripts}", { scripts: scripts.join(", ") })}
      text=${t("The web page and the Word file show them, with the fonts of whoever reads.")} />`
}

// What to look at before the book is published, topic by topic, with the way to where it can be mended.

import { readBoot } from "../../lib/boot.js"
import { t, tn } from "../../lib/i18n.js"
import { board } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { bookFindings, lookThrough } from "./book-desk.js"

/** @typedef {import("../../lib/book.js").Finding} Finding */

export function BookReview() {
  const findings = bookFindings.value
  return html`
    <section class="book-review" aria-labelledby="book-review-title">
      <div class="spread">
        <h3 id="book-review-title">${t("Look through before you publish")}</h3>
        <button class="button button--small" type="button" onClick=${lookThrough}>${t("Look through again")}</button>
      </div>
      <p role="status">${sumInWords(findings)}</p>
      ${byTopic(findings ?? []).map(([topic, found]) => html`<${TopicFindings} key=${topic} topic=${topic} found=${found} />`)}
    </section>`
}

/** @param {Finding[]|null} findings */
function sumInWords(findings) {
  if (!findings) return t("Looking through the book …")
  if (findings.length === 0) return t("Nothing to mend was found.")
  return tn("{n} place to look at. Nothing of it stops you.", "{n} places to look at. Nothing of it stops you.", findings.length)
}

/** @param {{topic: string, found: Finding[]}} props */
function TopicFindings({ topic, found }) {
  const title = board.value.topics[topic]?.title
  return html`
    <details class="take-down">
      <summary><span dir="auto">${title ?? t("The whole book")}</span> <span class="soft figures">${found.length}</span></summary>
      <ul class="take-down__body stack stack--tight" role="list">
        ${found.map((one, index) => html`
          <li key=${index}>
            <strong>${kindInWords(one)}</strong>${one.found && html` <bdi>${one.found}</bdi>`}
            ${one.line && one.line !== one.found && html`<p class="soft" dir="auto">${one.line}</p>`}
          </li>`)}
        ${title && html`<li key="mend"><a href=${`/b/${readBoot().code}/topics/${topic}/${found.some(isInNotes) ? "notes" : ""}`.replace(/\/$/, "")}
          target="_blank" aria-label=${t("Mend it: {title}", { title })}>${t("Mend it")}</a></li>`}
      </ul>
    </details>`
}

/** @param {Finding} finding */
function isInNotes({ part }) {
  return part === undefined || part === "notes"
}

/** @param {Finding} finding */
function kindInWords({ kind }) {
  return {
    email: t("E-mail address:"), phone: t("Phone number:"), personal_number: t("Personal number:"), name: t("Name:"),
    convener: t("Convener without the tick, so not named:"), owner: t("Owner of an action without the tick, so not named:"),
    photo_unticked: t("Photo without the tick, so not in the public book"), photo_untold: t("Photo without a text that says what it shows"),
  }[kind]
}

/**
 * In the order of the book; what is about all of it first.
 * @param {Finding[]} findings
 */
function byTopic(findings) {
  /** @type {Map<string, Finding[]>} */
  const grouped = new Map()
  for (const finding of findings) {
    const topic = finding.topic ?? ""
    grouped.set(topic, [...(grouped.get(topic) ?? []), finding])
  }
  return [...grouped]
}

// Take the book: two square codes, each with what comes and how large it is.

import { sizeInWords } from "../../lib/book.js"
import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { readBoot } from "../../lib/boot.js"
import { board, frame } from "../../store.js"
import { FittedText } from "../../parts/fitted-text.js"
import { html, useEffect } from "../../../vendor/preact.js"
import { bookAddress, bookSquare } from "./address.js"
import { bookFiles, followBook } from "./book-taking.js"
import { measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"

/** What people take with them, the one that works everywhere first. */
const TAKEN = ["pdf", "html"]

export function BookScene() {
  const edition = Object.values(board.value.editions).find(({ is_current }) => is_current) ?? null
  useEffect(() => (edition ? followBook(TAKEN) : undefined), [edition?.id])
  if (!edition) return html`<${NoBookYet} />`
  return html`
    <${WallPage} scene="book" showsCode=${false} below=${html`<p class="wall__fact"><code>${bookAddress(readBoot().code)}</code></p>`}>
      <div class="take-book">
        <h2 class="take-book__lead">${t("Take the book with you")}</h2>
        <div class="take-book__ways">${TAKEN.map((format) => html`<${WayToTake} key=${format} format=${format} />`)}</div>
      </div>
    <//>`
}

/** @param {{format: string}} props */
function WayToTake({ format }) {
  const file = bookFiles.value.find((one) => one.format === format)
  const label = { pdf: t("To read and print: PDF"), html: t("Works offline: a web page in one file") }[format] ?? format
  return html`
    <section class="join-panel take-book__way">
      <p class="take-book__name">${label}</p>
      <img class="join-panel__square" src=${bookSquare(format)} alt=${t("Square code: {title}", { title: label })} />
      <p class="take-book__size">${file?.size ? isolateLeftToRight(sizeInWords(file.size)) : t("is being made …")}</p>
    </section>`
}

function NoBookYet() {
  const { theme, title, language } = frame.value
  return html`
    <${WallPage} scene="book">
      <section class="principle">
        <${FittedText} piece="principle__words" tag="h2" text=${theme || title} language=${language} room=${measuredAnew.value} />
        <p class="principle__text">${t("The book is on its way: it comes here once it is published.")}</p>
      </section>
    <//>`
}

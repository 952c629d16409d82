// Every file of the book, with its size once it is there; one that takes seconds is made when it is asked for.

import { sizeInWords } from "../../lib/book.js"
import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { html } from "../../../vendor/preact.js"
import { beginFile, bookState } from "./book-desk.js"

/** @typedef {import("../../lib/book.js").BookFile} BookFile */

/** @param {{isPublished: boolean}} props */
export function BookFiles({ isPublished }) {
  const state = bookState.value
  if (!state) return null
  return html`
    <section class="book-sheet__files" aria-labelledby="book-files-title">
      <h3 id="book-files-title">${t("Files")}</h3>
      <table class="shift-list">
        <thead>
          <tr><th scope="col">${t("Format")}</th><th scope="col">${t("Internal edition")}</th><th scope="col">${t("Public edition")}</th></tr>
        </thead>
        <tbody>
          ${(state.internal ?? []).map((file, index) => html`
            <tr key=${file.format}>
              <th scope="row">${file.label}</th>
              <td><${FileCell} file=${file} edition="internal" word=${t("internal")} /></td>
              <td>${isPublished ? html`<${FileCell} file=${state.files[index]} edition="public" word=${t("public")} />` : "–"}</td>
            </tr>`)}
        </tbody>
      </table>
    </section>`
}

/** @param {{file: BookFile, edition: "public"|"internal", word: string}} props */
function FileCell({ file, edition, word }) {
  if (file.state === "queued") return html`<span aria-busy="true">${t("waits for its turn")}</span>`
  if (file.state === "making") return html`<span aria-busy="true">${t("is being made …")}</span>`
  const label = `${file.label}, ${word}`
  if (file.state === "ready" || !file.is_slow) {
    return html`<a href=${file.url} download aria-label=${t("Download: {title}", { title: label })}>
      ${t("Download")}${file.size > 0 && html` <span class="soft">${isolateLeftToRight(sizeInWords(file.size))}</span>`}</a>`
  }
  return html`
    ${file.state === "failed" && html`<span class="soft">${t("could not be made")} </span>`}
    <button class="button button--small" type="button" aria-label=${t("Make: {title}", { title: label })}
      onClick=${() => beginFile(file.format, edition)}>${t("Make")}</button>`
}

// One action: what, who, by when, how it goes. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { PROGRESS, dueInWords, progressInWords } from "../lib/actions.js"
import { t } from "../lib/i18n.js"

/** @typedef {import("../wire.js").Action} Action */
/** @typedef {import("../wire.js").Progress} Progress */

/**
 * @param {{
 *   action: Action,
 *   isMine?: boolean,
 *   isLate?: boolean,
 *   isPending?: boolean,
 *   about?: import("../../vendor/preact.js").ComponentChildren,
 *   onEdit?: () => void,
 *   onProgress?: (progress: Progress) => void,
 * }} props `about`: of which topic. Without `onEdit` it is only read, without `onProgress` its state is only shown
 */
export function ActionCard({ action, isMine = false, isLate = false, isPending = false, about = null, onEdit, onProgress }) {
  const { what, first_step, progress, news } = action
  const date = action.due && dueInWords(action.due)
  return html`
    <article class="action-card" data-progress=${progress} aria-busy=${isPending}>
      <p class="action-card__what" dir="auto">${what}</p>
      <div class="action-card__facts">
        <span class="pill" dir=${isMine ? null : "auto"}>${ownerInWords(action, isMine)}</span>
        ${date && html`<span class="pill" data-state=${isLate ? "late" : null}>${isLate ? t("{date}, overdue", { date }) : date}</span>`}
        ${!onProgress && progress !== "open" && html`<span class="pill">${progressInWords(progress)}</span>`}
        ${onProgress && html`<div class="action-card__end"><${ProgressChoice} what=${what} progress=${progress} onProgress=${onProgress} /></div>`}
        ${onEdit && html`
          <button class="button button--quiet action-card__end" type="button" onClick=${onEdit}>
            ${t("Change")}<span class="visually-hidden"> “${what}”</span>
          </button>`}
      </div>
      ${first_step && html`<p class="soft text-small">${t("First step: {step}", { step: first_step })}</p>`}
      ${news && html`<p class="text-small" dir="auto">${news}</p>`}
      ${about}
    </article>`
}

/** @param {{what: string, progress: Progress, onProgress: (progress: Progress) => void}} props */
function ProgressChoice({ what, progress, onProgress }) {
  const onChange = (/** @type {Event} */ event) => onProgress(/** @type {Progress} */ (/** @type {HTMLSelectElement} */ (event.currentTarget).value))
  return html`
    <select class="field__input" aria-label=${t("How it goes: {what}", { what })} value=${progress} onChange=${onChange}>
      ${PROGRESS.map((one) => html`<option key=${one} value=${one}>${progressInWords(one)}</option>`)}
    </select>`
}

/**
 * @param {Action} action
 * @param {boolean} isMine
 */
function ownerInWords({ who, person }, isMine) {
  if (isMine) return who ? t("{name} (you)", { name: who }) : t("You")
  return who || (person ? t("Somebody without a name") : t("Nobody yet"))
}

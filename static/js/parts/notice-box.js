// One thing a person must see, with what can be done about it. Knows nothing of the board.

import { html } from "../../vendor/preact.js"

/**
 * @typedef {object} NoticeAction
 * @property {string} text
 * @property {() => void} onPress
 * @property {boolean} [isLoud] the one that helps; at most one a screen
 */

/**
 * @param {{
 *   kind: "ok"|"warn"|"bad"|"",
 *   title: string,
 *   text?: string,
 *   actions?: NoticeAction[],
 *   children?: import("../../vendor/preact.js").ComponentChildren,
 * }} props `children`: more than one line of text
 */
export function NoticeBox({ kind, title, text = "", actions = [], children = null }) {
  return html`
    <section class="notice" data-kind=${kind}>
      <p class="notice__title" dir="auto">${title}</p>
      ${text && html`<p dir="auto">${text}</p>`}
      ${children}
      ${actions.length > 0 && html`<div class="notice__actions">${actions.map(noticeButton)}</div>`}
    </section>`
}

/** @param {NoticeAction} action */
function noticeButton({ text, onPress, isLoud = false }) {
  return html`<button key=${text} class=${`button ${isLoud ? "button--loud" : ""}`} type="button" onClick=${onPress}>${text}</button>`
}

// One topic in a list: title, convener, where and when it meets. The whole card leads to its page; what stands
// at its end (a star, "Go") is a target of its own. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { FactLine } from "./fact-line.js"
import { PlaceLine } from "./place-line.js"

/**
 * @param {{
 *   title: string,
 *   level?: 2 | 3,
 *   language: string,
 *   name?: string,
 *   place: import("./place-line.js").Place | null,
 *   note?: string,
 *   mark?: string,
 *   href?: string,
 *   isPending?: boolean,
 *   isDown?: boolean,
 *   end?: import("../../vendor/preact.js").ComponentChild,
 * }} props
 *   `level`: of its heading, one below what it stands under. `language`: BCP 47 of the title. `note`: what more is said in the second line.
 *   `mark`: one word why the card matters to the reader ("mine"). `end`: the control at its end. `href`: empty for one that is down and has no page.
 */
export function TopicCard({ title, level = 2, language, name = "", place, note = "", mark = "", href = "", isPending = false, isDown = false, end = null }) {
  return html`
    <article class="topic-card" data-room-colour=${place ? place.colour : null} aria-busy=${isPending} data-state=${isDown ? "down" : null}>
      <div class="topic-card__text">
        <${`h${level}`} class="topic-card__title" dir="auto" lang=${language || null}>
          ${href ? html`<a class="topic-card__open" href=${href}>${title}</a>` : title}
        </${`h${level}`}>
        <${FactLine} facts=${[
          mark && html`<strong class="topic-card__mark">${mark}</strong>`,
          place && html`<${PlaceLine} place=${place} />`,
          name && html`<bdi>${name}</bdi>`,
          note,
        ]} />
      </div>
      ${end && html`<div class="topic-card__end">${end}</div>`}
    </article>`
}

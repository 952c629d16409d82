// "I want to be there": a star over the number of people who do. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { Icon } from "./icons.js"
import { tn } from "../lib/i18n.js"

/**
 * @param {{title: string, stars: number, isStarred: boolean, onStar: () => void}} props
 *   `title`: of the topic, for who cannot see which row the star stands in
 */
export function StarButton({ title, stars, isStarred, onStar }) {
  const label = tn("{title}: {n} wants to be there", "{title}: {n} want to be there", stars, { title })
  return html`
    <button class="star-button" type="button" aria-pressed=${isStarred} aria-label=${label} onClick=${onStar}>
      <${Icon} name="star" isFilled=${isStarred} />
      <span aria-hidden="true">${stars}</span>
    </button>`
}

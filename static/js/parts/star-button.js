// "I want to be there": a star over the number of people who do. Knows nothing of the board.

import { html } from "../../vendor/preact.js"
import { Icon } from "./icons.js"
import { t } from "../lib/i18n.js"

/**
 * @param {{title: string, stars: number, isStarred: boolean, onStar: () => void}} props
 *   `title`: of the topic, for who cannot see which row the star stands in
 */
export function StarButton({ title, stars, isStarred, onStar }) {
  return html`
    <button class="star-button" type="button" aria-pressed=${isStarred} onClick=${onStar}>
      <${Icon} name="star" isFilled=${isStarred} />
      <span class="visually-hidden">${t("{title}: I want to be there", { title })}</span>${" "}
      <span>${stars}</span>
    </button>`
}

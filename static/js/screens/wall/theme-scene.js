// The theme and nothing else: for circles, and for a wall that should not draw the eye. No numbers.

import { frame } from "../../store.js"
import { FittedText } from "../../parts/fitted-text.js"
import { html } from "../../../vendor/preact.js"
import { measuredAnew } from "./screen-size.js"

export function ThemeScene() {
  const { title, theme, language } = frame.value
  return html`
    <div class="wall wall--theme" data-scene="theme">
      <main class="wall__body theme">
        <${FittedText} piece="theme__words" tag="h1" text=${theme || title} language=${language} room=${measuredAnew.value} />
        ${theme && html`<p class="theme__title" dir="auto">${title}</p>`}
      </main>
    </div>`
}

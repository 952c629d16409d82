// What the walls show: six scenes, for every wall or one, and the pages of the principles.

import { t, tn } from "../../lib/i18n.js"
import { SelectField } from "../../parts/input-field.js"
import { presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { SCENE_BUTTONS, chooseScene, sceneWord, speakToWall, turnPrinciple, wallNames, wallShown, wallSpokenTo } from "./states.js"

export function WallPanel() {
  const { scene, page } = wallShown.value
  const names = wallNames()
  return html`
    <section class="panel" aria-labelledby="wall-title">
      <div class="spread"><h2 id="wall-title">${t("On the wall")}</h2><span class="soft text-small">${screensInWords()}</span></div>
      ${names.length > 1 && html`
        <${SelectField} id="wall-name" label=${t("Which wall")} value=${wallSpokenTo.value} options=${wallOptions(names)}
          onValue=${speakToWall} />`}
      <div class="scenes">
        ${SCENE_BUTTONS.map((one) => html`
          <button key=${one} class="button button--warm" type="button" aria-pressed=${one === scene}
            aria-keyshortcuts=${one === "theme" ? "B ." : null}
            title=${one === "theme" ? t("Key: {key}", { key: "B" }) : null} onClick=${() => chooseScene(one)}>${sceneWord(one)}</button>`)}
      </div>
      ${scene === "principles" && html`
        <div class="pager">
          <button class="button button--small" type="button" aria-keyshortcuts="PageUp" disabled=${page === 0}
            onClick=${() => turnPrinciple(-1)}>${t("Previous")}</button>
          <span class="figures">${page + 1}</span>
          <button class="button button--small" type="button" aria-keyshortcuts="PageDown"
            onClick=${() => turnPrinciple(1)}>${t("Next page")}</button>
        </div>`}
    </section>`
}

function screensInWords() {
  const screens = Object.values(presence.value.walls).reduce((sum, n) => sum + n, 0)
  return screens === 0 ? t("no wall is lit") : tn("{n} screen", "{n} screens", screens)
}

/**
 * @param {string[]} names
 * @returns {[string, string][]}
 */
function wallOptions(names) {
  return [["", t("All walls")], ...names.map((name) => /** @type {[string, string]} */ ([name, t("Wall {wall}", { wall: name })]))]
}

// How to join, in three steps that can be followed from the back row.

import { readBoot } from "../../lib/boot.js"
import { here } from "../../lib/agenda.js"
import { t, tn } from "../../lib/i18n.js"
import { frame, mine, presence } from "../../store.js"
import { FittedText } from "../../parts/fitted-text.js"
import { JoinPanel } from "../../parts/join-panel.js"
import { html } from "../../../vendor/preact.js"
import { codeInWords, joinHost, joinSquare, wifiSquare } from "./address.js"
import { measuredAnew } from "./screen-size.js"
import { WallPage } from "./wall-page.js"

/** @typedef {import("../../wire.js").Wifi} Wifi */

export function JoinScene() {
  const wifi = Object.values(mine.value.wifi)[0] ?? null
  const { theme, language } = frame.value
  const count = here(presence.value)
  const side = count > 0 && html`<p class="moment"><strong class="moment__main">${tn("{n} is here", "{n} are here", count)}</strong></p>`
  return html`
    <${WallPage} scene="join" side=${side} showsCode=${false}>
      <div class="join">
        <div class="join__words">
          ${theme && html`<${FittedText} piece="join__theme" text=${theme} language=${language} room=${measuredAnew.value} />`}
          <ol class="join__steps" role="list">
            ${wifi && html`<${WifiStep} wifi=${wifi} />`}
            ${stepsAfterWifi(Boolean(wifi)).map((step, index) => html`<${Step} number=${index + (wifi ? 2 : 1)} title=${step} />`)}
          </ol>
        </div>
        <${JoinPanel} image=${joinSquare()} alternative=${t("Square code that leads to this board")}
          code=${codeInWords(readBoot().code)} host=${joinHost()} />
      </div>
    <//>`
}

/** @param {boolean} hasWifi */
function stepsAfterWifi(hasWifi) {
  const steps = [t("Scan the square code, or type the address"), t("Write your name, or nothing")]
  return hasWifi ? steps : [...steps, t("Choose what you want to talk about")]
}

/** @param {{number: number, title: string}} props */
function Step({ number, title }) {
  return html`
    <li class="join-step">
      <span class="join-step__number">${number}</span>
      <div class="join-step__words"><p>${title}</p></div>
    </li>`
}

/** @param {{wifi: Wifi}} props */
function WifiStep({ wifi }) {
  return html`
    <li class="join-step">
      <span class="join-step__number">1</span>
      <div class="join-step__words">
        <p>${t("Wi-Fi")} <bdi class="join-step__key">${wifi.name}</bdi></p>
        ${wifi.password && html`<p>${t("Password")} <bdi class="join-step__key" dir="ltr">${wifi.password}</bdi></p>`}
      </div>
      <img class="join-step__square" src=${wifiSquare(wifi.name)} alt=${t("Square code that joins the Wi-Fi")} />
    </li>`
}

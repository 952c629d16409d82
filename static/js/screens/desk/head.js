// The bar over the desk: which gathering, its state, how this screen is connected, how many are here, and the ways
// out on paper and phones.

import { readBoot } from "../../lib/boot.js"
import { here } from "../../lib/agenda.js"
import { t, tn } from "../../lib/i18n.js"
import { ConnectionStatus } from "../../parts/connection-status.js"
import { Icon } from "../../parts/icons.js"
import { frame, link, presence } from "../../store.js"
import { html } from "../../../vendor/preact.js"
import { openSheet } from "./sheets.js"
import { STATES, chooseState, stateWord } from "./states.js"

export function DeskHead() {
  return html`
    <header class="desk__head">
      <h1 class="desk__title">
        <button class="desk__name" type="button" title=${t("Change the gathering")} onClick=${() => openSheet({ kind: "gathering" })}>
          <bdi>${frame.value.title || readBoot().code}</bdi><${Icon} name="pencil" />
        </button>
      </h1>
      <${StateButtons} />
      <${DeskStatus} />
      <div class="desk__ways">
        <code class="desk__code">${spacedCode(readBoot().code)}</code>
        <button class="button" type="button" onClick=${() => openSheet({ kind: "actions" })}><${Icon} name="check" />${t("Actions")}</button>
        <button class="button" type="button" onClick=${() => openSheet({ kind: "print" })}><${Icon} name="printer" />${t("Print")}</button>
        <button class="button" type="button" onClick=${() => openSheet({ kind: "book" })}><${Icon} name="book" />${t("The book")}</button>
        <button class="button" type="button" onClick=${() => openSheet({ kind: "links" })}>
          <${Icon} name="qr" />${t("Links and QR")}
        </button>
      </div>
    </header>`
}

function StateButtons() {
  const { state } = frame.value
  return html`
    <div class="button-group" role="group" aria-label=${t("State of the board")}>
      ${STATES.map(({ state: one, key }) => html`
        <button key=${one} class="button button-group__button" type="button" aria-pressed=${one === state} aria-keyshortcuts=${key}
          title=${stateHint(one, key)} onClick=${() => chooseState(one)}>${stateWord(one)}</button>`)}
    </div>`
}

/**
 * @param {import("../../wire.js").State} state
 * @param {string} key
 */
function stateHint(state, key) {
  const does = {
    gathering: t("People join and write drafts; nothing goes up"),
    open: t("Topics go up and are placed"),
    quiet: t("Walls show the theme, phones say “look up”; again: back to what was before"),
  }[state]
  return t("{does} (key {key})", { does, key })
}

function DeskStatus() {
  const { state } = link.value
  const people = tn("{n} here", "{n} here", here(presence.value))
  const kind = state === "live" ? "live" : state === "connecting" ? "waiting" : "cut-off"
  return html`
    <div class="desk__status">
      <${ConnectionStatus} state=${kind} text=${`${statusWord(state)} · ${people}`} />
    </div>`
}

/** @param {import("../../store.js").Link["state"]} state */
function statusWord(state) {
  return { live: t("live"), connecting: t("connecting …"), offline: t("no network"), ended: t("disconnected") }[state]
}

/**
 * "LUND 482", easier to say and to copy.
 * @param {string} code
 */
export function spacedCode(code) {
  return code.replace(/^([A-Z]+)(\d+)$/, "$1 $2")
}

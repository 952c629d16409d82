// Every way onto the board: addresses to type, codes to scan, and why a phone may not get through.

import { readBoot } from "../../lib/boot.js"
import { t } from "../../lib/i18n.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { Sheet } from "../../parts/sheet.js"
import { presence } from "../../store.js"
import { html, useSignal } from "../../../vendor/preact.js"
import { spacedCode } from "./head.js"
import { closeSheet } from "./sheets.js"

/** @typedef {import("../../lib/boot.js").Boot & {links?: Record<string, string>}} DeskBoot `links`: address by role, with its key */

export function LinksSheet() {
  const { code, joinUrl, links = {} } = /** @type {DeskBoot} */ (readBoot())
  const { address } = presence.value
  const join = address ? `${address.url}/b/${code}` : joinUrl
  return html`
    <${Sheet} title=${t("Links and QR")} isWide=${true} onClose=${closeSheet}>
      ${address && !address.is_reached && html`<${NotReached} />`}
      <div class="links-sheet__codes">
        <${QrLink} role="join" title=${t("Everybody joins here")} url=${join} text=${t("Code: {code}", { code: spacedCode(code) })} />
        <${QrLink} role="facilitator" title=${t("Your desk on a second phone")} url=${links["facilitator"] ?? ""} isCovered=${true}
          text=${t("Whoever has this link is a facilitator. Do not project it.")} />
      </div>
      <ul class="stack" role="list">
        <${CopyLink} key="wall" title=${t("A wall: open it on the projector’s computer")} url=${links["wall"] ?? `/b/${code}/wall`} />
        <${CopyLink} key="scribe" title=${t("A scribe types in paper cards")} url=${links["scribe"] ?? `/b/${code}/scribe`} />
        <${CopyLink} key="followup" title=${t("To follow up after the gathering")} url=${links["followup"] ?? ""}
          text=${t("Whoever has this link says how the actions go, without an account. Send it to everybody who took something on.")} />
        ${address && address.others.length > 0 && html`
          <li key="others">
            <h3>${t("Other addresses of this computer")}</h3>
            <p class="soft">${t("If the first does not work, one of these may.")}</p>
            <ul role="list">
              ${address.others.map((other) => html`<li key=${other}><code dir="ltr">${`${other}/b/${code}`}</code></li>`)}
            </ul>
          </li>`}
      </ul>
    <//>`
}

/** Why no phone gets through, the likeliest first. */
function NotReached() {
  return html`
    <${NoticeBox} kind="warn" title=${t("No phone has reached this address yet")}>
      <p>${t("The three usual reasons:")}</p>
      <ol class="links-sheet__reasons">
        <li>${t("The guest network keeps devices apart (client isolation). Ask the venue to turn it off, or use a phone’s hotspot or a router of your own.")}</li>
        <li>${t("The firewall of this computer blocks visitors. Allow Python to receive connections.")}</li>
        <li>${t("The phones are on another network than this computer. Let all join the same Wi-Fi.")}</li>
      </ol>
    <//>`
}

/**
 * A link as a square code and as an address.
 * @param {{role: "join"|"facilitator"|"followup", title: string, url: string, text: string, isCovered?: boolean}} props
 *   `isCovered`: until it is asked for, as the desk may be on the projector
 */
export function QrLink({ role, title, url, text, isCovered = false }) {
  const isShown = useSignal(!isCovered)
  const toggle = () => { isShown.value = !isShown.value }
  // A changed address is another picture.
  const source = `/b/${readBoot().code}/qr/${role}.svg?${encodeURIComponent(presence.value.address?.url ?? "")}`
  return html`
    <section class="qr-link">
      <h3>${title}</h3>
      ${isCovered && html`
        <button class="button qr-link__cover" type="button" aria-expanded=${isShown.value} onClick=${toggle}>
          ${isShown.value ? t("Hide the code and the link") : t("Show the code and the link")}
        </button>`}
      ${isShown.value && html`<img class="qr-link__code" src=${source} alt=${t("QR code: {title}", { title })} />`}
      ${isShown.value && url && html`<${AddressLine} label=${title} url=${url} />`}
      <p class="soft text-small">${text}</p>
    </section>`
}

/** @param {{title: string, url: string, text?: string}} props */
function CopyLink({ title, url, text = "" }) {
  return html`<li><h3>${title}</h3>${text && html`<p class="soft text-small">${text}</p>`}<${AddressLine} label=${title} url=${url} /></li>`
}

/** @param {{label: string, url: string}} props */
function AddressLine({ label, url }) {
  return html`
    <div class="address-line">
      <input class="field__input" readonly dir="ltr" aria-label=${label} value=${url}
        onFocus=${(/** @type {Event} */ event) => selectAll(event)} />
      <button class="button button--small" type="button" aria-label=${t("Copy: {title}", { title: label })}
        onClick=${copyBeside}>${t("Copy")}</button>
      <a class="button button--small" href=${url} target="_blank" aria-label=${t("Open it: {title}", { title: label })}>${t("Open it")}</a>
    </div>`
}

/** @param {Event} event */
function selectAll(event) {
  /** @type {HTMLInputElement} */ (event.currentTarget).select()
}

/** By the old way: the clipboard is not there on plain http. @param {Event} event */
function copyBeside(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget)
  const input = button.parentElement?.querySelector("input")
  input?.focus()
  document.execCommand("copy")
}

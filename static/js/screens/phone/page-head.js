// The head of every screen: the gathering's name, how it is connected, and the heading that takes focus on arrival,
// so that a screen reader says where one is.

import { html, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { ConnectionStatus } from "../../parts/connection-status.js"
import { Icon } from "../../parts/icons.js"
import { zoneTime } from "../../clock.js"
import { isolateLeftToRight, t, tn } from "../../lib/i18n.js"
import { frame, link, pending } from "../../store.js"
import { hasTravelled, travelBack } from "./route.js"

/** @param {{heading: string, back?: string, language?: string}} props `back`: the words that lead back; empty on a tab */
export function PageHead({ heading, back = "", language }) {
  const title = /** @type {import("../../../vendor/preact.js").RefObject<HTMLHeadingElement>} */ (useRef(null))
  useLayoutEffect(() => {
    document.title = `${heading.replace(/\u00ad/g, "")} – ${frame.value.title}`
    if (hasTravelled.value) title.current?.focus({ preventScroll: true })
  }, [])
  return html`
    <header class="page__head">
      <div class="phone-head__line">
        ${back ? html`<${BackButton} text=${back} />` : html`<p class="page__eyebrow" dir="auto">${frame.value.title}</p>`}
        <${ConnectionStatus} ...${connection()} />
      </div>
      <h1 ref=${title} tabindex="-1" dir="auto" lang=${language}>${heading}</h1>
    </header>`
}

/** @param {{text: string}} props */
function BackButton({ text }) {
  return html`
    <button class="phone-head__back" type="button" onClick=${travelBack}><${Icon} name="close" />${text}</button>`
}

/** @returns {{state: "live"|"waiting"|"cut-off", text: string}} */
function connection() {
  const waiting = pending.value.filter((entry) => !entry.refusal).length
  const { state, since } = link.value
  if (state === "live") return { state: "live", text: t("live") }
  if (waiting > 0) return { state: "waiting", text: tn("{n} waits for the network", "{n} wait for the network", waiting) }
  if (state === "connecting") return { state: "waiting", text: t("connecting") }
  return { state: "cut-off", text: t("cut off since {time}", { time: isolateLeftToRight(zoneTime(since, frame.value.timezone)) }) }
}

// The messages, on top of every tab and in the way of nothing; how many can be seen from further down is known to the foot.

import { html, signal, useEffect, useRef } from "../../../vendor/preact.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { t } from "../../lib/i18n.js"
import { messages } from "./messages.js"

const SHOWN_AT_ONCE = 3

/** Whether the reader sees the messages without scrolling. */
export const areMessagesInSight = signal(true)

export function MessagesRegion() {
  const region = /** @type {import("../../../vendor/preact.js").RefObject<HTMLElement>} */ (useRef(null))
  const isEmpty = messages.value.length === 0
  useEffect(() => {
    areMessagesInSight.value = true
    return region.current ? watchSight(region.current) : undefined
  }, [isEmpty])
  if (isEmpty) return null
  return html`
    <section class="messages" ref=${region} tabindex="-1" id="messages" aria-label=${t("Messages to you")}>
      ${messages.value.slice(0, SHOWN_AT_ONCE).map(({ id, kind, title, text, actions }) =>
        html`<${NoticeBox} key=${id} kind=${kind} title=${title} text=${text} actions=${actions} />`)}
    </section>`
}

/** @param {HTMLElement} region */
function watchSight(region) {
  const observer = new IntersectionObserver(([entry]) => { areMessagesInSight.value = entry.isIntersecting })
  observer.observe(region)
  return () => observer.disconnect()
}

/** Bring the reader to the messages. */
export function showMessages() {
  scrollTo(0, 0)
  document.getElementById("messages")?.focus({ preventScroll: true })
}

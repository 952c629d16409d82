// The edge of the grid says how many rooms lie beyond it, and goes there. Arrow keys go there by themselves.

import { tn } from "../../lib/i18n.js"
import { sortedRooms } from "../../lib/agenda.js"
import { Icon } from "../../parts/icons.js"
import { board } from "../../store.js"
import { html, useEffect, useState } from "../../../vendor/preact.js"

const SLACK_PX = 12 // of a column that may be hidden before its room counts as beyond the edge
const PAGE_SHARE = 0.7 // of what is in sight, so that a column seen before stays in sight

/** @param {{scroller: import("../../../vendor/preact.js").RefObject<HTMLElement>}} props the box the grid scrolls in */
export function MoreRooms({ scroller }) {
  const [beyond, setBeyond] = useState(0)
  const rooms = sortedRooms(board.value).length
  useEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    const look = () => setBeyond(roomsBeyond(box))
    const resized = new ResizeObserver(look)
    resized.observe(box)
    box.addEventListener("scroll", look, { passive: true })
    look()
    return () => {
      resized.disconnect()
      box.removeEventListener("scroll", look)
    }
  }, [rooms])
  if (beyond === 0) return null
  return html`
    <button class="more-rooms" type="button" tabindex="-1" onClick=${() => goOn(scroller.current)}>
      <${Icon} name="chevron" /><span class="more-rooms__words">${tn("{n} more room", "{n} more rooms", beyond)}</span>
    </button>`
}

/**
 * How many rooms end beyond the edge where reading ends.
 * @param {HTMLElement} box
 */
function roomsBeyond(box) {
  const edge = box.getBoundingClientRect()
  return [...box.querySelectorAll(".grid__room")].filter((head) => {
    const { left, right } = head.getBoundingClientRect()
    return isRightToLeft(box) ? left < edge.left - SLACK_PX : right > edge.right + SLACK_PX
  }).length
}

/** @param {HTMLElement|null} box */
function goOn(box) {
  box?.scrollBy({ left: (isRightToLeft(box) ? -1 : 1) * box.clientWidth * PAGE_SHARE })
}

/** @param {HTMLElement} box */
function isRightToLeft(box) {
  return getComputedStyle(box).direction === "rtl"
}

// Where every place lies on the screen, measured once a page and never during a walk.

import { signal } from "../../../vendor/preact.js"

/** @typedef {import("./dot-layout.js").Grain} Grain */
/** @typedef {import("./walk-path.js").Stop} Stop */
/**
 * @typedef {object} Ground one place, in pixels of the screen
 * @property {number} left of where its dots stand
 * @property {number} bottom
 * @property {number} width
 * @property {number} gutter y of the middle of the gutter it opens on
 * @property {boolean} hasDots no: people walk up to its name
 */
/** @typedef {{grounds: Record<string, Ground>, grain: Grain, aisles: number[], width: number}} FloorMap */

/** @type {FloorMap} */
const BLANK_MAP = { grounds: {}, grain: { size: 18, step: 23, isRightToLeft: false }, aisles: [], width: 1 }

export const floorMap = signal(BLANK_MAP)

/**
 * @param {HTMLElement} page with elements of `data-place`; those inside a `.room-card` hold dots
 */
export function measureFloor(page) {
  const cards = [...page.querySelectorAll(".room-card")].map((card) => card.getBoundingClientRect())
  const places = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-place]")])
  const gap = gapOf(cards)
  const lowest = Math.max(0, ...cards.map((card) => card.bottom)) + gap / 2
  const grounds = Object.fromEntries(places.map((place) => [place.dataset.place ?? "", groundOf(place, gap, lowest)]))
  const measured = { grounds, grain: grainOf(page), aisles: aislesBetween(cards, gap), width: page.clientWidth }
  if (JSON.stringify(measured) !== JSON.stringify(floorMap.peek())) floorMap.value = measured
}

/**
 * @param {HTMLElement} place
 * @param {number} gap
 * @param {number} lowest gutter
 * @returns {Ground}
 */
function groundOf(place, gap, lowest) {
  const { left, bottom, width } = place.getBoundingClientRect()
  const card = place.closest(".room-card")?.getBoundingClientRect()
  return { left, bottom, width, gutter: card ? card.bottom + gap / 2 : lowest, hasDots: Boolean(card) }
}

/** @param {HTMLElement} page @returns {Grain} */
function grainOf(page) {
  const style = getComputedStyle(page.querySelector(".room-grid") ?? page)
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const size = parseFloat(style.getPropertyValue("--dot")) * rem
  return { size, step: size + parseFloat(style.getPropertyValue("--dot-gap")) * rem, isRightToLeft: style.direction === "rtl" }
}

/**
 * The middle of each gutter between columns, and of the margins beside them.
 * @param {DOMRect[]} cards
 * @param {number} gap
 */
function aislesBetween(cards, gap) {
  const lefts = [...new Set(cards.map((card) => Math.round(card.left)))].sort((a, b) => a - b)
  const right = Math.max(0, ...cards.map((card) => card.right))
  return lefts.length ? [...lefts.map((left) => left - gap / 2), right + gap / 2] : []
}

/** @param {DOMRect[]} cards @returns {number} pixels between two of them */
function gapOf([first, ...others]) {
  const besides = others.map((card) => Math.max(card.left - first.right, first.left - card.right, card.top - first.bottom))
  const gaps = besides.filter((gap) => gap > 0)
  return gaps.length ? Math.min(...gaps) : 24
}

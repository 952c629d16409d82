// Pages of a wall: how many things stand on one, in how many columns, and which page is up. Pure.

export const PAGE_TURN_MS = 15_000
export const HELD_MS = 60_000 // a page turned to by hand stays at least this long
export const CARDS_MAX = 8 // rooms that can be read from the back row at once
export const NARROW_CARDS_MAX = 6 // on a picture of 4:3, with the longest title whole

/**
 * @typedef {object} Turn where a scene's pages are
 * @property {number} page from which they turn, 0 is the first
 * @property {number} since this device's milliseconds at which it came up; Infinity: it does not turn by itself
 */

/**
 * Pages as equal as can be, in order: nine rooms are five and four.
 * @template Item
 * @param {Item[]} items
 * @param {number} most on one page
 * @returns {Item[][]} at least one page
 */
export function evenPages(items, most) {
  const count = Math.max(1, Math.ceil(items.length / most))
  const long = items.length % count || count
  const size = Math.ceil(items.length / count)
  return Array.from({ length: count }, (_, page) => {
    const start = page * size - Math.max(0, page - long)
    return items.slice(start, start + (page < long ? size : size - 1))
  })
}

/**
 * Full pages, the last one with what is left.
 * @template Item
 * @param {Item[]} items
 * @param {number} size
 * @returns {Item[][]} at least one page
 */
export function fullPages(items, size) {
  const count = Math.max(1, Math.ceil(items.length / size))
  return Array.from({ length: count }, (_, page) => items.slice(page * size, (page + 1) * size))
}

/**
 * The page that is up.
 * @param {Turn} turn
 * @param {number} count of pages
 * @param {number} at this device's milliseconds
 * @returns {number}
 */
export function pageUp({ page, since }, count, at) {
  const turned = since === Infinity ? 0 : Math.floor(Math.max(0, at - since) / PAGE_TURN_MS)
  return (page + turned) % count
}

/** @param {number} count cards on one page, at most `CARDS_MAX` */
export function columnsFor(count) {
  if (count <= 3) return Math.max(1, count)
  return Math.ceil(count / 2)
}

// People as dots: how many, and where each stands. Rows as wide as the card, filled from the lowest up, so that nobody
// else's dot moves when one comes or goes. Pure.

export const CROWD = 120 // heads in one room from which a dot is several people
export const PEOPLE_A_DOT = 5

/** @typedef {{solid: number, hollow: number, people: number}} Dots `people`: how many one dot is */
/** @typedef {{size: number, step: number, isRightToLeft: boolean}} Grain `size` of a dot and `step` to the next, pixels */

/**
 * @param {number} solid heads who said so themselves
 * @param {number} hollow heads counted by hand
 * @returns {Dots}
 */
export function dotsFor(solid, hollow) {
  const all = solid + hollow
  if (all < CROWD) return { solid, hollow, people: 1 }
  const dots = Math.round(all / PEOPLE_A_DOT)
  const solidDots = Math.min(dots, Math.round(solid / PEOPLE_A_DOT))
  return { solid: solidDots, hollow: dots - solidDots, people: PEOPLE_A_DOT }
}

/**
 * @param {number} width of the area, pixels
 * @param {Grain} grain
 */
export function dotsInRow(width, { size, step }) {
  return Math.max(1, Math.floor((width - size) / step) + 1)
}

/**
 * The lower left corner of a dot, from the lower left corner of its area.
 * @param {number} index 0 is the first
 * @param {number} width of the area, pixels
 * @param {Grain} grain
 * @returns {{x: number, up: number}}
 */
export function dotPlace(index, width, grain) {
  const inRow = dotsInRow(width, grain)
  const along = (index % inRow) * grain.step
  return { x: grain.isRightToLeft ? width - grain.size - along : along, up: Math.floor(index / inRow) * grain.step }
}

/**
 * @param {number} count of dots
 * @param {number} width of the area, pixels
 * @param {Grain} grain
 */
export function rowsFor(count, width, grain) {
  return Math.ceil(count / dotsInRow(width, grain))
}

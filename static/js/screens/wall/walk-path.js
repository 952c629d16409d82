// The way of a dot from one card to another: down out of the card, along the gutters, up into the next. Never over a text. Pure.

/** @typedef {{x: number, y: number}} Point pixels; the middle of the dot */
/**
 * @typedef {object} Stop one end of a walk
 * @property {Point} at
 * @property {number} gutter y of the gutter below its card
 */
/** @typedef {{point: Point, offset: number}} Step `offset`: how much of the way is behind, 0 to 1 */

const WALK_SHORTEST_MS = 900
const WALK_LONGEST_MS = 1_400
const FAR_SCREENS = 1 // a walk as long as the screen is wide takes longest

/**
 * @param {Stop} from
 * @param {Stop} to
 * @param {number[]} aisles x of the gutters between the columns and beside them
 * @returns {Point[]}
 */
export function walkPath(from, to, aisles) {
  const points = [from.at, { x: from.at.x, y: from.gutter }]
  if (from.gutter !== to.gutter) {
    const aisle = nearestAisle(from.at.x, to.at.x, aisles)
    points.push({ x: aisle, y: from.gutter }, { x: aisle, y: to.gutter })
  }
  points.push({ x: to.at.x, y: to.gutter }, to.at)
  return points.filter((point, index) => index === 0 || distance(point, points[index - 1]) > 0)
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number[]} aisles
 */
function nearestAisle(from, to, aisles) {
  const detour = (/** @type {number} */ aisle) => Math.abs(from - aisle) + Math.abs(aisle - to)
  return aisles.reduce((best, aisle) => (detour(aisle) < detour(best) ? aisle : best), aisles[0] ?? from)
}

/**
 * Each point with how much of the way lies behind it, for an even pace round every corner.
 * @param {Point[]} points
 * @returns {Step[]}
 */
export function pacedSteps(points) {
  const whole = pathLength(points) || 1
  let behind = 0
  return points.map((point, index) => {
    if (index) behind += distance(points[index - 1], point)
    return { point, offset: Math.min(1, behind / whole) }
  })
}

/** @param {Point[]} points @returns {number} pixels */
export function pathLength(points) {
  return points.reduce((sum, point, index) => (index ? sum + distance(points[index - 1], point) : 0), 0)
}

/**
 * @param {number} length pixels
 * @param {number} screenWidth pixels
 * @returns {number} milliseconds, 900 to 1,400
 */
export function walkDuration(length, screenWidth) {
  const share = Math.min(1, length / (FAR_SCREENS * screenWidth))
  return WALK_SHORTEST_MS + share * (WALK_LONGEST_MS - WALK_SHORTEST_MS)
}

/** @param {Point} a @param {Point} b */
function distance(a, b) {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}

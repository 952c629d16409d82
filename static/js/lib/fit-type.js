// Type as large as its box allows: a word wider than its line gets a hyphen, a title gets smaller step by step until it is whole;
// only what is left over at the smallest size ends in an ellipsis. All boxes are read, then all are written, so that a page of
// cards costs one layout a step.
// `--fit` goes from 1 (largest) to 0 (the smallest that a title of usual length may have); `--fit-long` makes a longer one, or
// a word that nobody can hyphenate, smaller still: small says more from the back row than cut.

const STEPS = [1, 0.75, 0.5, 0.25, 0]
const LONG_STEPS = [0.92, 0.84, 0.76, 0.68, 0.6]

/** @typedef {{box: HTMLElement, text: HTMLElement}} Fitted `text` is the only child of `box` and may be higher than it */

const LARGEST = { "-webkit-line-clamp": "none", "padding-block-end": "", "--fit": "1", "--fit-long": "1", ...hyphens("none") }

/** @type {Set<HTMLElement>} */
const waitingBoxes = new Set()

/**
 * Fit the text in a box before the next frame, together with all others that ask.
 * @param {HTMLElement} box
 */
export function fitSoon(box) {
  if (waitingBoxes.size === 0) queueMicrotask(fitWaiting)
  waitingBoxes.add(box)
}

function fitWaiting() {
  const boxes = [...waitingBoxes].filter((box) => box.isConnected)
  waitingBoxes.clear()
  fitAll(boxes.map((box) => ({ box, text: /** @type {HTMLElement} */ (box.firstElementChild) })))
}

/** @param {Fitted[]} all */
function fitAll(all) {
  all.forEach(({ text }) => setStyle(text, LARGEST))
  all.filter(isTooWide).forEach(({ text }) => setStyle(text, hyphens("auto")))
  const cutStill = turnDown(all, "--fit", STEPS, isCut)
  cutStill.forEach(({ text }) => setStyle(text, hyphens("auto")))
  turnDown(cutStill, "--fit-long", LONG_STEPS, isCut)
  const cut = all.filter(isTooHigh).map((fitted) => ({ ...fitted, lines: linesIn(fitted) }))
  // Lines that were cut off are still painted, and would be seen through a padding.
  cut.forEach(({ text, lines }) => setStyle(text, { "-webkit-line-clamp": String(lines), "padding-block-end": "0" }))
}

/** @param {"none"|"auto"} value */
function hyphens(value) {
  return { "hyphens": value, "-webkit-hyphens": value }
}

/**
 * @param {Fitted[]} fitted
 * @param {string} property
 * @param {number[]} steps
 * @param {(fitted: Fitted) => boolean} needsLess
 * @returns {Fitted[]} those for which the last step is not enough
 */
function turnDown(fitted, property, steps, needsLess) {
  return steps.reduce((open, step) => {
    open.forEach(({ text }) => setStyle(text, { [property]: String(step) }))
    return open.filter(needsLess)
  }, fitted)
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, string>} properties
 */
function setStyle(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value)
}

/** @param {Fitted} fitted */
function isCut(fitted) {
  return isTooHigh(fitted) || isTooWide(fitted)
}

/** @param {Fitted} fitted */
function isTooHigh({ box, text }) {
  return text.scrollHeight > box.clientHeight + 1
}

/** @param {Fitted} fitted */
function isTooWide({ text }) {
  return text.scrollWidth > text.clientWidth + 1
}

/** @param {Fitted} fitted @returns {number} whole lines that fit */
function linesIn({ box, text }) {
  return Math.max(1, Math.floor((box.clientHeight + 1) / parseFloat(getComputedStyle(text).lineHeight)))
}

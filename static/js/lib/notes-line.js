// One line of notes as Markdown has it: which signs begin it, which signs stand inside it, and how a text is written so that it has none. Pure.

/**
 * @typedef {object} SignPair two signs around some letters, which are shown without them; offsets into the line
 * @property {"strong"|"emphasis"|"strike"|"code"|"link"|"escape"} kind escape: one sign before one letter
 * @property {number} start of the first sign
 * @property {number} from the first letter
 * @property {number} to after the last letter
 * @property {number} end after the last sign
 * @property {string} href of a link; empty for others
 */

/** "- ", "1. ", "### ", "> ", "- [ ] ", and those inside each other. */
const LINE_SIGNS = /^(?:[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\])?[ \t]|[ \t]*(?:[-*+]|\d{1,9}[.)])$| {0,3}#{1,6}(?:[ \t]|$)| {0,3}>[ \t]?)+/
const LIST_SIGNS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\])?[ \t]+|>[ \t]?)+$/
// What stands between two signs is held short, so that 50,000 brackets take no time.
const INLINE_SIGNS =
  /\\[!-/:-@[-`{-~]|`[^`]{1,300}`|(\*\*|__|~~|\*|_)(?:[^\s\\]|[^\s].{0,300}?[^\s\\])\1|\[[^[\]]{1,300}\]\([^()\s]{1,500}\)/g
const SIGNS_MAX_CHARS = 40 // of what a line takes over from the one before
const KINDS = /** @type {Record<string, SignPair["kind"]>} */ ({ "**": "strong", "__": "strong", "~~": "strike", "*": "emphasis", "_": "emphasis" })
const LETTER = /[\p{L}\p{N}_]/u
const BLOCK_START = /^[ \t]*(?:[-+*=~`_#>|:]|\d{1,9}(?=[.)]))/

/**
 * The signs a line begins with: bullets, numbers, quotes, small headings.
 * @param {string} line
 */
export function lineSigns(line) {
  return LINE_SIGNS.exec(line)?.[0] ?? ""
}

/**
 * The signs a line begins with when it goes on from one that begins with `signs`.
 * @param {string} signs
 * @returns {string|null} null: the line before is nothing to go on from
 */
export function continuedSigns(signs) {
  if (signs === "") return ""
  if (signs.length > SIGNS_MAX_CHARS) return null
  return LIST_SIGNS.test(`${signs.trimEnd()} `) ? signs.replace(/\[[xX]\]/, "[ ]").replace(/[^ \t]$/, "$& ") : null
}

/**
 * Pairs of signs in a line, in order of their start, a pair before those inside it.
 * @param {string} line
 * @param {number} [from] after the signs it begins with
 * @param {number} [to]
 * @returns {SignPair[]}
 */
export function signPairs(line, from = 0, to = line.length) {
  const pairs = []
  const letters = line.slice(from, to)
  for (const match of letters.matchAll(INLINE_SIGNS)) {
    const start = from + /** @type {number} */ (match.index)
    const pair = pairOf(match, start)
    if (pair.kind === "emphasis" && match[1] === "_" && isInsideWord(line, pair)) continue
    pairs.push(pair)
    if (pair.kind !== "code" && pair.kind !== "escape") pairs.push(...signPairs(line, pair.from, pair.to))
  }
  return pairs
}

/**
 * @param {RegExpMatchArray} match
 * @param {number} start
 * @returns {SignPair}
 */
function pairOf([whole, sign = ""], start) {
  const end = start + whole.length
  if (whole[0] === "\\") return { kind: "escape", start, from: start + 1, to: end, end, href: "" }
  if (whole[0] === "`") return { kind: "code", start, from: start + 1, to: end - 1, end, href: "" }
  if (sign) return { kind: KINDS[sign], start, from: start + sign.length, to: end - sign.length, end, href: "" }
  const middle = whole.indexOf("](")
  return { kind: "link", start, from: start + 1, to: start + middle, end, href: whole.slice(middle + 2, -1) }
}

/** snake_case_name has no signs. @param {string} line @param {SignPair} pair */
function isInsideWord(line, { start, end }) {
  return LETTER.test(line[start - 1] ?? "") || LETTER.test(line[end] ?? "")
}

/**
 * The letters of a line, written so that none of them is a sign.
 * @param {string} letters
 */
export function withoutMeaning(letters) {
  const signs = /intern|:::/i.test(letters) ? /[\\`*_~[\]|:]/g : /[\\`*_~[\]|]/g
  const inside = letters.replace(signs, "\\$&")
  const [start = ""] = BLOCK_START.exec(inside) ?? []
  if (!start) return inside
  const isNumber = /\d$/.test(start)
  return isNumber ? `${start}\\${inside.slice(start.length)}` : `${start.slice(0, -1)}\\${inside.slice(start.length - 1)}`
}

/**
 * The same for one that has a sign; others stay as they are.
 * @param {string} letters
 */
export function withoutMeaningIfAny(letters) {
  const hasSigns = lineSigns(letters) !== "" || BLOCK_START.test(letters) || signPairs(letters).length > 0
  return hasSigns ? withoutMeaning(letters) : letters
}

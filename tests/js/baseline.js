// What Safari 15.0 and Chrome 95 cannot parse or do not have, found in JavaScript sources.
// Reads {name: source} as JSON from standard input, writes {name: [problem]} for those that have any.
// A name used with a guard passes: `crypto.randomUUID?.()`, `typeof structuredClone`.

import { readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { parse } from "acorn"

// Newest syntax both have: ES2022 but for static blocks (Safari 16.4) and lookbehind (Safari 16.4).
const ECMA_VERSION = 2022

// Members called on some object: `items.at(-1)`. The number is the Safari that first had it.
const NEWER_METHODS = new Map([
  ["at", "15.4"], ["findLast", "15.4"], ["findLastIndex", "15.4"], ["hasOwn", "15.4"], ["randomUUID", "15.4"],
  ["showModal", "15.4"], ["supportedValuesOf", "15.4"],
  ["toReversed", "16"], ["toSorted", "16"], ["toSpliced", "16"], ["timeout", "16"],
  ["fromAsync", "16.4"], ["isWellFormed", "16.4"], ["toWellFormed", "16.4"],
  ["canParse", "17"], ["difference", "17"], ["intersection", "17"], ["isDisjointFrom", "17"], ["isSubsetOf", "17"],
  ["isSupersetOf", "17"], ["symmetricDifference", "17"], ["union", "17"],
  ["hidePopover", "17"], ["showPopover", "17"], ["togglePopover", "17"],
  ["checkVisibility", "17.4"], ["groupBy", "17.4"], ["withResolvers", "17.4"],
  ["startViewTransition", "18"], ["escape", "18.2"], ["try", "18.2"],
])

// Methods above that older things have too, unless they are called on this.
const ONLY_ON = new Map([["timeout", "AbortSignal"], ["escape", "RegExp"], ["try", "Promise"]])

const NEWER_GLOBALS = new Map([
  ["BroadcastChannel", "15.4"], ["structuredClone", "15.4"],
  ["CompressionStream", "16.4"], ["DecompressionStream", "16.4"],
  ["URLPattern", "26"], ["requestIdleCallback", "none"],
])

const NEWER_PROPERTIES = new Map([["locks", "15.4"], ["wakeLock", "16.4"], ["userActivation", "16.4"], ["scheduler", "none"]])

const ITERATOR_SOURCES = new Set(["entries", "keys", "values", "matchAll"])
const ITERATOR_HELPERS = new Set(["drop", "every", "filter", "find", "flatMap", "map", "reduce", "some", "take", "toArray"])

/**
 * @param {string} source
 * @returns {string[]} one sentence a problem, with its line
 */
export function problems(source) {
  /** @type {import("acorn").Token[]} */
  const tokens = []
  try {
    parse(source, { ecmaVersion: ECMA_VERSION, sourceType: "module", locations: true, onToken: tokens })
  } catch (error) {
    return [`does not parse: ${/** @type {Error} */ (error).message}`]
  }
  return tokens.flatMap((token, index) => problemAt(new Place(tokens, index)).map((text) => `line ${token.loc?.start.line}: ${text}`))
}

/** A token and its neighbours. */
class Place {
  /**
   * @param {any[]} tokens
   * @param {number} index
   */
  constructor(tokens, index) {
    this.tokens = tokens
    this.index = index
  }

  /** @param {number} offset @returns {string} a name, a keyword or a sign, as written */
  text(offset) {
    const token = this.tokens[this.index + offset]
    if (!token) return ""
    return typeof token.value === "string" ? token.value : token.type.label
  }

  /** @param {number} offset @returns {string} */
  kind(offset) {
    return this.tokens[this.index + offset]?.type.label ?? ""
  }
}

/** @param {Place} place @returns {string[]} */
function problemAt(place) {
  if (place.kind(0) === "regexp") return regexpProblem(place)
  if (place.kind(0) !== "name") return []
  if (place.text(0) === "static" && place.kind(1) === "{") return ["a static block needs Safari 16.4"]
  return isMember(place) ? memberProblem(place) : globalProblem(place)
}

/** @param {Place} place @returns {string[]} */
function regexpProblem(place) {
  const pattern = place.tokens[place.index].value.pattern
  return /\(\?<[=!]/.test(pattern) ? ["a lookbehind in a regular expression needs Safari 16.4"] : []
}

/** @param {Place} place */
function isMember(place) {
  return place.kind(-1) === "." || place.kind(-1) === "?."
}

/** @param {Place} place @returns {string[]} */
function memberProblem(place) {
  const name = place.text(0)
  const guarded = place.kind(1) === "?."
  if (guarded) return []
  if (ITERATOR_HELPERS.has(name) && isIterator(place)) return [`.${name}() on an iterator needs Safari 18.4`]
  if (NEWER_PROPERTIES.has(name) && place.text(-2) === "navigator") return [needs(`navigator.${name}`, NEWER_PROPERTIES, name)]
  if (place.kind(1) !== "(" || !NEWER_METHODS.has(name)) return []
  if (ONLY_ON.has(name) && ONLY_ON.get(name) !== place.text(-2)) return []
  return [needs(`.${name}()`, NEWER_METHODS, name)]
}

/** `map.values().filter`: an iterator; `Object.values(x).filter`: an array. @param {Place} place */
function isIterator(place) {
  return place.kind(-2) === ")" && place.kind(-3) === "(" && ITERATOR_SOURCES.has(place.text(-4))
}

/** @param {Place} place @returns {string[]} */
function globalProblem(place) {
  const name = place.text(0)
  const guarded = place.text(-1) === "typeof" || place.kind(1) === "?." || place.kind(1) === ":"
  return NEWER_GLOBALS.has(name) && !guarded ? [needs(name, NEWER_GLOBALS, name)] : []
}

/**
 * @param {string} shown
 * @param {Map<string, string>} since
 * @param {string} name
 */
function needs(shown, since, name) {
  const version = since.get(name)
  return version === "none" ? `no Safari has ${shown}` : `${shown} needs Safari ${version}`
}

function main() {
  /** @type {Record<string, string>} */
  const sources = JSON.parse(readFileSync(0, "utf8"))
  const found = Object.entries(sources).map(([name, source]) => [name, problems(source)])
  process.stdout.write(JSON.stringify(Object.fromEntries(found.filter(([, list]) => list.length > 0))))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main()

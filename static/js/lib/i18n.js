// Sentences in the reader's language. The English text is the message id; one that is not in the catalog is shown as it is.

import { boardTime } from "../clock.js"
import { readBoot } from "./boot.js"

/** @typedef {Record<string, string|string[]>} Catalog */
/** @typedef {Record<string, string|number>} Values */

// The order of the forms in a catalog.
const PLURAL_CATEGORIES = ["zero", "one", "two", "few", "many", "other"]
const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
const HAS_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/** @type {{language: string, catalog: Catalog, rules: Intl.PluralRules, categories: string[]}|null} */
let spoken = null

/**
 * Speak a language from now on; the page's own when never called.
 * @param {string} language BCP 47
 * @param {Catalog} catalog
 */
export function speak(language, catalog) {
  const rules = pluralRules(language)
  const used = rules.resolvedOptions().pluralCategories
  spoken = { language, catalog, rules, categories: PLURAL_CATEGORIES.filter((category) => used.some((one) => one === category)) }
  return spoken
}

/** The language in use, BCP 47. */
export function readerLanguage() {
  return inUse().language
}

/** The language dates are written in: English as the server writes it, "22 November", not "November 22". */
export function dateLanguage() {
  return readerLanguage() === "en" ? "en-GB" : readerLanguage()
}

/**
 * The sentence, its braces filled.
 * @param {string} message English
 * @param {Values} [values]
 */
export function t(message, values = {}) {
  const found = inUse().catalog[message]
  return fillBraces(Array.isArray(found) ? found[0] : found || message, values)
}

/**
 * The sentence in the form that goes with a number; `{n}` is filled with it.
 * @param {string} one English
 * @param {string} many English
 * @param {number} n
 * @param {Values} [values]
 */
export function tn(one, many, n, values = {}) {
  const { catalog, rules, categories } = inUse()
  const forms = catalog[one]
  const form = Array.isArray(forms) ? forms[Math.min(categories.indexOf(rules.select(n)), forms.length - 1)] : ""
  return fillBraces(form || (n === 1 ? one : many), { n, ...values })
}

/**
 * Which way a language is written.
 * @param {string} tag BCP 47
 * @returns {"ltr"|"rtl"}
 */
export function dirOf(tag) {
  const [primary, ...rest] = tag.toLowerCase().split("-")
  return RIGHT_TO_LEFT.has(primary) || rest.includes("arab") || rest.includes("hebr") ? "rtl" : "ltr"
}

/**
 * Text as search compares it: small letters, no accents, no vowel signs.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase()
    .replace(/ß/g, "ss").replace(/ø/g, "o").replace(/æ/g, "ae").replace(/ł/g, "l").replace(/đ/g, "d")
    .replace(/ة/g, "ه").replace(/ى/g, "ي")
}

/**
 * "10:30–11:15", left to right in any sentence.
 * @param {{starts: string, ends: string}} slot
 */
export function timeRange({ starts, ends }) {
  return isolateLeftToRight(`${boardTime(starts)}–${boardTime(ends)}`)
}

/**
 * "10:30", left to right in any sentence.
 * @param {string} iso
 */
export function timeOf(iso) {
  return isolateLeftToRight(boardTime(iso))
}

/** @param {string} text a time, a code, an address */
export function isolateLeftToRight(text) {
  return dirOf(readerLanguage()) === "rtl" ? `\u2066${text}\u2069` : text
}

function inUse() {
  return spoken ?? speak(readBoot().language, readBoot().catalog)
}

/** @param {string} tag */
function pluralRules(tag) {
  try {
    return new Intl.PluralRules(tag)
  } catch {
    return new Intl.PluralRules("en")
  }
}

/**
 * @param {string} message
 * @param {Values} values
 */
function fillBraces(message, values) {
  return message.replace(/\{(\w+)\}/g, (braces, name) => (name in values ? isolated(String(values[name])) : braces))
}

/** A name keeps its own direction and leaves the sentence its own. @param {string} value */
function isolated(value) {
  const isForeign = HAS_RIGHT_TO_LEFT.test(value) !== (dirOf(readerLanguage()) === "rtl")
  return isForeign && /\p{L}/u.test(value) ? `\u2068${value}\u2069` : value
}

// Sentences in the reader's language. The sources say them in English; in the script of another language the server has
// written its own in their place, and all its forms where English has two.

import { boardTime } from "../clock.js"
import { readBoot } from "./boot.js"

/** @typedef {Record<string, string|number>} Values */

// The order of the forms.
const PLURAL_CATEGORIES = ["zero", "one", "two", "few", "many", "other"]
const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
const HAS_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/** @type {{language: string, rules: Intl.PluralRules, categories: string[]}|null} */
let spoken = null

/**
 * Speak a language from now on; the page's own when never called.
 * @param {string} language BCP 47
 */
export function speak(language) {
  const rules = pluralRules(language)
  const used = rules.resolvedOptions().pluralCategories
  spoken = { language, rules, categories: PLURAL_CATEGORIES.filter((category) => used.some((one) => one === category)) }
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
 * @param {string} message
 * @param {Values} [values]
 */
export function t(message, values = {}) {
  return fillBraces(message, values)
}

/**
 * The sentence in the form that goes with a number; `{n}` is filled with it.
 * @param {string | string[]} one or all forms, by category
 * @param {string} many
 * @param {number} n
 * @param {Values} [values]
 */
export function tn(one, many, n, values = {}) {
  const { rules, categories } = inUse()
  const counted = n === 1 ? one : many
  const form = Array.isArray(one) ? one[Math.min(categories.indexOf(rules.select(n)), one.length - 1)] : counted
  return fillBraces(String(form), { n, ...values })
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
  return spoken ?? speak(readBoot().language)
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

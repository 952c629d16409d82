// What time it is on the board: the server's clock, whatever this device believes.
// `now` steps once a second, on the second; what needs more does its own drawing.

import { frame } from "./store.js"
import { readBoot } from "./lib/boot.js"
import { signal } from "../vendor/preact.js"

const SECOND_MS = 1000
const MINUTE_MS = 60_000

const SPEED = readBoot().speed

let heard = { at: Date.now(), server: Date.now() } // this device's clock and the server's, when last told

/** The server's milliseconds since 1970, one step a second. */
export const now = signal(Date.now())

/**
 * The server said what time it is.
 * @param {number} milliseconds since 1970
 */
export function setServerTime(milliseconds) {
  heard = { at: Date.now(), server: milliseconds }
  now.value = milliseconds
}

/** The server's milliseconds at this moment. */
export function serverNow() {
  return heard.server + (Date.now() - heard.at) * SPEED
}

/** @type {ReturnType<typeof setTimeout>|undefined} */
let stepping

/** Let `now` step, from now on. */
export function startClock() {
  clearTimeout(stepping)
  now.value = serverNow()
  stepping = setTimeout(startClock, SECOND_MS - (now.value % SECOND_MS))
}

/**
 * "HH:MM" in the board's zone.
 * @param {string} iso with offset; with one other than Z it already is in the board's zone
 */
export function boardTime(iso) {
  return iso.endsWith("Z") ? zoneTime(Date.parse(iso), frame.value.timezone) : iso.slice(11, 16)
}

/**
 * "2026-11-22" in the board's zone.
 * @param {string} iso
 */
export function boardDay(iso) {
  return iso.endsWith("Z") ? zoneDay(Date.parse(iso), frame.value.timezone) : iso.slice(0, 10)
}

/**
 * "HH:MM" of an instant.
 * @param {number} milliseconds since 1970
 * @param {string} timezone IANA name; UTC if this device does not know it
 */
export function zoneTime(milliseconds, timezone) {
  return zoned(milliseconds, timezone).slice(11)
}

/**
 * "2026-11-22" of an instant.
 * @param {number} milliseconds since 1970
 * @param {string} timezone IANA name; UTC if this device does not know it
 */
export function zoneDay(milliseconds, timezone) {
  return zoned(milliseconds, timezone).slice(0, 10)
}

/**
 * Whole minutes left, rounded up: "1 min left" until it is over. Below 0 once it is.
 * @param {string} iso
 * @param {number} [at] the server's milliseconds; a component reads `now` by leaving it out
 */
export function minutesUntil(iso, at = now.value) {
  return wholeUntil(iso, at, MINUTE_MS)
}

/**
 * Whole seconds left, rounded up.
 * @param {string} iso
 * @param {number} [at]
 */
export function secondsUntil(iso, at = now.value) {
  return wholeUntil(iso, at, SECOND_MS)
}

/**
 * @param {string} iso
 * @param {number} at
 * @param {number} unitMs
 */
function wholeUntil(iso, at, unitMs) {
  // Number formats write a negative zero as "-0".
  return Math.ceil((Date.parse(iso) - at) / unitMs) || 0
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const zoneFormats = new Map()

/**
 * "2026-11-22 10:30". The Swedish locale writes dates as ISO 8601 does.
 * @param {number} milliseconds
 * @param {string} timezone
 */
function zoned(milliseconds, timezone) {
  const format = zoneFormats.get(timezone) ?? zoneFormat(timezone)
  zoneFormats.set(timezone, format)
  return format.format(milliseconds).replace(", ", " ")
}

/** @param {string} timezone */
function zoneFormat(timezone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
  try {
    return new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: timezone })
  } catch {
    return new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: "UTC" })
  }
}

// How people get to this board, as a wall says it: the address phones reach, its square code, the short code.

import { readBoot } from "../../lib/boot.js"
import { presence } from "../../store.js"

/** @returns {string} "192.168.8.20:8000"; empty while nobody knows it */
export function joinHost() {
  return hostOf(joinAddress())
}

/** The drawing changes with the address, and its name with it. */
export function joinSquare() {
  return `${squareBase()}/join.svg?for=${encodeURIComponent(joinAddress())}`
}

/** @param {string} format of the public book */
export function bookSquare(format) {
  return `${squareBase()}/book/${format}.svg?for=${encodeURIComponent(joinAddress())}`
}

/**
 * Short enough to type: "192.168.8.20:8000/b/LUND482/proceedings".
 * @param {string} code
 */
export function bookAddress(code) {
  return `${joinHost()}/b/${code}/proceedings`
}

/** @param {string} name of the network: another one, another drawing */
export function wifiSquare(name) {
  return `${squareBase()}/wifi.svg?for=${encodeURIComponent(name)}`
}

/**
 * "LUND 482": easier to read and to say.
 * @param {string} code
 */
export function codeInWords(code) {
  return code.replace(/^(\D+)(\d+)$/, "$1 $2")
}

function joinAddress() {
  return presence.value.address?.url ?? readBoot().joinUrl
}

function squareBase() {
  return `/b/${encodeURIComponent(readBoot().code)}/qr`
}

/** @param {string} address */
function hostOf(address) {
  try {
    return new URL(address).host
  } catch {
    return ""
  }
}

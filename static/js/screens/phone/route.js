// Which screen the phone is on. Addresses are real ones: tabs are /b/CODE#here, a topic is /b/CODE/topics/ID,
// so that Back, reload, and a link sent to a friend do what they should.

import { signal } from "../../../vendor/preact.js"

/** @typedef {"market"|"agenda"|"here"|"mine"|"actions"|"propose"|"topic"|"edit"|"place"|"again"|"door"} RouteName */
/** @typedef {{name: RouteName, id: string, part: string}} Route `id`: of the topic, or the room at whose door somebody stands; `part`: of its session */

/** @type {ReadonlySet<string>} */
const TABS = new Set(["market", "agenda", "here", "mine", "actions", "propose"])
/** @type {ReadonlySet<string>} */
const ABOUT_A_TOPIC = new Set(["edit", "place", "again"])
/** @type {Route} */
const AT_MARKET = { name: "market", id: "", part: "" }
const BOARD_PATH = /^(.*?\/b\/[^/]+)(?:\/(topics|here)\/([^/]+))?\/?$/

/** Where each place was scrolled to when it was left, by address. @type {Map<string, number>} */
const scrolled = new Map()

export const route = signal(/** @type {Route} */ (AT_MARKET))

/** Whether the reader has gone anywhere yet: the first screen takes no focus. */
export const hasTravelled = signal(false)

/**
 * @param {{pathname: string, hash: string}} place
 * @returns {Route}
 */
function routeOf({ pathname, hash }) {
  const [name, id = "", part = ""] = hash.replace(/^#/, "").split("/").map(decoded)
  if (TABS.has(name)) return { ...AT_MARKET, name: /** @type {RouteName} */ (name) }
  if (ABOUT_A_TOPIC.has(name) && id) return { name: /** @type {RouteName} */ (name), id, part }
  const [, , kind, key] = BOARD_PATH.exec(pathname) ?? []
  if (kind === "topics") return { ...AT_MARKET, name: "topic", id: decoded(key) }
  if (kind === "here") return { ...AT_MARKET, name: "door", id: decoded(key) }
  return AT_MARKET
}

/** @param {string} text from an address, which may hold anything */
function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * @param {RouteName} name
 * @param {string} [id]
 * @param {string} [part]
 * @returns {string} the address of a screen, for a link
 */
export function hrefOf(name, id = "", part = "") {
  if (name === "topic") return `${boardPath()}/topics/${encodeURIComponent(id)}`
  if (name === "door") return `${boardPath()}/here/${encodeURIComponent(id)}`
  return `${boardPath()}#${[name, id, part].filter(Boolean).map(encodeURIComponent).join("/")}`
}

/** @returns {string} "/b/LUND482", with whatever stands before it */
export function boardPath() {
  return (BOARD_PATH.exec(location.pathname) ?? [])[1] ?? location.pathname
}

/**
 * @param {RouteName} name
 * @param {string} [id]
 * @param {string} [part]
 */
export function travel(name, id = "", part = "") {
  travelTo(hrefOf(name, id, part), false)
}

/**
 * As `travel`, but Back shall not return to the screen that is left.
 * @param {RouteName} name
 * @param {string} [id]
 */
export function travelInstead(name, id = "") {
  travelTo(hrefOf(name, id), true)
}

/** To where the reader came from; to the market when this was the first screen. */
export function travelBack() {
  if (history.state?.hasCome) history.back()
  else travelInstead("market")
}

/** Follow the address bar, and links inside the board, from now on. */
export function followAddress() {
  history.scrollRestoration = "manual"
  route.value = routeOf(location)
  addEventListener("popstate", () => arrive(scrolled.get(location.href) ?? 0))
  addEventListener("click", followLink)
}

/** @param {MouseEvent} event */
function followLink(event) {
  const target = event.target instanceof Element ? event.target.closest("a") : null
  if (!target || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
  if (target.target || target.origin !== location.origin || !leadsToAScreen(target)) return
  event.preventDefault()
  travelTo(target.href, false)
}

/** @param {HTMLAnchorElement} link */
function leadsToAScreen(link) {
  const [, base] = BOARD_PATH.exec(link.pathname) ?? []
  const isHere = base !== undefined && base === boardPath() && !link.search
  return isHere && (!link.hash || routeOf(link).name !== "market" || link.hash === "#market")
}

/**
 * @param {string} href
 * @param {boolean} replacing
 */
function travelTo(href, replacing) {
  scrolled.set(location.href, scrollY)
  if (replacing) history.replaceState(history.state, "", href)
  else history.pushState({ hasCome: true }, "", href)
  arrive(0)
}

/** @param {number} top px the screen is scrolled to */
function arrive(top) {
  hasTravelled.value = true
  route.value = routeOf(location)
  // After the new screen is drawn: before, the page may be too short to scroll.
  requestAnimationFrame(() => scrollTo(0, top))
}

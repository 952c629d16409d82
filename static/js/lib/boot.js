// What the server wrote into the page for this screen.

/**
 * @typedef {object} Boot
 * @property {string} code of the board
 * @property {"phone"|"wall"|"desk"|"scribe"|"notes"|"report"} screen
 * @property {string} language BCP 47, the reader's
 * @property {[string, string][]} languages tag and own name
 * @property {string} release
 * @property {string} joinUrl
 * @property {string|number} version
 * @property {number} speed of the board's clock; 1 but in the demo
 * @property {string} topic id, of a page about one; empty on others
 * @property {string} nonce of styles that a script makes; empty where none does
 */

/** @type {Boot} */
const NO_BOOT = {
  code: "", screen: "phone", language: "en", languages: [["en", "English"]], release: "", joinUrl: "", version: "", speed: 1, topic: "", nonce: "",
}

/** @type {Boot|null} */
let bootRead = null

/** @returns {Boot} an empty one where there is no page */
export function readBoot() {
  bootRead ??= { ...NO_BOOT, ...bootInPage() }
  return bootRead
}

/** @returns {Partial<Boot>} */
function bootInPage() {
  const written = typeof document === "undefined" ? null : document.getElementById("boot")
  return written?.textContent ? JSON.parse(written.textContent) : {}
}

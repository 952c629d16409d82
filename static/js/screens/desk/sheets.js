// Which sheet lies over the desk. At most one; its content is drawn by `sheet-host.js`.

import { signal } from "../../../vendor/preact.js"

/**
 * @typedef {{kind: "room", id: string|null} | {kind: "slot", id: string|null} | {kind: "actions"} | {kind: "gathering"} | {kind: "links"}
 *   | {kind: "print"} | {kind: "book"} | {kind: "shift"} | {kind: "fill", spot: import("../../wire.js").Spot}
 *   | {kind: "move", topic: string, session: string|null} | {kind: "words", topic: string}} SheetName
 *   `id` null: a new one. `session` null: the topic waits for a place
 */

export const sheetUp = signal(/** @type {SheetName|null} */ (null))

/** @param {SheetName} sheet */
export function openSheet(sheet) {
  sheetUp.value = sheet
}

export function closeSheet() {
  sheetUp.value = null
}

// Draws the sheet that lies over the desk.

import { html } from "../../../vendor/preact.js"
import { ActionsSheet } from "./actions-sheet.js"
import { BookSheet } from "./book-sheet.js"
import { GatheringSheet } from "./gathering-sheet.js"
import { LinksSheet } from "./links-sheet.js"
import { FillSheet, MoveSheet } from "./move-sheet.js"
import { PrintSheet } from "./print-sheet.js"
import { RoomSheet } from "./room-sheet.js"
import { sheetUp } from "./sheets.js"
import { ShiftSheet } from "./shift-sheet.js"
import { SlotSheet } from "./slot-sheet.js"
import { WordsSheet } from "./words-sheet.js"

export function SheetHost() {
  const sheet = sheetUp.value
  if (!sheet) return null
  switch (sheet.kind) {
    case "room": return html`<${RoomSheet} key="room" id=${sheet.id} />`
    case "slot": return html`<${SlotSheet} key="slot" id=${sheet.id} />`
    case "actions": return html`<${ActionsSheet} key="actions" />`
    case "gathering": return html`<${GatheringSheet} key="gathering" />`
    case "links": return html`<${LinksSheet} key="links" />`
    case "print": return html`<${PrintSheet} key="print" />`
    case "book": return html`<${BookSheet} key="book" />`
    case "shift": return html`<${ShiftSheet} key="shift" />`
    case "fill": return html`<${FillSheet} key="fill" spot=${sheet.spot} />`
    case "move": return html`<${MoveSheet} key="move" topic=${sheet.topic} session=${sheet.session} />`
    case "words": return html`<${WordsSheet} key="words" topic=${sheet.topic} />`
  }
}

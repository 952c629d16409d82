// Line icons, drawn inline so that no font need have them. Always beside a word, or in a button with an aria-label.

import { html } from "../../vendor/preact.js"

/**
 * Paths in a box of 24 × 24, drawn with a line 2 wide.
 * @satisfies {Record<string, string>}
 */
const PATHS = {
  "arrow": "M5 12h14M13 6l6 6-6 6",
  "bell": "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4",
  "book": "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5c2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13",
  "check": "M5 12.5l4.5 4.5L19 7",
  "chevron": "M9 5l7 7-7 7",
  "clock": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7.5V12l3 2",
  "close": "M6 6l12 12M18 6L6 18",
  "cup": "M5 9h11v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zM16 10h1.5a2.5 2.5 0 0 1 0 5H16M8.5 5.5v-2M12.5 5.5v-2",
  "eye": "M2.5 12S6 5.5 12 5.5S21.5 12 21.5 12S18 18.5 12 18.5S2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z",
  "eye-closed": "M2.5 10S6 15.5 12 15.5S21.5 10 21.5 10M12 15.5v3M6.2 14.2L4.5 17M17.8 14.2L19.5 17",
  "foot": "M8 9c0-3 1.5-5 4-5s4 2.2 4 5c0 2.5-1 3.5-1 5.5s1 2.5 1 4a2.5 2.5 0 0 1-2.5 2.5C10 21 8 13 8 9z",
  "globe": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
  "megaphone": "M4 10v4h3l9 4V6l-9 4zM8 14.5V19h2.5v-3.5M19.5 10v4",
  "more": "M5.5 11.5v1M12 11.5v1M18.5 11.5v1",
  "pencil": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
  "people": "M9 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 5.3a3 3 0 0 1 0 5.5M18 14.6c2 .9 3 2.7 3 5.4",
  "phone": "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  "plus": "M12 5v14M5 12h14",
  "printer": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2M14 20h2M19 19h1v1",
  "search": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L20.5 20.5",
  "star": "M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.9L6.7 20l1.1-6L3.4 9.8l6-.8z",
  "undo": "M9 6L4 11l5 5M4 11h10a5.5 5.5 0 0 1 0 11h-2",
  "warning": "M12 4l9.5 16h-19zM12 10v4.5M12 17.5v.01",
}

/** What points along the line of reading, and turns with it. */
const MIRRORED = new Set(["arrow", "chevron", "megaphone", "undo"])

/** @typedef {keyof typeof PATHS} IconName */

/** @param {{name: IconName, isFilled?: boolean}} props */
export function Icon({ name, isFilled = false }) {
  const classes = ["icon", isFilled && "icon--filled", MIRRORED.has(name) && "icon--mirrored"].filter(Boolean)
  return html`
    <svg class=${classes.join(" ")} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d=${PATHS[name]} />
    </svg>`
}

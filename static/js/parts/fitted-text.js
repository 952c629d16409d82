// A title in a box that others have given its size: as large as fits, never cut through. Knows nothing of the board.

import { html, useLayoutEffect, useRef } from "../../vendor/preact.js"
import { fitSoon } from "../lib/fit-type.js"

/**
 * @param {{text: string, tag?: string, language?: string, piece: string, room?: string|number}} props
 *   `language`: BCP 47, for breaking its words. `piece`: class of the box. `room`: changes whenever the box may have another size.
 */
export function FittedText({ text, tag = "p", language = "", piece, room = "" }) {
  const box = useRef(/** @type {HTMLElement|null} */ (null))
  useLayoutEffect(() => {
    if (box.current) fitSoon(box.current)
  }, [text, language, room])
  return html`
    <div class=${`fitted ${piece}`} ref=${box}>
      <${tag} class="fitted__text" dir="auto" lang=${language || null}>${text}<//>
    </div>`
}

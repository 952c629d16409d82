// How wide the picture is, and when type has to be measured anew: the projector changed it, or a font has come.

import { signal } from "../../../vendor/preact.js"

/** Goes up by one each time. */
export const measuredAnew = signal(0)

const narrowPicture = matchMedia("(max-aspect-ratio: 3/2)") // the same in wall-market.css

/** Whether the picture is that of an old projector, 4:3: too narrow for two columns of titles. */
export const isNarrow = signal(narrowPicture.matches)

let isWaiting = false

/** Begin to watch, for as long as the page lives. */
export function watchSize() {
  addEventListener("resize", measureSoon)
  narrowPicture.addEventListener("change", ({ matches }) => {
    isNarrow.value = matches
  })
  document.fonts?.addEventListener?.("loadingdone", measureSoon)
}

/** Once a frame is enough. */
function measureSoon() {
  if (isWaiting) return
  isWaiting = true
  requestAnimationFrame(() => {
    isWaiting = false
    measuredAnew.value += 1
  })
}

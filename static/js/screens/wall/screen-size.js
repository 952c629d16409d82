// When type has to be measured anew: the projector changed its picture, or a font has come.

import { signal } from "../../../vendor/preact.js"

/** Goes up by one each time. */
export const measuredAnew = signal(0)

let isWaiting = false

/** Begin to watch, for as long as the page lives. */
export function watchSize() {
  addEventListener("resize", measureSoon)
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

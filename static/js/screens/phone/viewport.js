// How much of the page the reader really sees: a keyboard covers the rest without telling CSS. Sets --keyboard and
// --seen, and lets the bars rest at the page's end when they would take more than a fifth of what is seen.

const BARS_MAX_SHARE = 0.2
const KEYBOARD_MIN_PX = 120 // less than that is a browser's own bar coming and going

/** Follow what is seen, from now on. */
export function watchViewport() {
  measureViewport()
  addEventListener("resize", measureViewport)
  window.visualViewport?.addEventListener("resize", measureViewport)
  window.visualViewport?.addEventListener("scroll", measureViewport)
  new ResizeObserver(measureViewport).observe(document.body)
}

function measureViewport() {
  const { height, offsetTop } = window.visualViewport ?? { height: innerHeight, offsetTop: 0 }
  const covered = Math.max(0, innerHeight - height - offsetTop)
  const root = document.documentElement
  root.style.setProperty("--keyboard", `${covered > KEYBOARD_MIN_PX ? covered : 0}px`)
  root.style.setProperty("--seen", `${height}px`)
  const bars = document.querySelector("[data-bars]")
  if (bars instanceof HTMLElement) bars.dataset["bars"] = bars.offsetHeight > height * BARS_MAX_SHARE ? "resting" : ""
}

// The keys a presenter's clicker sends, and what they ask of the wall.

/** @typedef {"next"|"previous"|"dark"} Click */

/** @type {Readonly<Record<string, Click>>} */
const KEYS = {
  "PageDown": "next", "ArrowRight": "next", "ArrowDown": "next",
  "PageUp": "previous", "ArrowLeft": "previous", "ArrowUp": "previous",
  "b": "dark", "B": "dark", ".": "dark",
}

/**
 * @param {(click: Click) => void} onClick
 * @returns {() => void} stops listening
 */
export function listenToClicker(onClick) {
  const listener = (/** @type {KeyboardEvent} */ event) => {
    const click = KEYS[event.key]
    if (!click || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onClick(click)
  }
  addEventListener("keydown", listener)
  return () => removeEventListener("keydown", listener)
}

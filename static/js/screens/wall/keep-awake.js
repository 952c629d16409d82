// A projector's laptop should not fall asleep in the middle of a slot. Where the browser cannot promise it, nothing happens.

/** Ask now, and again each time this page comes back: the promise ends when it is hidden. */
export function keepAwake() {
  askToStayAwake()
  document.addEventListener("visibilitychange", askToStayAwake)
}

async function askToStayAwake() {
  if (document.visibilityState !== "visible") return
  try {
    const { wakeLock } = /** @type {{wakeLock?: {request: (kind: string) => Promise<unknown>}}} */ (navigator)
    await wakeLock?.request("screen")
  } catch {
    // Low battery, or not allowed: the laptop's own settings decide.
  }
}

// What this device remembers between visits. Where it may not remember (private window, storage full), until the page closes.

/** @type {Map<string, string>} */
const unstored = new Map()

/**
 * @param {string} key
 * @param {unknown} value anything JSON holds
 * @returns {boolean} false: only until the page closes
 */
export function remember(key, value) {
  const text = JSON.stringify(value)
  try {
    localStorage.setItem(key, text)
    unstored.delete(key)
    return true
  } catch {
    unstored.set(key, text)
    return false
  }
}

/**
 * @param {string} key
 * @returns {any} null: nothing remembered, or nothing readable
 */
export function recall(key) {
  try {
    return JSON.parse(unstored.get(key) ?? localStorage.getItem(key) ?? "null")
  } catch {
    return null
  }
}

/** @param {string} key */
export function forget(key) {
  unstored.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was stored, then.
  }
}

/**
 * @param {string} prefix
 * @returns {string[]} the keys that begin with it
 */
export function rememberedKeys(prefix) {
  return [...new Set([...unstored.keys(), ...storedKeys()])].filter((key) => key.startsWith(prefix))
}

/**
 * Hear when another tab of this device remembers or forgets something.
 * @param {(key: string) => void} listener
 */
export function onOtherTab(listener) {
  globalThis.addEventListener?.("storage", (event) => {
    if (event.key) listener(event.key)
  })
}

/** @returns {string[]} */
function storedKeys() {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

// How many bytes the document takes where it is stored: an upper bound, and exact where it matters. As the server counts.

import { STORED_MAX_BYTES } from "./notes-size.js"
import { encodeStateAsUpdate } from "../../vendor/yjs.js"

const EXACT_FROM_BYTES = STORED_MAX_BYTES * 0.85

/**
 * @param {import("../../vendor/yjs.js").YDoc} doc
 * @returns {() => number} bytes, now
 */
export function followStoredSize(doc) {
  let bytes = encodeStateAsUpdate(doc).length
  doc.on("update", (update) => { bytes += update.length })
  return () => {
    if (bytes >= EXACT_FROM_BYTES) bytes = encodeStateAsUpdate(doc).length
    return bytes
  }
}

// How much of its room a topic's text takes. Pure.

/** Bytes of UTF-8 a topic's text may have; the server counts the same. */
export const NOTES_MAX_BYTES = 65_536

/** Bytes the whole document may take where it is stored, with what was written and deleted. */
export const STORED_MAX_BYTES = 262_144

const WARN_FROM = 0.9
const EDIT_MAX_BYTES = 200 // what an edit takes beside its letters, at most
const BYTES_MAX_UNIT = 3 // a UTF-16 unit takes at most that many

/** @param {string} text */
function bytesIn(text) {
  return new TextEncoder().encode(text).length
}

/**
 * Whether an edit may be made: it fits, or makes what is too long shorter.
 * @param {string} before
 * @param {string} after
 * @param {number} [storedBytes] of the document before it
 * @param {number} [inserted] UTF-16 units that are new in it; what they take the place of stays stored for a while
 */
export function fitsNotes(before, after, storedBytes = 0, inserted = after.length - before.length) {
  if (inserted > 0 && storedBytes + inserted * BYTES_MAX_UNIT + EDIT_MAX_BYTES > STORED_MAX_BYTES) return false
  if (after.length * BYTES_MAX_UNIT <= NOTES_MAX_BYTES) return true
  const bytes = bytesIn(after)
  return bytes <= NOTES_MAX_BYTES || bytes <= bytesIn(before)
}

/**
 * @param {string} text
 * @param {number} [storedBytes] of the document
 * @returns {{percent: number, isNearlyFull: boolean, isFull: boolean}} `percent` whole
 */
export function roomTaken(text, storedBytes = 0) {
  const share = Math.max(bytesIn(text) / NOTES_MAX_BYTES, storedBytes / STORED_MAX_BYTES)
  return { percent: Math.min(100, Math.floor(share * 100)), isNearlyFull: share >= WARN_FROM, isFull: share >= 1 }
}

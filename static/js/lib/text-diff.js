// What makes one text of another, as few letters as can be: so that going back keeps what stayed, with its authors' carets. Pure.

/** @typedef {{kind: "same"|"added"|"removed", text: string}} Stretch */
/** @typedef {{at: number, removed: number, added: string}} TextEdit `at` and `removed`: UTF-16 units of the text before */

// Past this many comparisons a stretch is replaced as a whole.
const COMPARISONS_MAX = 1_000_000
const LINES = /[^\n]*\n|[^\n]+$/g
// Letters and their marks stay together, and so does every character outside the basic plane.
const WORDS = /[\p{L}\p{N}\p{M}_]+|\s+|./gsu

/**
 * @param {string} before
 * @param {string} after
 * @returns {Stretch[]} removed before added where both stand at one place
 */
export function textDiff(before, after) {
  const byLine = compare(before.match(LINES) ?? [], after.match(LINES) ?? [])
  return joined(pairs(byLine).flatMap(({ removed, added, same }) => [
    ...(removed && added ? compare(removed.match(WORDS) ?? [], added.match(WORDS) ?? []) : replaced([removed], [added])),
    { kind: "same", text: same },
  ]))
}

/**
 * The edits that turn one text into another, last place first, so that each `at` holds when its turn comes.
 * @param {string} before
 * @param {string} after
 * @returns {TextEdit[]}
 */
export function editsBetween(before, after) {
  /** @type {TextEdit[]} */
  const edits = []
  let at = 0
  for (const { removed, added, same } of pairs(textDiff(before, after))) {
    if (removed || added) edits.push({ at, removed: removed.length, added })
    at += removed.length + same.length
  }
  return edits.reverse()
}

/**
 * Whole pieces that both have, in order, and what stands between them.
 * @param {string[]} before
 * @param {string[]} after
 * @returns {Stretch[]}
 */
function compare(before, after) {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  const shorter = Math.min(before.length, after.length) - start
  while (end < shorter && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  const old = before.slice(start, before.length - end)
  const fresh = after.slice(start, after.length - end)
  return joined([
    { kind: "same", text: before.slice(0, start).join("") },
    ...(old.length * fresh.length > COMPARISONS_MAX ? replaced(old, fresh) : longestCommon(old, fresh)),
    { kind: "same", text: before.slice(before.length - end).join("") },
  ])
}

/**
 * @param {string[]} old
 * @param {string[]} fresh
 * @returns {Stretch[]}
 */
function replaced(old, fresh) {
  return [{ kind: "removed", text: old.join("") }, { kind: "added", text: fresh.join("") }]
}

/**
 * @param {string[]} old
 * @param {string[]} fresh
 * @returns {Stretch[]}
 */
function longestCommon(old, fresh) {
  const width = fresh.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = old[i] === fresh[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
    }
  }
  /** @type {Stretch[]} */
  const stretches = []
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      stretches.push({ kind: "same", text: old[i] })
      i += 1
      j += 1
    } else if (i < old.length && (j === fresh.length || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      stretches.push({ kind: "removed", text: old[i] })
      i += 1
    } else {
      stretches.push({ kind: "added", text: fresh[j] })
      j += 1
    }
  }
  return stretches
}

/** @param {Stretch[]} stretches @returns {Stretch[]} neighbours of one kind as one, none empty */
function joined(stretches) {
  return pairs(stretches).flatMap(({ removed, added, same }) => {
    const all = /** @type {Stretch[]} */ ([{ kind: "removed", text: removed }, { kind: "added", text: added }, { kind: "same", text: same }])
    return all.filter(({ text }) => text)
  })
}

/**
 * What went and what came, each with what follows and stayed.
 * @param {Stretch[]} stretches
 * @returns {{removed: string, added: string, same: string}[]}
 */
function pairs(stretches) {
  const found = [{ removed: "", added: "", same: "" }]
  for (const { kind, text } of stretches) {
    if (!text) continue
    if (kind !== "same" && found[found.length - 1].same) found.push({ removed: "", added: "", same: "" })
    found[found.length - 1][kind] += text
  }
  return found
}

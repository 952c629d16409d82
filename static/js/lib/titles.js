// A title with the places where its long words may break, as the server found them: browsers differ in the languages
// they hyphenate.

const SOFT_HYPHEN = "\u00ad"

/**
 * @param {{title: string, breaks?: number[]}} topic `breaks`: code points before which a line may end with a hyphen
 * @returns {string} the title with soft hyphens; for showing only
 */
export function breakableTitle({ title, breaks = [] }) {
  const letters = [...title]
  const starts = [0, ...breaks]
  return starts.map((start, index) => letters.slice(start, starts[index + 1]).join("")).join(SOFT_HYPHEN)
}

// Of everyone who used their two feet in one tick: who is seen walking, and who jumps. At most twelve walk at once. Pure.

/** @typedef {import("../../wire.js").Flow} Flow */
/** @typedef {{walks: [string, string][], jumps: Record<string, number>}} WalkPlan `jumps`: people by the place they jump to */

export const WALKERS_MAX = 12

/**
 * One of each flow in turn, until no more may walk; the rest jump.
 * @param {Flow[]} flows
 * @param {number} free how many more may walk
 * @param {(place: string) => boolean} isSeen whether the place is on this page
 * @returns {WalkPlan}
 */
export function planWalks(flows, free, isSeen) {
  const left = flows.filter(([from, to]) => from !== to && isSeen(to)).map(([from, to, count]) => ({ from, to, count }))
  const walkable = left.filter(({ from }) => isSeen(from))
  /** @type {[string, string][]} */
  const walks = []
  while (walks.length < free && walkable.some(({ count }) => count > 0)) {
    for (const flow of walkable) {
      if (flow.count === 0 || walks.length >= free) continue
      flow.count -= 1
      walks.push([flow.from, flow.to])
    }
  }
  /** @type {Record<string, number>} */
  const jumps = {}
  for (const { to, count } of left) if (count > 0) jumps[to] = (jumps[to] ?? 0) + count
  return { walks, jumps }
}

// Why this person may not write a topic's notes, if they may not. The server decides; this only greys what it would refuse.

import { mayWrite } from "./actions.js"

/**
 * @param {{board: import("../wire.js").Board, me: import("../wire.js").Me|null, mine: import("../wire.js").Mine}} state
 * @param {string} topicId
 * @returns {""|"nobody"|"gone"|"silenced"|"writers"} "": they may
 */
export function whyReadOnly({ board, me, mine }, topicId) {
  if (!me?.person || me.role === "wall") return "nobody"
  const topic = board.topics[topicId]
  if (!topic) return "gone"
  if (mine.profiles[me.person]?.silenced != null) return "silenced"
  return mayWrite(board, topic, me) ? "" : "writers"
}

// Who may write about a topic, as the board says it. The server decides; this only greys what it would refuse.

/** @typedef {import("../wire.js").Board} Board */
/** @typedef {import("../wire.js").Me} Me */
/** @typedef {import("../wire.js").Mine} Mine */

const HELPER_ROLES = ["facilitator", "scribe"]

/**
 * @typedef {object} Hand whoever looks at this screen
 * @property {Board} board
 * @property {Me|null} me
 * @property {Mine} mine
 */

/**
 * Whether the report is in this person's hands: the convener's, or whom they handed it to.
 * @param {Hand} hand
 * @param {string} topicId
 */
export function holdsPen({ board, me }, topicId) {
  const topic = board.topics[topicId]
  if (!topic || !me?.person) return false
  const isHelperOfNoPhone = HELPER_ROLES.includes(me.role) && board.people[topic.convener]?.has_phone === false
  return me.person === topic.convener || me.person === topic.pen || isHelperOfNoPhone
}

/**
 * Why this person may not write the notes; "" if they may.
 * @param {Hand} hand
 * @param {string} topicId
 * @returns {""|"nobody"|"gone"|"silenced"|"writers"}
 */
export function whyReadOnly(hand, topicId) {
  const { board, me, mine } = hand
  if (!me?.person || me.role === "wall") return "nobody"
  const topic = board.topics[topicId]
  if (!topic) return "gone"
  if (mine.profiles[me.person]?.silenced != null) return "silenced"
  const isChosen = topic.writers === "everyone" || (topic.writers === "scribes" && HELPER_ROLES.includes(me.role))
  return isChosen || holdsPen(hand, topicId) ? "" : "writers"
}

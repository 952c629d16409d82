// What others do, said to a facilitator who listens rather than looks: new topics, and places taken and given up.

import { announceChange } from "../../lib/announcer.js"
import { t } from "../../lib/i18n.js"
import { board, link, me } from "../../store.js"
import { effect } from "../../../vendor/preact.js"
import { convenerOf, titleOf } from "./hand.js"
import { spotTitle } from "./words.js"

/** @typedef {import("../../wire.js").Board} Board */

/** Say changes from now on. */
export function speakChanges() {
  let before = board.value
  effect(() => {
    const after = board.value
    const sentence = before.epoch === after.epoch && before.seq > 0 ? changeInWords(before, after) : ""
    before = after
    if (sentence) announceChange(sentence)
  })
  effect(() => {
    if (link.value.state === "offline") announceChange(t("no network"))
  })
}

/**
 * The change that matters most; empty: none does.
 * @param {Board} before
 * @param {Board} after
 */
function changeInWords(before, after) {
  const newTopic = Object.keys(after.topics).find((id) => !before.topics[id])
  if (newTopic && after.topics[newTopic].convener !== me.value?.person) {
    return t("New topic: {title}, {name}", { title: titleOf(newTopic), name: convenerOf(newTopic) || "–" })
  }
  const moved = Object.values(after.sessions).find((session) => hasMoved(before.sessions[session.id], session))
  if (moved) return t("“{title}” → {place}", { title: titleOf(moved.topic), place: spotTitle(moved) })
  const gone = Object.values(before.sessions).find((session) => !after.sessions[session.id] && after.topics[session.topic])
  return gone ? t("“{title}” waits for a place", { title: titleOf(gone.topic) }) : ""
}

/**
 * @param {import("../../wire.js").Session|undefined} before
 * @param {import("../../wire.js").Session} after
 */
function hasMoved(before, after) {
  return !before || before.room !== after.room || before.slot !== after.slot
}

// What arrives while somebody listens rather than looks: one polite sentence, said by the announcer at its own pace.

import { effect } from "../../../vendor/preact.js"
import { announceChange } from "../../lib/announcer.js"
import { t, tn } from "../../lib/i18n.js"
import { board, link } from "../../store.js"
import { isMyTopic } from "./facts.js"
import { messages } from "./messages.js"

/** Say from now on what arrives. */
export function announceArrivals() {
  announceNew(() => messages.value.map(({ id }) => id), (ids) => wordsOf(ids))
  announceNew(() => Object.keys(board.value.topics), (ids) => topicsInWords(ids))
  announceLink()
}

/**
 * @param {() => string[]} idsNow
 * @param {(ids: string[]) => string} inWords empty: nothing to say
 */
function announceNew(idsNow, inWords) {
  /** @type {Set<string> | null} */
  let known = null
  effect(() => {
    const ids = idsNow()
    const fresh = known === null ? [] : ids.filter((id) => !known?.has(id))
    known = new Set(ids)
    const sentence = fresh.length > 0 ? inWords(fresh) : ""
    if (sentence) announceChange(sentence)
  })
}

/** @param {string[]} ids */
function wordsOf(ids) {
  const last = messages.peek().filter((message) => message.id === ids[ids.length - 1])[0]
  return [last.title, last.text].filter(Boolean).join(" ")
}

/** @param {string[]} ids */
function topicsInWords(ids) {
  const others = ids.map((id) => board.peek().topics[id]).filter((topic) => !isMyTopic(topic))
  if (others.length === 1) return t("New topic: {title}", { title: others[0].title })
  return others.length > 1 ? tn("{n} new topic", "{n} new topics", others.length) : ""
}

function announceLink() {
  let wasLive = true
  effect(() => {
    const isLive = link.value.state === "live"
    if (wasLive && link.value.state === "offline") announceChange(t("The network is gone. What you do is kept and sent later."))
    if (!wasLive && isLive) announceChange(t("The network is back."))
    if (isLive || link.value.state === "offline") wasLive = isLive
  })
}

// How words become a topic: the draft kept on the device, the name that goes with it, and the act itself.

import { signal } from "../../../vendor/preact.js"
import { dismissRefusal, send } from "../../commands.js"
import { dropDraft, keepDraft, readDraft } from "../../lib/drafts.js"
import { dirOf, readerLanguage, t } from "../../lib/i18n.js"
import { act } from "./acts.js"
import { myProfile } from "./facts.js"
import { travelInstead } from "./route.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/** @typedef {{title: string, about: string, name: string}} ProposeDraft */

const PROPOSE_FORM = "propose"
const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const NOT_AN_ENGLISH_LETTER = /[åäæöøß]/i

/** The topic that went up a moment ago and has not been given a place; empty: none. */
export const justPutUp = signal("")

/** @returns {ProposeDraft} what was written and not sent, with the reader's name */
export function draftToGoOnWith() {
  return { name: myName(), title: "", about: "", ...readDraft(PROPOSE_FORM) }
}

/** @param {ProposeDraft} draft */
export function keepProposal({ name, ...words }) {
  keepDraft(PROPOSE_FORM, name === myName() ? words : { ...words, name })
}

/**
 * Lay words back on the form: a topic that could not go up.
 * @param {{title: string, about?: string | null}} topic
 */
export function keepAsDraft({ title, about }) {
  keepDraft(PROPOSE_FORM, { ...readDraft(PROPOSE_FORM), title, about: about ?? "" })
}

/** Whether words wait on this device. */
export function hasDraft() {
  return Boolean(readDraft(PROPOSE_FORM)["title"])
}

/**
 * Say one's name and whether it may be published, where that has changed.
 * @param {string} name
 * @param {boolean} mayPublish
 */
export function introduceMyself(name, mayPublish) {
  /** @type {Record<string, unknown>} */
  const changed = {}
  if (name.trim() !== myName()) changed["name"] = name.trim() || null
  if (mayPublish !== (myProfile()?.may_publish ?? false)) changed["may_publish"] = mayPublish
  if (Object.keys(changed).length > 0) send("edit_profile", changed)
}

/**
 * Put the topic up, and go on to choosing its place.
 * @param {ProposeDraft} draft
 * @param {{current: boolean}} isLeft whether the reader has gone elsewhere meanwhile
 * @returns {Promise<Refused | null>} a refusal the form has to show
 */
export async function putUp({ title, about }, isLeft) {
  // From here the act itself is kept on the device; a draft beside it could go up twice.
  dropDraft(PROPOSE_FORM)
  const fields = { title, about: about || null, language: languageWritten(title) }
  const { commandId, answer } = act("propose_topic", fields, t("Up: “{title}”", { title }))
  const { accepted, refused } = await answer
  if (isLeft.current) return null
  if (refused) {
    dismissRefusal(commandId)
    keepAsDraft({ title, about })
    return refused
  }
  justPutUp.value = accepted.made?.["topic"] ?? ""
  travelInstead("place", justPutUp.value)
  return null
}

function myName() {
  return myProfile()?.name ?? ""
}

/**
 * @param {string} text
 * @returns {string | null} BCP 47: the reader's language, unless the letters say otherwise; null: unknown
 */
function languageWritten(text) {
  const language = readerLanguage()
  if (language === "en" && NOT_AN_ENGLISH_LETTER.test(text)) return null
  return RIGHT_TO_LEFT_LETTER.test(text) === (dirOf(language) === "rtl") ? language : null
}

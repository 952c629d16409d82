// Putting a topic up: its words now, its place afterwards. What is written is kept on the device until it is up;
// before the market opens a draft can be written and waits there.

import { html, signal, useEffect, useRef, useSignal } from "../../../vendor/preact.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { TextField } from "../../parts/text-field.js"
import { dismissRefusal, send } from "../../commands.js"
import { dropDraft, keepDraft, readDraft } from "../../lib/drafts.js"
import { dirOf, readerLanguage, t } from "../../lib/i18n.js"
import { frame, link } from "../../store.js"
import { ABOUT_MAX_CHARS, NAME_MAX_CHARS, TITLE_MAX_CHARS } from "../../wire.js"
import { act } from "./acts.js"
import { myProfile } from "./facts.js"
import { PageHead } from "./page-head.js"
import { hrefOf, travelInstead } from "./route.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/** @typedef {{title: string, about: string, name: string}} ProposeDraft */

const PROPOSE_FORM = "propose"

/** The topic that went up a moment ago and has not been given a place; empty: none. */
export const justPutUp = signal("")

/**
 * Lay words back on the form: a topic that could not go up.
 * @param {{title: string, about?: string}} topic
 */
export function keepAsDraft({ title, about = "" }) {
  keepDraft(PROPOSE_FORM, { ...readDraft(PROPOSE_FORM), title, about: about ?? "" })
}

/** Whether words wait on this device. */
export function hasDraft() {
  return Boolean(readDraft(PROPOSE_FORM).title)
}

export function ProposeScreen() {
  const draft = useSignal({ name: myProfile()?.name ?? "", title: "", about: "", ...readDraft(PROPOSE_FORM) })
  const mayPublish = useSignal(myProfile()?.may_publish ?? false)
  const state = useSignal(/** @type {"writing"|"sent"|Refused} */ ("writing"))
  const isTried = useSignal(false)
  const isLeft = useRef(false)
  useEffect(() => () => { isLeft.current = true }, [])

  /** @param {Partial<ProposeDraft>} changed */
  const write = (changed) => {
    draft.value = { ...draft.value, ...changed }
    keepDraft(PROPOSE_FORM, draft.value)
  }
  /** @param {SubmitEvent} event */
  const onSubmit = async (event) => {
    event.preventDefault()
    isTried.value = true
    if (state.value === "sent" || frame.value.state !== "open") return
    if (!draft.value.title.trim()) return document.getElementById("title")?.focus()
    introduce(draft.value.name, mayPublish.value)
    state.value = "sent"
    const refused = await putUp(draft.value, isLeft)
    if (refused) state.value = refused
  }

  if (state.value === "sent" && link.value.state !== "live") return html`<${WaitsForNetwork} title=${draft.value.title} />`
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("What do you want to talk about?")} back=${t("New topic")} />
      <form class="phone-form" onSubmit=${onSubmit}>
        <div class="page__body">
          ${typeof state.value === "object" && html`<${NoticeBox} kind="warn" title=${state.value.message} text=${state.value.instead.text} />`}
          ${frame.value.state !== "open" && html`<p class="soft" id="why-not">${t("The market is not open yet. Your draft is kept on this phone and can go up when the facilitator opens.")}</p>`}
          <${TextField} id="title" label=${t("Topic")} value=${draft.value.title} maxChars=${TITLE_MAX_CHARS} rows=${2}
            error=${isTried.value && !draft.value.title.trim() ? t("Write what it is about first.") : ""}
            onValue=${(/** @type {string} */ title) => write({ title })} />
          <${TextField} id="about" label=${t("One line more, if you like")} value=${draft.value.about} maxChars=${ABOUT_MAX_CHARS} rows=${3}
            onValue=${(/** @type {string} */ about) => write({ about })} />
          <${TextField} id="name" label=${t("Your name on the card")} value=${draft.value.name} maxChars=${NAME_MAX_CHARS}
            autocomplete="name" onValue=${(/** @type {string} */ name) => write({ name })} />
          <label class="check">
            <input class="check__input" type="checkbox" checked=${mayPublish.value} onChange=${() => { mayPublish.value = !mayPublish.value }} />
            ${t("My name may be published")}
          </label>
        </div>
        <div class="page__foot phone-form__foot"><${PutUpButton} isBusy=${state.value === "sent"} /></div>
      </form>
    </main>`
}

/** @param {{isBusy: boolean}} props */
function PutUpButton({ isBusy }) {
  const isOpen = frame.value.state === "open"
  return html`
    <button class="button button--loud page__act" type="submit" aria-disabled=${!isOpen} aria-busy=${isBusy}
      aria-describedby=${isOpen ? null : "why-not"}>${t("Put it up")}</button>`
}

/** @param {{title: string}} props */
function WaitsForNetwork({ title }) {
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("It waits for the network")} back=${t("New topic")} />
      <div class="page__body">
        <${NoticeBox} kind="warn" title=${title} text=${t("It is kept on this phone and goes up by itself as soon as there is a network.")} />
        <a class="button button--wide" href=${hrefOf("market")}>${t("To the market")}</a>
      </div>
    </main>`
}

/**
 * Say one's name and whether it may be published, where that has changed.
 * @param {string} name
 * @param {boolean} mayPublish
 */
function introduce(name, mayPublish) {
  const profile = myProfile()
  /** @type {Record<string, unknown>} */
  const changed = {}
  if (name.trim() !== (profile?.name ?? "")) changed["name"] = name.trim() || null
  if (mayPublish !== (profile?.may_publish ?? false)) changed["may_publish"] = mayPublish
  if (Object.keys(changed).length > 0) send("edit_profile", changed)
}

/**
 * Put the topic up, and go on to choosing its place.
 * @param {ProposeDraft} draft
 * @param {{current: boolean}} isLeft whether the reader has gone elsewhere meanwhile
 * @returns {Promise<Refused | null>} a refusal the form has to show
 */
async function putUp({ title, about }, isLeft) {
  // From here the act itself is kept on the device; a draft beside it could go up twice.
  dropDraft(PROPOSE_FORM)
  const { commandId, answer } = act("propose_topic", { title, about: about || null, language: languageWritten(title) }, t("“{title}” is up", { title }))
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

const RIGHT_TO_LEFT_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

/**
 * @param {string} text
 * @returns {string | null} BCP 47: the reader's language, unless its letters say otherwise; null: unknown
 */
function languageWritten(text) {
  const language = readerLanguage()
  return RIGHT_TO_LEFT_LETTER.test(text) === (dirOf(language) === "rtl") ? language : null
}

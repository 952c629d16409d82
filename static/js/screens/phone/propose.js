// Putting a topic up: its words now, its place afterwards. What is written is kept on the device until it is up;
// before the market opens a draft can be written and waits there.

import { html, useEffect, useRef, useSignal } from "../../../vendor/preact.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { TextField } from "../../parts/text-field.js"
import { t } from "../../lib/i18n.js"
import { frame, link } from "../../store.js"
import { ABOUT_MAX_CHARS, NAME_MAX_CHARS, TITLE_MAX_CHARS } from "../../wire.js"
import { myProfile } from "./facts.js"
import { PageHead } from "./page-head.js"
import { draftToGoOnWith, introduceMyself, keepProposal, putUp } from "./put-up.js"
import { hrefOf } from "./route.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/** @typedef {import("./put-up.js").ProposeDraft} ProposeDraft */

export function ProposeScreen() {
  const draft = useSignal(draftToGoOnWith())
  const mayPublish = useSignal(myProfile()?.may_publish ?? false)
  const state = useSignal(/** @type {"writing"|"empty"|"sent"|Refused} */ ("writing"))
  const isLeft = useRef(false)
  useEffect(() => () => { isLeft.current = true }, [])

  /** @param {Partial<ProposeDraft>} changed */
  const write = (changed) => {
    draft.value = { ...draft.value, ...changed }
    keepProposal(draft.value)
  }
  /** @param {SubmitEvent} event */
  const onSubmit = async (event) => {
    event.preventDefault()
    if (state.value === "sent" || frame.value.state !== "open") return
    state.value = draft.value.title.trim() ? "sent" : "empty"
    if (state.value === "empty") return document.getElementById("title")?.focus()
    introduceMyself(draft.value.name, mayPublish.value)
    const refused = await putUp(draft.value, isLeft)
    if (refused) state.value = refused
  }
  const isSent = state.value === "sent"
  if (isSent && link.value.state !== "live") return html`<${WaitsForNetwork} title=${draft.value.title} />`
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("What do you want to talk about?")} back=${t("New topic")} />
      <form class="phone-form" onSubmit=${onSubmit}>
        <div class="page__body">
          ${typeof state.value === "object" && html`<${NoticeBox} kind="warn" title=${state.value.message} text=${state.value.instead.text} />`}
          <${ProposeFields} draft=${draft.value} isEmpty=${state.value === "empty"} onWrite=${write} />
          <label class="check">
            <input class="check__input" type="checkbox" checked=${mayPublish.value} onChange=${() => { mayPublish.value = !mayPublish.value }} />
            ${t("My name may be published")}
          </label>
        </div>
        <div class="page__foot phone-form__foot"><${PutUpButton} isBusy=${isSent} /></div>
      </form>
    </main>`
}

/** @param {{draft: ProposeDraft, isEmpty: boolean, onWrite: (changed: Partial<ProposeDraft>) => void}} props */
function ProposeFields({ draft, isEmpty, onWrite }) {
  return html`
    <div class="stack">
      ${frame.value.state !== "open" && html`
        <p class="soft" id="why-not">${t("The market is not open yet. Your draft is kept on this phone and can go up when the facilitator opens.")}</p>`}
      <${TextField} id="title" label=${t("Topic")} value=${draft.title} maxChars=${TITLE_MAX_CHARS} rows=${2}
        error=${isEmpty && !draft.title.trim() ? t("Write what it is about first.") : ""}
        onValue=${(/** @type {string} */ title) => onWrite({ title })} />
      <${TextField} id="about" label=${t("One line more, if you like")} value=${draft.about} maxChars=${ABOUT_MAX_CHARS} rows=${3}
        onValue=${(/** @type {string} */ about) => onWrite({ about })} />
      <${TextField} id="name" label=${t("Your name on the card")} value=${draft.name} maxChars=${NAME_MAX_CHARS} autocomplete="name"
        onValue=${(/** @type {string} */ name) => onWrite({ name })} />
    </div>`
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

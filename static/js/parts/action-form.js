// What, who, by when: taking something on, or changing what was taken on.

import { answerOf, dismissRefusal, send } from "../commands.js"
import { PROGRESS, progressInWords } from "../lib/actions.js"
import { dropDraft, keepDraft, readDraft } from "../lib/drafts.js"
import { t } from "../lib/i18n.js"
import { board, link, me } from "../store.js"
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact.js"
import { LINE_MAX_CHARS } from "../wire.js"
import { ChoiceGroup } from "./choice-group.js"
import { NoticeBox } from "./notice-box.js"
import { TextField } from "./text-field.js"

/** @typedef {import("../wire.js").Action} Action */
/** @typedef {import("../wire.js").Refused} Refused */
/** @typedef {{what: string, who: string, person: string, role: string, due: string, step: string, progress: string, news: string}} Written
 *   `person`: id, when the name is somebody's on the board. `role`: "yes" or "" */

/** @type {Written} */
const BLANK_ACTION = { what: "", who: "", person: "", role: "", due: "", step: "", progress: "open", news: "" }

/**
 * @param {{topic: string, what?: string, action?: Action|null, onDone: () => void}} props
 *   `what`: a line of notes it is made from. `action`: the one to change. `onDone`: sent, or given up
 */
export function ActionForm({ topic, what = "", action = null, onDone }) {
  const key = action ? `action.${action.id}` : draftOfAction(topic)
  const [written, setWritten] = useState(/** @type {Written} */ (firstWritten(key, what, action)))
  const [refused, setRefused] = useState(/** @type {Refused|null} */ (null))
  const [isAsked, setAsked] = useState(false)
  const [isSent, setSent] = useState(false)
  const form = /** @type {import("../../vendor/preact.js").RefObject<HTMLFormElement>} */ (useRef(null))
  const isOpen = useRef(true)
  useEffect(() => () => { isOpen.current = false }, [])
  useLayoutEffect(() => focusFirstEmpty(form.current), [])

  const write = (/** @type {Partial<Written>} */ changes) => {
    const next = { ...written, ...changes }
    setWritten(next)
    keepDraft(key, next)
  }
  const finish = () => {
    dropDraft(key)
    if (isOpen.current) onDone()
  }
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    setAsked(true)
    if (isSent) return
    if (!written.what.trim()) return focusFirstEmpty(form.current)
    const commandId = action
      ? send("edit_action", { action: action.id, ...changedFields(written, action) })
      : send("add_action", { topic, ...writtenFields(written) })
    setRefused(null)
    setSent(true)
    const answer = await answerOf(commandId)
    if (!answer.refused) return finish()
    if (!isOpen.current) return
    dismissRefusal(commandId)
    setSent(false)
    setRefused(answer.refused)
  }
  // Without a network it waits on this device and is shown as waiting: the form has nothing more to do.
  const isWaiting = isSent && link.value.state !== "live"
  useEffect(() => { if (isWaiting) finish() }, [isWaiting])
  const id = (/** @type {string} */ field) => `${key}-${field}`
  return html`
    <form class="action-form card stack" ref=${form} onSubmit=${submit} aria-label=${action ? t("Change what is to be done") : t("Who does what by when")} novalidate>
      <${TextField} id=${id("what")} label=${t("What")} value=${written.what} maxChars=${LINE_MAX_CHARS} rows=${2}
        error=${isAsked && !written.what.trim() ? t("Write what is to be done first.") : ""} onValue=${(/** @type {string} */ text) => write({ what: text })} />
      <${OwnerField} id=${id("who")} written=${written} onWrite=${write} />
      <${DueField} id=${id("due")} due=${written.due} onWrite=${write} />
      <${TextField} id=${id("step")} label=${t("First step, if you like")} value=${written.step} maxChars=${LINE_MAX_CHARS}
        onValue=${(/** @type {string} */ text) => write({ step: text })} />
      ${action && html`<${HowItGoes} id=${key} written=${written} onWrite=${write} />`}
      <div role="alert">${refused && html`<${NoticeBox} kind="warn" title=${refused.message} text=${refused.instead.text} />`}</div>
      <div class="row">
        <button class="button button--loud" type="submit" aria-busy=${isSent}>${action ? t("Save") : t("Add it")}</button>
        <button class="button" type="button" onClick=${finish}>${t("Cancel")}</button>
      </div>
    </form>`
}

/** @param {{id: string, written: Written, onWrite: (changes: Partial<Written>) => void}} props */
function OwnerField({ id, written, onWrite }) {
  const own = me.value?.person ?? ""
  const isMe = written.person !== "" && written.person === own
  const names = [...new Set(Object.values(board.value.people).map(({ name }) => name).filter(Boolean))]
  const onWho = (/** @type {Event} */ event) => {
    const who = /** @type {HTMLInputElement} */ (event.currentTarget).value
    const isStillMe = isMe && !me.value?.name // a name I give myself for this
    onWrite({ who, person: isStillMe ? own : written.role ? "" : personNamed(who) })
  }
  const onMe = () => onWrite(isMe ? { who: "", person: "" } : { who: me.value?.name ?? "", person: own, role: "" })
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("Who")}</label>
      <div class="action-form__who">
        <input class="field__input action-form__name" id=${id} list=${`${id}-names`} value=${written.who} dir="auto" autocomplete="off" onInput=${onWho} />
        <datalist id=${`${id}-names`}>${names.map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
        <button class="button" type="button" aria-pressed=${isMe} onClick=${onMe}>${t("I do it")}</button>
      </div>
      <label class="check">
        <input class="check__input" type="checkbox" checked=${written.role === "yes"} disabled=${isMe}
          onChange=${() => onWrite(written.role ? { role: "", person: personNamed(written.who) } : { role: "yes", person: "" })} />
        <span>${t("It is an organisation or a role: it may be published")}</span>
      </label>
    </div>`
}

/** @param {{id: string, due: string, onWrite: (changes: Partial<Written>) => void}} props */
function DueField({ id, due, onWrite }) {
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${t("By when")}</label>
      <input class="field__input" id=${id} type="date" value=${due}
        onInput=${(/** @type {Event} */ event) => onWrite({ due: /** @type {HTMLInputElement} */ (event.currentTarget).value })} />
    </div>`
}

/** @param {{id: string, written: Written, onWrite: (changes: Partial<Written>) => void}} props */
function HowItGoes({ id, written, onWrite }) {
  return html`
    <${ChoiceGroup} name=${`${id}-progress`} legend=${t("How it goes")} chosen=${written.progress}
      choices=${PROGRESS.map((value) => ({ value, text: progressInWords(value) }))} onChoose=${(/** @type {string} */ progress) => onWrite({ progress })} />
    <${TextField} id=${`${id}-news`} label=${t("A line about it")} value=${written.news} maxChars=${LINE_MAX_CHARS}
      onValue=${(/** @type {string} */ text) => onWrite({ news: text })} />`
}

/** @param {string} topic @returns {string} under which what is written and not sent is kept */
export function draftOfAction(topic) {
  return `action.${topic}`
}

/**
 * @param {string} key
 * @param {string} what
 * @param {Action|null} action
 */
function firstWritten(key, what, action) {
  const kept = readDraft(key)
  const known = action && {
    what: action.what, who: action.who, person: action.person, role: action.is_role ? "yes" : "", due: action.due ?? "",
    step: action.first_step, progress: action.progress, news: action.news,
  }
  return { ...BLANK_ACTION, ...known, ...kept, ...(what ? { what } : {}) }
}

/** @param {Written} written */
function writtenFields({ what, who, person, role, due, step }) {
  return { what, who: who.trim() || null, person: person || null, is_role: role === "yes", due: due || null, first_step: step.trim() || null }
}

/**
 * Only what differs: who may only say how it goes sends nothing else.
 * @param {Written} written
 * @param {Action} action
 */
function changedFields(written, action) {
  /** @type {Record<string, unknown>} */
  const now = { ...writtenFields(written), progress: written.progress, news: written.news.trim() || null }
  const before = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (action))
  const changed = Object.entries(now).filter(([name, value]) => (value ?? "") !== (before[name] ?? ""))
  const isOwnerTouched = changed.some(([name]) => name === "who" || name === "person" || name === "is_role")
  const { who, person, is_role } = now
  return { ...Object.fromEntries(changed), ...(isOwnerTouched ? { who, person, is_role } : {}) }
}

/** Somebody's id when exactly one public person, or the reader, is called so. @param {string} who */
function personNamed(who) {
  const wanted = who.trim().toLowerCase()
  const own = me.value
  if (!wanted) return ""
  if (own?.person && own.name.toLowerCase() === wanted) return own.person
  const found = Object.values(board.value.people).filter(({ name }) => name.toLowerCase() === wanted)
  return found.length === 1 ? found[0].id : ""
}

/** @param {HTMLFormElement|null} form */
function focusFirstEmpty(form) {
  const inputs = [...(form?.querySelectorAll("textarea, input:not([type])") ?? [])]
  const first = inputs.find((input) => /** @type {HTMLInputElement} */ (input).value.trim() === "") ?? inputs[0]
  if (first instanceof HTMLElement) first.focus()
}

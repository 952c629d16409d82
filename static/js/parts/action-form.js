// What, who, by when: taking something on, or changing what was taken on.

import { answerOf, dismissRefusal, send } from "../commands.js"
import { PROGRESS, progressInWords } from "../lib/actions.js"
import { changedFields, draftOfAction, firstWritten, writtenFields } from "../lib/action-draft.js"
import { dropDraft, keepDraft } from "../lib/drafts.js"
import { t } from "../lib/i18n.js"
import { link } from "../store.js"
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact.js"
import { LINE_MAX_CHARS } from "../wire.js"
import { OwnerField } from "./action-owner.js"
import { ChoiceGroup } from "./choice-group.js"
import { NoticeBox } from "./notice-box.js"
import { TextField } from "./text-field.js"

/** @typedef {import("../wire.js").Action} Action */
/** @typedef {import("../wire.js").Refused} Refused */
/** @typedef {import("../lib/action-draft.js").Written} Written */

/**
 * @param {{topic: string, what?: string, action?: Action|null, onDone: () => void}} props
 *   `what`: a line of notes it is made from. `action`: the one to change. `onDone`: sent, or given up
 */
export function ActionForm({ topic, what = "", action = null, onDone }) {
  const key = action ? `action.${action.id}` : draftOfAction(topic)
  const form = /** @type {import("../../vendor/preact.js").RefObject<HTMLFormElement>} */ (useRef(null))
  const { written, write, missing, refused, isSent, submit, finish } = useWriting({ key, topic, what, action, onDone, form })
  useLayoutEffect(() => focusFirstEmpty(form.current), [])
  const id = (/** @type {string} */ field) => `${key}-${field}`
  return html`
    <form class="action-form card stack" ref=${form} onSubmit=${submit} aria-label=${action ? t("Change what is to be done") : t("Who does what by when")} novalidate>
      <${TextField} id=${id("what")} label=${t("What")} value=${written.what} maxChars=${LINE_MAX_CHARS} rows=${2}
        error=${missing} onValue=${(/** @type {string} */ text) => write({ what: text })} />
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

/**
 * What is written, and its way to the board.
 * @param {{key: string, topic: string, what: string, action: Action|null, onDone: () => void,
 *   form: import("../../vendor/preact.js").RefObject<HTMLFormElement>}} props
 */
function useWriting({ key, topic, what, action, onDone, form }) {
  const [written, setWritten] = useState(firstWritten(key, what, action))
  const [refused, setRefused] = useState(/** @type {Refused|null} */ (null))
  const [isAsked, setAsked] = useState(false)
  const [isSent, setSent] = useState(false)
  const isOpen = useRef(true)
  useEffect(() => () => { isOpen.current = false }, [])

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
    setRefused(null)
    setSent(true)
    const commandId = sendWritten(topic, written, action)
    dropDraft(key) // from here on it is kept as sent: after a reload the form would offer it a second time
    const answer = await answerOf(commandId)
    if (!answer.refused) return finish()
    if (!isOpen.current) return
    dismissRefusal(commandId)
    keepDraft(key, written)
    setSent(false)
    setRefused(answer.refused)
  }
  // Without a network it waits on this device and is shown as waiting: the form has nothing more to do.
  const isWaiting = isSent && link.value.state !== "live"
  useEffect(() => { if (isWaiting) finish() }, [isWaiting])
  const missing = isAsked && !written.what.trim() ? t("Write what is to be done first.") : ""
  return { written, write, missing, refused, isSent, submit, finish }
}

/**
 * @param {string} topic
 * @param {Written} written
 * @param {Action|null} action
 */
function sendWritten(topic, written, action) {
  if (action) return send("edit_action", { action: action.id, ...changedFields(written, action) })
  return send("add_action", { topic, ...writtenFields(written) })
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

/** @param {HTMLFormElement|null} form */
function focusFirstEmpty(form) {
  const inputs = [...(form?.querySelectorAll("textarea, input:not([type])") ?? [])]
  const first = inputs.find((input) => /** @type {HTMLInputElement} */ (input).value.trim() === "") ?? inputs[0]
  if (first instanceof HTMLElement) first.focus()
}

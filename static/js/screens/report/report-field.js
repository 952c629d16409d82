// One part of a report to write in: as high as its words, and what others write comes in without moving the caret.

import { mergedTyping } from "../../lib/report-typing.js"
import { html, useEffect, useLayoutEffect, useRef } from "../../../vendor/preact.js"
import { fieldOfKey } from "./report-binding.js"

/** @typedef {import("./report-binding.js").ReportBinding} ReportBinding */
/** @typedef {import("./report-binding.js").FieldSelection} FieldSelection */
/** @template T @typedef {import("../../../vendor/preact.js").RefObject<T>} RefObject */

/**
 * @param {{
 *   id: string,
 *   label: string,
 *   hint?: string,
 *   value: string,
 *   language: string,
 *   selection: FieldSelection|null,
 *   isReadOnly: boolean,
 *   binding: ReportBinding,
 *   onFinished: () => boolean,
 * }} props `id`: its key. `selection`: where the caret belongs if it is in this field. `onFinished`: Enter on an empty
 *   last line; false if there is nowhere to go on to
 */
export function WritingField({ id, label, hint = "", value, language, selection, isReadOnly, binding, onFinished }) {
  const box = /** @type {RefObject<HTMLTextAreaElement>} */ (useRef(null))
  const shown = useRef("") // what the box held when it was last in step with the text
  const isComposing = useRef(false)

  // A keyboard that is putting a word together loses it when the box is filled anew: that waits until the word stands.
  const fill = () => {
    if (!box.current || isComposing.current || box.current.value === value) return
    box.current.value = value
    shown.current = value
    if (selection?.key === id && document.activeElement === box.current) box.current.setSelectionRange(selection.start, selection.end)
  }
  useLayoutEffect(() => {
    fill()
    fitHeight(box.current)
  }, [value])
  useEffect(() => onWiderOrNarrower(() => fitHeight(box.current)), [])

  const hold = () => binding.hold({ key: id, read: () => selectionOf(box.current) })
  const valueNow = () => fieldOfKey(binding.fields.peek(), id)?.value ?? ""
  const take = () => {
    const area = /** @type {HTMLTextAreaElement} */ (box.current)
    const base = shown.current
    shown.current = area.value
    const typed = mergedTyping(base, area.value, valueNow(), area.selectionStart)
    binding.type(id, typed.value, typed.caret)
    if (valueNow() === value) fill() // nothing was taken in; otherwise the new value comes
    fitHeight(area)
  }
  const onBeforeInput = (/** @type {InputEvent} */ event) => {
    if (event.inputType === "historyUndo") {
      event.preventDefault()
      binding.undo()
    }
    const isFinished = event.inputType === "insertLineBreak" && !event.isComposing && isAtEmptyEnd(box.current)
    if (!isFinished || !box.current || !onFinished()) return
    event.preventDefault()
    box.current.value = box.current.value.trimEnd()
    take()
  }
  const onComposed = () => {
    isComposing.current = false
    take()
    fill()
  }
  return html`
    <div class="field">
      <label class="field__label" for=${id} dir="auto" lang=${language}>${label}</label>
      <textarea class="field__input writing-field" id=${id} ref=${box} dir="auto" lang=${language} rows="1" readonly=${isReadOnly}
        autocomplete="off" autocapitalize="sentences" enterkeyhint="enter" aria-describedby=${hint ? `${id}-about` : null}
        onInput=${take} onBeforeInput=${onBeforeInput}
        onCompositionStart=${() => { isComposing.current = true }} onCompositionEnd=${onComposed}
        onFocus=${hold} onKeyUp=${hold} onClick=${hold} onBlur=${() => binding.hold(null)}></textarea>
      ${hint && html`<p class="field__hint" id=${`${id}-about`}>${hint}</p>`}
    </div>`
}

/** @param {HTMLTextAreaElement|null} box */
function selectionOf(box) {
  return { start: box?.selectionStart ?? 0, end: box?.selectionEnd ?? 0 }
}

/** @param {HTMLTextAreaElement|null} box */
function fitHeight(box) {
  if (!box) return
  box.style.height = "auto"
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`
}

/** @param {() => void} listener @returns {() => void} stops it */
function onWiderOrNarrower(listener) {
  addEventListener("resize", listener)
  document.fonts?.addEventListener?.("loadingdone", listener)
  return () => {
    removeEventListener("resize", listener)
    document.fonts?.removeEventListener?.("loadingdone", listener)
  }
}

/** Whether the caret stands on an empty line with nothing below. @param {HTMLTextAreaElement|null} box */
function isAtEmptyEnd(box) {
  if (!box || box.selectionStart !== box.selectionEnd) return false
  return box.value.slice(box.selectionEnd).trim() === "" && /(?:^|\n)[ \t]*$/.test(box.value.slice(0, box.selectionStart))
}

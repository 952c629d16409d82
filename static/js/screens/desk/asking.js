// A form of the desk: sends its act, waits for the answer, shows a refusal where the facilitator is looking.

import { html, useEffect, useRef, useState } from "../../../vendor/preact.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { formAct } from "./acts.js"
import { closeSheet } from "./sheets.js"

/** @typedef {import("../../wire.js").Refused} Refused */
/**
 * @typedef {object} Asking
 * @property {boolean} isBusy sent and not answered, or waiting for the network
 * @property {Refused|null} refused
 * @property {(type: string, fields: Record<string, any>, text: string) => Promise<boolean>} ask whether it was accepted
 */

/**
 * Ask, and close the sheet once the board has said yes.
 * @returns {Asking}
 */
export function useAsking() {
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState(/** @type {Refused|null} */ (null))
  const isOpen = useRef(true)
  useEffect(() => () => {
    isOpen.current = false
  }, [])
  return {
    isBusy,
    refused,
    async ask(type, fields, text) {
      setBusy(true)
      setRefused(null)
      const answer = await formAct(type, fields, text, () => isOpen.current)
      if (!isOpen.current) return answer.refused === undefined
      setBusy(false)
      if (answer.refused) setRefused(answer.refused)
      else closeSheet()
      return answer.refused === undefined
    },
  }
}

/** @param {{refused: Refused|null}} props */
export function RefusedForm({ refused }) {
  return html`
    <div role="alert">
      ${refused && html`<${NoticeBox} kind="warn" title=${refused.message} text=${refused.instead.text} />`}
    </div>`
}

/**
 * Let a form be sent by Enter without leaving the page.
 * @param {() => void} act
 */
export function onSubmit(act) {
  return (/** @type {Event} */ event) => {
    event.preventDefault()
    act()
  }
}

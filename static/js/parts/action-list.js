// What people have taken on about one topic, and the way to take on more.

import { answerOf, send } from "../commands.js"
import { draftOfAction } from "../lib/action-draft.js"
import { actionsByDate } from "../lib/actions.js"
import { readDraft } from "../lib/drafts.js"
import { t } from "../lib/i18n.js"
import { board, pending } from "../store.js"
import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact.js"
import { ActionForm } from "./action-form.js"
import { BoardAction } from "./board-action.js"
import { Icon } from "./icons.js"
import { RefusedActs } from "./refused-acts.js"

/** @typedef {import("../wire.js").Action} Action */
/** @typedef {import("../wire.js").Command} Command */

const NEW = "new" // stands for an id in `editing`
const ADD_HASH = "#action" // of an address that leads to adding one

/** @param {{topic: string, canWrite: boolean, level?: 2|3}} props `topic`: id. `level`: of the heading */
export function ActionList({ topic, canWrite, level = 2 }) {
  const actions = actionsByDate(board.value, (action) => action.topic === topic)
  const [editing, setEditing] = useState(canWrite && isToBeWritten(topic) ? NEW : "")
  const [removed, setRemoved] = useState(/** @type {{seq: number, what: string}|null} */ (null))
  const heading = /** @type {import("../../vendor/preact.js").RefObject<HTMLHeadingElement>} */ (useRef(null))
  const wasEditing = useRef(editing)
  useLayoutEffect(() => {
    if (wasEditing.current && !editing) heading.current?.focus({ preventScroll: true })
    wasEditing.current = editing
  }, [editing])

  const close = () => setEditing("")
  const remove = async (/** @type {Action} */ action) => {
    close()
    const answer = await answerOf(send("remove_action", { action: action.id }))
    if (answer.accepted) setRemoved({ seq: answer.accepted.seq, what: action.what })
  }
  const takeBack = () => {
    if (removed) send("undo", { seq: removed.seq })
    setRemoved(null)
    heading.current?.focus({ preventScroll: true })
  }
  const open = (/** @type {string} */ id) => {
    setRemoved(null)
    setEditing(id)
  }
  return html`
    <section class="action-list stack stack--tight">
      <div class="spread">
        <${level === 3 ? "h3" : "h2"} ref=${heading} tabindex="-1">${t("Who does what by when")}<//>
        ${actions.length > 0 && html`<span class="soft">${actions.length}</span>`}
      </div>
      ${actions.length === 0 && !canWrite && html`<p class="soft">${t("Nothing has been taken on yet.")}</p>`}
      <ul class="action-list__cards stack stack--tight" role="list">
        ${actions.map((action) => html`
          <li key=${action.id}>
            ${editing === action.id
              ? html`<${ActionForm} topic=${topic} action=${action} onDone=${close} />
                  <button class="button button--quiet" type="button" onClick=${() => remove(action)}>${t("Remove it from the list")}</button>`
              : html`<${BoardAction} action=${action} onEdit=${canWrite ? () => open(action.id) : undefined} />`}
          </li>`)}
        ${waitingActions(topic).map(({ command }) => html`
          <li key=${command.command_id}><p class="action-card" aria-busy="true"><span dir="auto">${command["what"]}</span> · ${t("waits for the network")}</p></li>`)}
      </ul>
      <div role="status">
        ${removed && html`
          <p class="action-list__undo"><span>${t("Removed: “{what}”", { what: removed.what })}</span>
            <button class="button button--quiet" type="button" onClick=${takeBack}><${Icon} name="undo" />${t("Undo")}</button></p>`}
      </div>
      <${RefusedActs} isAbout=${(/** @type {Command} */ command) => isAboutActions(command, topic)} />
      ${canWrite && (editing === NEW
        ? html`<${ActionForm} topic=${topic} onDone=${close} />`
        : html`<button class="action-list__add" type="button" onClick=${() => open(NEW)}><${Icon} name="plus" />${t("Add: what, who, by when")}</button>`)}
    </section>`
}

/** Somebody came to add one, or left one unfinished. @param {string} topic */
function isToBeWritten(topic) {
  return location.hash === ADD_HASH || Boolean(readDraft(draftOfAction(topic)).what)
}

/** Taken on while there was no network. @param {string} topic */
function waitingActions(topic) {
  return pending.value.filter(({ command, sentAt }) => command.type === "add_action" && command["topic"] === topic && sentAt === null)
}

/** Taking something back is asked here too. @param {Command} command @param {string} topic */
function isAboutActions({ type, topic: of, action }, topic) {
  return type === "undo" || (type.endsWith("_action") && (of === topic || board.value.actions[action]?.topic === topic))
}

// An action as it stands on the board; its owner can say how it goes wherever it is shown.

import { send } from "../commands.js"
import { now, zoneDay } from "../clock.js"
import { isOverdue } from "../lib/actions.js"
import { frame, me, pending } from "../store.js"
import { html } from "../../vendor/preact.js"
import { ActionCard } from "./action-card.js"

/** @typedef {import("../wire.js").Action} Action */

/**
 * @param {{action: Action, about?: import("../../vendor/preact.js").ComponentChildren, isOpenToAll?: boolean, onEdit?: () => void}} props
 *   `isOpenToAll`: whoever reads it here may say how it goes
 */
export function BoardAction({ action, about = null, isOpenToAll = false, onEdit }) {
  const isMine = action.person !== "" && action.person === me.value?.person
  const onProgress = (/** @type {string} */ progress) => { send("edit_action", { action: action.id, progress }) }
  const isPending = pending.value.some(({ command, refusal }) => !refusal && command["action"] === action.id)
  return html`
    <${ActionCard} action=${action} about=${about} isMine=${isMine} isPending=${isPending} onEdit=${onEdit}
      isLate=${isOverdue(action, zoneDay(now.peek(), frame.value.timezone))} onProgress=${isMine || isOpenToAll ? onProgress : undefined} />`
}

// Under which name the others see this screen's caret: none, unless the person is public or chose to be named here.

import { recall, remember } from "../../lib/device.js"
import { readBoot } from "../../lib/boot.js"
import { board, me } from "../../store.js"
import { computed, effect, signal } from "../../../vendor/preact.js"

const chosenToBeNamed = signal(recall(namingKey()) === true)

/** Whether the name is on the board for everybody already: who convenes is public. */
export const isPublic = computed(() => publicName() !== "")

/** Whether the person has a name to show. */
export const hasName = computed(() => Boolean(me.value?.name))

/** Whether the others see it. */
export const isNamed = computed(() => isPublic.value || (chosenToBeNamed.value && hasName.value))

/** @param {boolean} isOn the person's choice, kept on this device */
export function chooseToBeNamed(isOn) {
  chosenToBeNamed.value = isOn
  remember(namingKey(), isOn)
}

const hasEntered = signal(false)

/** The caret has been in the text: from now on this screen counts among the writers. */
export function enterText() {
  hasEntered.value = true
}

/**
 * Tells the others, as long as the page lives; a reader is nobody to them.
 * @param {import("../../notes-room.js").NotesRoom} room
 */
export function tellName(room) {
  effect(() => {
    const isWriter = hasEntered.value && room.readOnly.value === ""
    room.awareness.setLocalStateField("user", isWriter ? namedAs() : null)
  })
}

/** By id who is on the board, by what they call themselves who is not. */
function namedAs() {
  if (isPublic.value) return { person: me.value?.person }
  return { name: isNamed.value ? (me.value?.name ?? "") : "" }
}

function publicName() {
  return board.value.people[me.value?.person ?? ""]?.name ?? ""
}

function namingKey() {
  return `openspace.${readBoot().code}.named`
}

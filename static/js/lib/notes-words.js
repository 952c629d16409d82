// Whether what was written is stored, and who is at the notes, in words.

import { t, tn } from "./i18n.js"

/** @param {import("../notes-room.js").NotesRoom} room @returns {{state: "live"|"waiting"|"cut-off", text: string}} */
export function savedInWords({ state, hasUnsaved, isKept }) {
  switch (state.value) {
    case "saved": return { state: "live", text: t("saved") }
    case "saving": return { state: "waiting", text: t("saving") }
    case "connecting": return { state: "waiting", text: t("connecting") }
    case "offline": return { state: "cut-off", text: hasUnsaved.value && isKept.value ? t("no network: kept on this device") : t("no network") }
    case "ended": return { state: "cut-off", text: t("ended") }
  }
}

/** @param {{writers: number, readers: number}} people */
export function peopleInWords({ writers, readers }) {
  const said = [writers > 0 && tn("{n} writes", "{n} write", writers), readers > 0 && tn("{n} reads", "{n} read", readers)]
  return said.filter(Boolean).join(", ")
}

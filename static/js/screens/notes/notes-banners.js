// What a note-taker must know, in words: no network, not any more, reading only, text that could not be sent, little room left.

import { isolateLeftToRight, t } from "../../lib/i18n.js"
import { NoticeBox } from "../../parts/notice-box.js"
import { mine, me } from "../../store.js"
import { html } from "../../../vendor/preact.js"

/** @typedef {import("../../notes-room.js").NotesRoom} NotesRoom */

/**
 * @param {{room: NotesRoom, size: {percent: number, isNearlyFull: boolean, isFull: boolean}, isHeldBack: boolean,
 *   onCopy: (text: string) => void}} props `isHeldBack`: something typed did not fit
 */
export function NotesBanners({ room, size, isHeldBack, onCopy }) {
  return html`
    <div class="notes-banners" role="status">
      ${lineBanner(room, onCopy)}
      ${readingBanner(room)}
      ${room.withheld.value && html`
        <${NoticeBox} kind="warn" title=${t("Something you wrote here could not be sent.")}
          text=${t("It is kept on this device. Copy it, and put in by hand what is still missing.")}
          actions=${[{ text: t("Copy the text"), onPress: () => onCopy(room.withheld.value) }, { text: t("Throw it away"), onPress: room.dropWithheld }]} />`}
      ${sizeBanner(size, isHeldBack)}
    </div>`
}

/**
 * @param {NotesRoom} room
 * @param {(text: string) => void} onCopy
 */
function lineBanner(room, onCopy) {
  if (room.state.value === "offline") {
    return html`<${NoticeBox} kind="warn" title=${t("No network just now.")}
      text=${room.isKept.value ? t("Go on writing: it is kept on this device and sent when the network is back.")
        : t("This device has no room to keep what you write. Do not close this page: it is sent when the network is back.")} />`
  }
  if (room.state.value !== "ended") return null
  const [title, text] = endInWords(room.reason.value)
  const actions = [
    { text: t("Load the page again"), onPress: () => location.reload(), isLoud: true },
    { text: t("Copy the text"), onPress: () => onCopy(room.text.toString()) },
  ]
  return html`<${NoticeBox} kind="bad" title=${title} text=${text} actions=${actions} />`
}

/** @param {import("../../notes-saving.js").EndReason} reason @returns {[string, string]} what is the case, what to do */
function endInWords(reason) {
  switch (reason) {
    case "token": return [t("The board does not know this device any more."), t("Copy your text, then load the page and join again.")]
    case "no_board": return [t("This topic is not on the board any more."), t("Its notes are kept, and come back with it. Talk to its convener.")]
    case "too_long": return [t("The notes are too long, so what you wrote last was not stored."), t("Copy the text, load the page again, and shorten the notes first.")]
    default: return [t("You may only read these notes now, so what you wrote last was not stored."), t("Copy the text if you need it. The convener chooses who writes.")]
  }
}

/** @param {NotesRoom} room */
function readingBanner({ readOnly, state }) {
  if (state.value === "ended") return null
  switch (readOnly.value) {
    case "writers": return html`<${NoticeBox} kind="" title=${t("You are reading along.")} text=${t("The convener has chosen who writes this report. It grows here as they write.")} />`
    case "silenced": return html`<${NoticeBox} kind="warn" title=${t("This device may not write just now.")} text=${mine.value.profiles[me.value?.person ?? ""]?.silenced ?? ""} />`
    case "gone": return html`<${NoticeBox} kind="warn" title=${t("This topic is not on the board any more.")} text=${t("Its notes are kept, and come back with it. Talk to its convener.")} />`
    default: return null
  }
}

/**
 * @param {{percent: number, isNearlyFull: boolean, isFull: boolean}} size
 * @param {boolean} isHeldBack
 */
function sizeBanner({ percent, isNearlyFull, isFull }, isHeldBack) {
  if (isHeldBack && !isNearlyFull) {
    return html`<${NoticeBox} kind="bad" title=${t("That text is too long for these notes.")}
      text=${t("Nothing of it was taken in; everything that is here is safe. Put in a shorter part of it, or go on in a topic of its own.")} />`
  }
  if (isFull || isHeldBack) {
    return html`<${NoticeBox} kind="bad" title=${t("These notes are full.")}
      text=${t("What does not fit is not taken in; everything that is here is safe. Shorten something, or go on in a topic of its own.")} />`
  }
  if (!isNearlyFull) return null
  return html`<${NoticeBox} kind="warn" title=${t("These notes are nearly full: {percent} of the room is taken.", { percent: isolateLeftToRight(`${percent}\u00a0%`) })}
    text=${t("Shorten something before it is full.")} />`
}

// The notes screen's entry: connects to the board and to the topic's document, and takes the page over once the board is
// known. Until then, and without a script, the page stands as the server made it, with the notes to read.

import { readBoot } from "./lib/boot.js"
import { openNotes } from "./notes-room.js"
import { tellName } from "./screens/notes/naming.js"
import { NotesPage } from "./screens/notes/notes-page.js"
import { open } from "./socket.js"
import { board, link, me } from "./store.js"
import { effect, html, render } from "../vendor/preact.js"

const NARROW = "(max-width: 43.74em)"

// A phone has a form with one field a heading instead.
if (matchMedia(NARROW).matches && !/[?&]editor\b/.test(location.search)) location.replace(location.pathname.replace(/\/notes$/, "/report"))
else startNotes()

function startNotes() {
  const topic = readBoot().topic
  open(readBoot(), { screen: "phone", planes: ["heads", "notes"] })
  const room = openNotes(readBoot(), topic)
  tellName(room)
  const stopWaiting = effect(() => {
    const isKnown = me.value?.person && board.value.seq > 0
    if (isKnown || link.value.state === "ended") queueMicrotask(show)
  })
  let isShown = false
  function show() {
    if (isShown) return
    isShown = true
    stopWaiting()
    const page = /** @type {HTMLElement} */ (document.getElementById("app"))
    page.textContent = ""
    render(html`<${NotesPage} room=${room} id=${topic} />`, page)
  }
}

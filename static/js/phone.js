// The phone's entry: connects the store, and takes the page over once it is known who holds the phone.
// Until then, and for who has not joined, the page stands as the server made it, with its form to join.

import { effect, html, render } from "../vendor/preact.js"
import { readBoot } from "./lib/boot.js"
import { followPhotoQueue } from "./photo-queue.js"
import { restoreLastAct } from "./screens/phone/acts.js"
import { announceArrivals } from "./screens/phone/arrivals.js"
import { PhoneApp } from "./screens/phone/app.js"
import { followAddress } from "./screens/phone/route.js"
import { watchViewport } from "./screens/phone/viewport.js"
import { open } from "./socket.js"
import { board, me } from "./store.js"

// Whoever has not joined is nobody to the server yet: the form to join is a plain one, and leads back here.
if (document.querySelector('form[action$="/join"]')) requestAnimationFrame(loadFonts)
else open(readBoot(), { screen: "phone" })

const stopWaiting = effect(() => {
  if (me.value?.person && board.value.seq > 0) takeOver()
})

/** Once: what the server drew makes room. */
function takeOver() {
  queueMicrotask(() => stopWaiting())
  const page = /** @type {HTMLElement} */ (document.getElementById("app"))
  page.textContent = ""
  followAddress()
  restoreLastAct()
  render(html`<${PhoneApp} />`, page)
  watchViewport()
  announceArrivals()
  followPhotoQueue()
  requestAnimationFrame(loadFonts)
}

/** The letters come after the first paint; until then the device's own stand in. */
function loadFonts() {
  const sheet = document.querySelector('link[rel="stylesheet"][href*="/css/"]')
  if (!(sheet instanceof HTMLLinkElement)) return
  const fonts = document.createElement("link")
  fonts.rel = "stylesheet"
  fonts.href = sheet.href.replace(/[^/]*$/, "fonts.css")
  document.head.append(fonts)
}

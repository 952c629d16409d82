// The phone's entry: connects the store, and takes the page over once it is known who holds the phone.
// Until then, and for who has not joined, the page stands as the server made it, with its form to join.

import { effect, html, render } from "../vendor/preact.js"
import { readBoot } from "./lib/boot.js"
import { restoreLastAct } from "./screens/phone/acts.js"
import { announceArrivals } from "./screens/phone/arrivals.js"
import { PhoneApp } from "./screens/phone/app.js"
import { askForLaterScreens } from "./screens/phone/later.js"
import { followAddress } from "./screens/phone/route.js"
import { watchViewport } from "./screens/phone/viewport.js"
import { open } from "./socket.js"
import { board, link, me } from "./store.js"

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
  scrollTo(0, 0) // the browser has followed "#here" down the page that stood here
  watchViewport()
  announceArrivals()
  requestAnimationFrame(loadTheRest)
}

/** What the first paint did not need: the letters, then the screens that come later. */
async function loadTheRest() {
  await loadFonts()
  effect(() => {
    if (link.value.state === "live") askForLaterScreens()
  })
}

/** Until they are there, the device's own letters stand in. */
async function loadFonts() {
  const sheet = document.querySelector('link[rel="stylesheet"][href*="/css/"]')
  if (!(sheet instanceof HTMLLinkElement)) return
  const fonts = document.createElement("link")
  fonts.rel = "stylesheet"
  fonts.href = sheet.href.replace(/[^/]*$/, "fonts.css")
  await new Promise((resolve) => {
    fonts.onload = resolve
    fonts.onerror = resolve
    document.head.append(fonts)
  })
  await document.fonts.ready
}

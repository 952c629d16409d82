// A report's entry: connects to the board and to the topic's document, and takes the page over once both are known.
// Until then, and without a script, the page stands as the server made it, with the notes to read.

import { readBoot } from "./lib/boot.js"
import { openNotes } from "./notes-room.js"
import { bindReport } from "./screens/report/report-binding.js"
import { ReportPage } from "./screens/report/report-page.js"
import { watchViewport } from "./screens/phone/viewport.js"
import { open } from "./socket.js"
import { board, me } from "./store.js"
import { effect, html, render } from "../vendor/preact.js"

const reportTopic = readBoot().topic
open(readBoot(), { screen: "phone", planes: ["notes"] })
const reportRoom = openNotes(readBoot(), reportTopic)
const reportBinding = bindReport(reportRoom)

const stopWaitingForReport = effect(() => {
  if (me.value?.person && board.value.seq > 0) queueMicrotask(showReport)
})
let isReportShown = false

/** Once: what the server drew makes room. */
function showReport() {
  if (isReportShown) return
  isReportShown = true
  stopWaitingForReport()
  const page = /** @type {HTMLElement} */ (document.getElementById("app"))
  page.textContent = ""
  render(html`<${ReportPage} room=${reportRoom} binding=${reportBinding} id=${reportTopic} />`, page)
  watchViewport()
}

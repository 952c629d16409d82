// Screens that nobody needs in the first seconds: their script comes after the first paint, or when one of them is asked for.

import { html, signal, useEffect } from "../../../vendor/preact.js"
import { t } from "../../lib/i18n.js"
import { PageHead } from "./page-head.js"
import { boardPath, hrefOf } from "./route.js"

/** @typedef {"topic"|"edit"|"mine"|"actions"} LaterName */
/** @typedef {Record<LaterName, (props: any) => any>} LaterScreens */

const laterScreens = signal(/** @type {LaterScreens|null} */ (null))
const laterState = signal(/** @type {"" | "asked" | "failed"} */ (""))
let laterTries = 0

/** The second script is here. @param {LaterScreens} screens */
export function bringLaterScreens(screens) {
  laterScreens.value = screens
}

/** Once; after a failure again. A browser may remember that an address failed, so the next one differs. */
export function askForLaterScreens() {
  if (laterScreens.peek() || laterState.peek() === "asked") return
  laterState.value = "asked"
  const script = document.createElement("script")
  script.type = "module"
  script.src = import.meta.url.replace("/phone.", "/phone-more.") + (laterTries ? `?${laterTries}` : "")
  script.onerror = () => { laterState.value = "failed" }
  laterTries += 1
  document.head.append(script)
}

/** @param {{name: LaterName, topic?: import("../../wire.js").Topic}} props */
export function LaterScreen({ name, topic }) {
  useEffect(askForLaterScreens, [])
  const screens = laterScreens.value
  if (screens) return html`<${screens[name]} topic=${topic} />`
  return html`<${NotHere} key=${laterState.value} topic=${topic} hasFailed=${laterState.value === "failed"} />`
}

/** @param {{topic?: import("../../wire.js").Topic, hasFailed: boolean}} props not failed: on its way, which is seen only where the line is slow */
function NotHere({ topic, hasFailed }) {
  const page = topic ? hrefOf("topic", topic.id) : boardPath()
  return html`
    <main class=${hasFailed ? "phone-main" : "phone-main phone-late"} aria-busy=${!hasFailed}>
      <${PageHead} heading=${hasFailed ? t("This page has not come yet") : t("One moment")} back=${t("Back")} />
      <div class="page__body">
        <p>${hasFailed ? t("The network was gone when it was fetched. It is fetched again when the network is back.") : t("This page is on its way.")}</p>
        <a class="button button--wide" href=${`${page}?plain`}>${t("Open it as a plain page")}</a>
      </div>
    </main>`
}

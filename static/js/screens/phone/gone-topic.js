// Where a topic was that is not up any more, or not yet here.

import { html } from "../../../vendor/preact.js"
import { t } from "../../lib/i18n.js"
import { PageHead } from "./page-head.js"
import { hrefOf } from "./route.js"

export function GoneTopic() {
  return html`
    <main class="phone-main">
      <${PageHead} heading=${t("This topic is not up")} back=${t("Topic")} />
      <div class="page__body">
        <p>${t("It may have been taken down a moment ago. Its convener finds it under Mine.")}</p>
        <a class="button button--wide" href=${hrefOf("market")}>${t("To the market")}</a>
      </div>
    </main>`
}

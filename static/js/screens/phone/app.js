// The phone: which screen is shown, with messages above it and the tabs below.

import { html } from "../../../vendor/preact.js"
import { isQuiet } from "../../lib/agenda.js"
import { board, link } from "../../store.js"
import { AgendaScreen } from "./agenda.js"
import { DoorScreen } from "./door.js"
import { EndedScreen } from "./ended.js"
import { GoneTopic } from "./gone-topic.js"
import { HereScreen } from "./here.js"
import { LaterScreen } from "./later.js"
import { MarketScreen } from "./market.js"
import { MessagesRegion } from "./messages-region.js"
import { PhoneFoot } from "./phone-foot.js"
import { PlaceScreen } from "./place.js"
import { ProposeScreen } from "./propose.js"
import { QuietScreen } from "./quiet.js"
import { route } from "./route.js"

export function PhoneApp() {
  if (link.value.state === "ended") return html`<${EndedScreen} />`
  if (isQuiet(board.value)) return html`<${QuietScreen} />`
  const { name, id, part } = route.value
  return html`
    <div class="page">
      <${MessagesRegion} />
      <${ScreenShown} key=${`${name} ${id} ${part}`} ...${route.value} />
      <${PhoneFoot} />
    </div>`
}

/** @param {import("./route.js").Route} props */
function ScreenShown({ name, id, part }) {
  const topic = board.value.topics[id]
  switch (name) {
    case "market": return html`<${MarketScreen} />`
    case "agenda": return html`<${AgendaScreen} />`
    case "here": return html`<${HereScreen} />`
    case "actions":
    case "mine": return html`<${LaterScreen} name=${name} />`
    case "propose": return html`<${ProposeScreen} />`
    case "door": return html`<${DoorScreen} id=${id} />`
    case "topic":
    case "edit": return topic ? html`<${LaterScreen} name=${name} topic=${topic} />` : html`<${GoneTopic} />`
    case "place": return topic ? html`<${PlaceScreen} topic=${topic} session=${part} isAgain=${false} />` : html`<${GoneTopic} />`
    case "again": return topic ? html`<${PlaceScreen} topic=${topic} session="" isAgain=${true} />` : html`<${GoneTopic} />`
  }
}

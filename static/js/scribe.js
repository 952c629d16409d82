// The scribe's screen: `/b/{code}/scribe`.

import { html, render } from "../vendor/preact.js"
import { readBoot } from "./lib/boot.js"
import { followCards } from "./screens/scribe/cards.js"
import { ScribePage } from "./screens/scribe/scribe-page.js"
import { open } from "./socket.js"

const scribeApp = /** @type {HTMLElement} */ (document.getElementById("app"))

followCards()
open(readBoot(), { screen: "scribe", planes: [] })
scribeApp.replaceChildren()
render(html`<${ScribePage} />`, scribeApp)

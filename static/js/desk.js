// The facilitator's desk: the entry of its script.

import { Desk } from "./screens/desk/desk.js"
import { html, render } from "../vendor/preact.js"
import { open } from "./socket.js"
import { readBoot } from "./lib/boot.js"
import { speakChanges } from "./screens/desk/spoken.js"
import { watchKeys } from "./screens/desk/keys.js"

const page = /** @type {HTMLElement} */ (document.getElementById("app"))
page.textContent = ""
render(html`<${Desk} />`, page)
watchKeys()
speakChanges()
open(readBoot(), { screen: "desk", planes: ["heads", "interest", "walls", "address"] })

// A projector's screen: connects to the board, shows what the desk or the clicker in somebody's hand says, and asks nobody anything.

import { readBoot } from "./lib/boot.js"
import { listenToClicker } from "./screens/wall/clicker.js"
import { keepAwake } from "./screens/wall/keep-awake.js"
import { watchNewcomers } from "./screens/wall/market.js"
import { watchSize } from "./screens/wall/screen-size.js"
import { click, darken, nameWall } from "./screens/wall/showing.js"
import { WallStage, pagesOfScene } from "./screens/wall/wall-stage.js"
import { open } from "./socket.js"
import { board } from "./store.js"
import { effect, html, render } from "../vendor/preact.js"

open(readBoot(), { screen: "wall", planes: ["heads", "flows", "address", "notes"], wall: nameWall(location.search) })
watchNewcomers()
watchSize()
keepAwake()
listenToClicker((asked) => (asked === "dark" ? darken() : click(asked === "next" ? 1 : -1, pagesOfScene)))
drawOnceKnown()

/** What the server wrote stays up until there is something to put in its place. */
function drawOnceKnown() {
  const stop = effect(() => {
    if (board.value.seq === 0) return
    queueMicrotask(() => stop())
    const app = document.getElementById("app")
    app?.replaceChildren()
    if (app) render(html`<${WallStage} />`, app)
  })
}

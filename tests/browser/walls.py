"""Walls on projectors, as somebody in the hall sees them: what can be read, how large it is, who walks."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.async_api import Browser, CDPSession, Locator, Page, WebSocketRoute

from tests.browser.clocks import stop_clock
from tests.browser.days import a_day
from tests.browser.pages import a_page
from tests.browser.people import a_facilitator, asked, cells_of
from tests.browser.phones import CLOSE_RESTART
from tests.client import Made
from tests.web.conftest import RunningServer

FULL_HD = (1920, 1080)
LAPTOP = (1366, 768)
OLD_PROJECTOR = (1024, 768)
ROOMS = ["Sal Vättern", "Sal Vänern", "Biblioteket", "Atriet", "Terrassen", "Ljusgården", "Vävstugan", "Kammaren",
         "Galleriet", "Orangeriet"]  # fmt: skip
TITLES = ["Bostäder och konsekvenser av tillfälliga lösningar", "Arbetsmarknadsfrågor, etablering och kommunens roll",
          "Social integration – var möts vi egentligen?", "Ändrade ersättningsnivåer för ensamkommande barn",
          "Språkutveckling på arbetsplatsen", "Spänningsfältet mellan lagar och politisk (o)vilja",
          "Kotoutuminen ja työelämä", "Föräldraskap i nytt land", "Tolkar och tillit", "Samverkan"]  # fmt: skip
ON_NOW = 0
PAGE_TURN_MS = 15_000 + 1_000  # the clock steps once a second

# Every visible text of the page with the height of its letters, in hundredths of the screen's height.
TEXT_SIZES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const sizes = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || !element.getClientRects().length || element.closest("script")) continue
    sizes.push([node.data.trim(), parseFloat(getComputedStyle(element).fontSize) / innerHeight * 100])
  }
  return sizes
}"""

# Texts that lie under a walker at some moment of its way, looked at in steps of a twentieth.
WALKED_OVER = """() => {
  const range = document.createRange()
  const walker = document.createTreeWalker(document.querySelector(".wall"), NodeFilter.SHOW_TEXT)
  const texts = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) texts.push([node.data.trim(), rect])
  }
  const over = new Set()
  for (const animation of document.getAnimations().filter(({ effect }) => effect.target.matches(".walker"))) {
    animation.pause()
    for (let step = 0; step <= 20; step += 1) {
      animation.currentTime = animation.effect.getTiming().delay + animation.effect.getTiming().duration * step / 20
      const dot = animation.effect.target.getBoundingClientRect()
      for (const [text, rect] of texts) {
        const isOver = dot.left < rect.right && rect.left < dot.right && dot.top < rect.bottom && rect.top < dot.bottom
        if (isOver) over.add(text)
      }
    }
  }
  return [...over]
}"""


@dataclass
class Wall:
    """One projector's screen on a board. `errors`: what its console complained about."""

    page: Page
    server: RunningServer
    made: Made
    errors: list[str]
    socket: WebSocketRoute | None = None
    is_cut: bool = False
    is_told_the_time: bool = False
    devtools: CDPSession | None = None

    async def show(self, query: str = "") -> None:
        await self.page.goto(f"{self.server.base}/k/{self.made.key('wall')}")
        await self.page.goto(f"{self.server.base}/b/{self.made.code}/wall{query}")
        await self.page.wait_for_selector(".wall")
        await self.page.evaluate("document.fonts.ready")

    async def stop_time(self) -> None:
        """From now on only as much passes as a test lets pass."""
        await stop_clock(self.page)

    async def stop_walking(self) -> None:
        """Who walks stands still, until `walk_on`."""
        await self._walk_at(0)

    async def walk_on(self) -> None:
        await self._walk_at(1)

    async def _walk_at(self, rate: float) -> None:
        self.devtools = self.devtools or await self.page.context.new_cdp_session(self.page)
        await self.devtools.send("Animation.enable")
        await self.devtools.send("Animation.setPlaybackRate", {"playbackRate": rate})

    async def choose(self, scene: str, **more: Any) -> None:
        """The desk chooses a scene, and the wall shows it."""
        await self.ask("set_scene", scene=scene, **more)
        await self.page.wait_for_selector(f'[data-scene="{scene}"]')

    async def ask(self, type: str, **fields: Any) -> dict[str, str]:
        """The facilitator does something."""
        return await asked(a_facilitator(self.server, self.made), self.made, type, **fields)

    def hear(self, **message: Any) -> None:
        """What the server would say, with numbers too large to bring about here. Then the time is told by us alone."""
        assert self.socket is not None
        self.is_told_the_time = self.is_told_the_time or message["type"] == "now"
        self.socket.send(json.dumps(message))

    def bring(self, message: str | bytes) -> None:
        """What the server says."""
        assert self.socket is not None
        if not (self.is_told_the_time and json.loads(message)["type"] == "now"):
            self.socket.send(message)

    async def cut(self) -> None:
        """The network goes, and does not come back."""
        assert self.socket is not None
        self.is_cut = True
        await self.socket.close(code=CLOSE_RESTART)

    async def sizes(self, selector: str) -> list[float]:
        """Type sizes in hundredths of the screen's height."""
        script = "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize) / innerHeight * 100)"
        found: list[float] = await self.page.locator(selector).evaluate_all(script)
        return found

    async def smallest_text(self) -> tuple[float, str]:
        sizes: list[tuple[str, float]] = await self.page.evaluate(TEXT_SIZES)
        return min((size, text) for text, size in sizes)

    async def walked_over(self) -> list[str]:
        texts: list[str] = await self.page.evaluate(WALKED_OVER)
        return texts

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    async def texts(self, selector: str) -> list[str]:
        """As read, without the places where a word may break."""
        return [text.replace("\u00ad", "") for text in await self.page.locator(selector).all_inner_texts()]

    async def is_scrollable(self) -> bool:
        script = """() => [document.scrollingElement, document.querySelector(".wall")].some(
          (box) => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth)"""
        return bool(await self.page.evaluate(script))


@asynccontextmanager
async def a_wall(
    browser: Browser,
    server: RunningServer,
    made: Made,
    *,
    size: tuple[int, int] = FULL_HD,
    language: str = "en",
    query: str = "",
    **more: Any,
) -> AsyncIterator[Wall]:
    """A wall whose clock can be put forward. `more`: of Playwright's `new_context`."""
    viewport = {"width": size[0], "height": size[1]}
    page = await a_page(browser, viewport=viewport, locale=language, **more)
    wall = Wall(page, server, made, errors=[])

    async def connect(socket: WebSocketRoute) -> None:
        if wall.is_cut:
            await socket.close(code=CLOSE_RESTART)
        else:
            wall.socket = socket
            socket.connect_to_server().on_message(wall.bring)

    await page.route_web_socket("**/ws/*", connect)
    page.on("console", lambda message: wall.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wall.errors.append(str(error)))
    await page.clock.install()
    try:
        await wall.show(query)
        yield wall
    finally:
        await page.context.close()


async def fill(server: RunningServer, made: Made, titles: list[str], slot: int = ON_NOW) -> list[str]:
    """A session in each room of a slot, as paper cards a scribe types in. Returns their ids."""
    facilitator = a_facilitator(server, made)
    rooms, slots = await cells_of(facilitator, made)
    sessions = []
    for number, (room, title) in enumerate(zip(rooms, titles, strict=False)):
        convener = f"Värd {number} {slot}"
        topic = (await asked(facilitator, made, "propose_topic", title=title, convener=convener))["topic"]
        placed = await asked(facilitator, made, "place_topic", topic=topic, room=room, slot=slots[slot])
        sessions.append(placed["session"])
    return sessions


async def a_board(server: RunningServer, rooms: int, titles: list[str] = TITLES) -> tuple[Made, list[str]]:
    """A board of so many rooms, and the sessions that are on in them."""
    made = await server.device().make_board(**a_day(rooms=[{"name": name} for name in ROOMS[:rooms]]))
    return made, await fill(server, made, titles)


async def time_of(wall: Wall, field: str) -> int:
    """When the slot that is on starts or ends, in milliseconds since 1970."""
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    slots = sorted(board["slots"].values(), key=lambda slot: str(slot["starts"]))
    return int(datetime.fromisoformat(slots[0][field]).timestamp() * 1000)

"""Phones of people at a gathering, driven as a person drives them: by what can be seen, read and pressed."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Locator, Page, Route, WebSocketRoute, expect

from openspace.locales import Languages, in_language
from openspace.locales.pseudo import PSEUDO
from tests.browser.pages import a_page
from tests.client import WAIT_MAX_S
from tests.web.conftest import RunningServer

CLOSE_RESTART = 1012
NARROW = (320, 640)
USUAL = (390, 844)


class Network:
    """The line between one phone and the server. It can be cut, and it can bring nothing for a while."""

    def __init__(self) -> None:
        self.is_cut = False
        self._sockets: list[WebSocketRoute] = []
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        self._came = asyncio.Event()

    async def connect(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            await socket.close(code=CLOSE_RESTART)
            return
        server = socket.connect_to_server()
        server.on_message(lambda message: self._bring(socket, message))
        self._sockets.append(socket)

    async def cut(self, code: int = CLOSE_RESTART) -> None:
        """`code`: what the phone is told; there are some after which it does not come back."""
        self.is_cut = True
        for socket in self._sockets:
            await socket.close(code=code)
        self._sockets.clear()

    def mend(self) -> None:
        """The phone finds out by itself."""
        self.is_cut = False

    def hold(self) -> None:
        """What the server says waits; what the phone says goes through."""
        self._held = []

    async def holds(self, is_it: Callable[[str | bytes], bool]) -> None:
        """Wait until such a message of the server waits. Raises TimeoutError."""
        async with asyncio.timeout(WAIT_MAX_S):
            while not any(is_it(message) for _, message in self._held or []):
                self._came.clear()
                await self._came.wait()

    def release(self) -> None:
        held, self._held = self._held or [], None
        for socket, message in held:
            socket.send(message)

    def _bring(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self._held is None:
            socket.send(message)
        else:
            self._held.append((socket, message))
            self._came.set()


@asynccontextmanager
async def opened_page(
    browser: Browser, sockets: str, size: tuple[int, int], language: str, **more: Any
) -> AsyncIterator[tuple[Page, Network, list[str]]]:
    """A page of its own, the line of its sockets (a pattern), and what goes wrong on it. `more`: of `new_context`."""
    viewport = {"width": size[0], "height": size[1]}
    locale = "en" if language == PSEUDO else language
    page = await a_page(browser, viewport=viewport, locale=locale, **more)
    if language == PSEUDO:
        await speak_pseudo(page)
    network = Network()
    await page.route_web_socket(sockets, network.connect)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page, network, errors
    finally:
        await page.context.close()


async def join_unseen(page: Page, board: str, name: str, language: str) -> None:
    """Join in a page's browser and show nothing: for tests that are about what comes after. `board`: its address."""
    known = {"name": name, "language": "en" if language == PSEUDO else language}
    reply = await page.request.post(board.replace("/b/", "/api/boards/") + "/people", data=known)
    assert reply.status == 201, await reply.text()


async def speak_pseudo(page: Page) -> None:
    """Let the page's script speak the language of the tests: mirrored, a third longer.

    Not where a form led by redirect: that is not asked about.
    """

    pseudo = Languages(with_pseudo=True).catalog_for(PSEUDO)

    async def translate(route: Route) -> None:
        if route.request.method != "GET":
            await route.fallback()
            return
        answer = await route.fetch()
        html = re.sub(r'<html lang="[^"]*" dir="[^"]*"', '<html lang="qps" dir="rtl"', await answer.text())
        await route.fulfill(response=answer, body=re.sub(r"(/js/[\w-]+)\.\w\w\.js", r"\1.js", html))

    async def translate_script(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=in_language(await answer.text(), pseudo))

    await page.route("**/b/**", translate)
    await page.route("**/static/*/js/*.js", translate_script)


@dataclass(frozen=True)
class Phone:
    """One phone on a board. `errors`: what its console complained about. `language`: the browser's."""

    page: Page
    board: str
    network: Network
    errors: list[str]
    language: str = "en"

    async def show(self, place: str) -> None:
        """Open a screen by its address: "#here", "/topics/…"."""
        await self.page.goto(f"{self.board}{place}")
        await self.is_in()

    async def is_in(self) -> None:
        """The script has taken the page over, and the line is up."""
        await self.page.wait_for_selector(".phone-main")
        await self.page.wait_for_selector('.status[data-state="live"]')

    async def come(self, name: str) -> None:
        """As one who joined a while ago."""
        await join_unseen(self.page, self.board, name, self.language)
        await self.page.goto(self.board)
        await self.is_in()

    async def join(self, name: str = "") -> None:
        """By the form."""
        await self.page.goto(self.board)
        await self.page.fill("#name", name)
        await self.page.click('form[action$="/join"] button')
        await self.is_in()

    async def tab(self, name: str) -> None:
        await self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()

    async def propose(self, title: str) -> None:
        """Put a topic up; the phone then asks for its place."""
        await self.tab("Topic")
        await self.page.get_by_label("Topic", exact=True).fill(title)
        await self.button("Put it up").click()
        await self.page.wait_for_selector('h1:has-text("Your topic is up")')

    async def choose_time(self, number: int) -> None:
        """The `number`th time on offer, counted from 0."""
        await self.page.locator(".choice").nth(number).click()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def card(self, title: str) -> Locator:
        return self.page.locator(".topic-card", has_text=title)

    async def is_headed(self, words: str) -> None:
        await expect(self.page.locator("h1")).to_have_text(words)

    async def scroll_down(self, by: int) -> None:
        """With a wheel, until the page rests there."""
        await self.page.mouse.wheel(0, by)
        await self.is_scrolled_to(by)

    async def is_scrolled_to(self, top: int) -> None:
        await self.page.wait_for_function("(top) => scrollY === top", arg=top)

    async def focused(self) -> str:
        """The text, or the label, of what has the focus."""
        text = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
        return str(await self.page.evaluate(text))


@asynccontextmanager
async def a_phone(
    browser: Browser,
    server: RunningServer,
    code: str,
    *,
    size: tuple[int, int] = USUAL,
    language: str = "en",
    **more: Any,
) -> AsyncIterator[Phone]:
    """A new phone that knows nothing yet. `more`: of Playwright's `new_context`."""
    async with opened_page(browser, "**/ws/*", size, language, **more) as (page, network, errors):
        yield Phone(page, f"{server.base}/b/{code}", network, errors, language)

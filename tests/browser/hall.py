"""A gathering in a hall: the program in a process of its own that can be killed, and every screen that looks at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.pages import a_page
from tests.browser.phones import Network, Phone
from tests.client import Device, Json
from tests.server_process import ServerProcess

PROJECTOR = (1920, 1080)
LAPTOP = (1440, 900)
PHONE = (390, 844)
TAB_STOPS_MAX = 80

FOCUSED = """() => {
  const { activeElement: element } = document
  return element.getAttribute("aria-label") || element.labels?.[0]?.textContent.trim() || element.textContent.trim()
}"""
# Walks are over within a second or two: remember that there was one.
WATCH_WALKS = """() => {
  window.walked = 0
  const count = (changes) => { window.walked += changes.flatMap((one) => [...one.addedNodes]).length }
  new MutationObserver(count).observe(document.querySelector(".floor__walkers"), { childList: true })
}"""


@dataclass
class Hall:
    """The program and the browser. `errors`: what any screen complained about, but for the network."""

    browser: Browser
    program: ServerProcess
    errors: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def screen(self, size: tuple[int, int], **more: Any) -> Page:
        """A new device that knows nothing yet. `more`: of Playwright's `new_context`."""
        viewport = {"width": size[0], "height": size[1]}
        page = await a_page(self.browser, viewport=viewport, locale="en", **more)
        self.contexts.append(page.context)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    async def phone(self, code: str, **more: Any) -> Phone:
        page = await self.screen(PHONE, **more)
        return Phone(page, f"{self.program.base}/b/{code}", Network(), self.errors)

    async def board(self, key: str, code: str) -> Json:
        """Its collections, as a stranger's program reads them with a link's key."""
        whole: Json = (await Device(self.program.base, key).board(code))["board"]
        return whole


@asynccontextmanager
async def a_hall(browser: Browser, data: Path) -> AsyncIterator[Hall]:
    hall = Hall(browser, ServerProcess(data))
    await hall.program.start()
    try:
        yield hall
    finally:
        for context in hall.contexts:
            await context.close()
        await hall.program.kill()


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is there; `name` is what a screen reader says first."""
    seen: list[str] = []
    for _ in range(TAB_STOPS_MAX):
        await page.keyboard.press("Tab")
        seen.append(await page.evaluate(FOCUSED))
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"no way to {name!r} by Tab, only to {sorted(set(seen))}")


async def press(page: Page, name: str) -> None:
    """Go there by Tab, and press it."""
    await tab_to(page, name)
    await page.keyboard.press("Enter")


def room_on_wall(wall: Page, name: str) -> Locator:
    return wall.locator(".room-card", has_text=name)


async def heads_on_wall(wall: Page, room: str, heads: int) -> None:
    """The number and the dots agree, once nobody is on the way any more."""
    await expect(room_on_wall(wall, room).locator(".room-card__count .figures")).to_have_text(str(heads))
    await expect(room_on_wall(wall, room).locator(".dot")).to_have_count(heads)


async def somebody_walked(wall: Page) -> None:
    await wall.wait_for_function("() => window.walked > 0")

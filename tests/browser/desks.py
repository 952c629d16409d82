"""The facilitator's desk, driven as a facilitator drives it: by names, rooms and times rather than by selectors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, CDPSession, Locator, Page, expect

from tests.browser.phones import Network, opened_page
from tests.client import Made
from tests.web.conftest import RunningServer

LAPTOP = (1440, 900)


@dataclass(frozen=True)
class Finger:
    """Touch as the browser itself gets it: it may take the finger away to scroll."""

    session: CDPSession

    async def move(self, to: Locator) -> None:
        await self.touch("touchMove", to)

    async def touch(self, what: str, at: Locator | None = None) -> None:
        box = await at.bounding_box() if at else None
        points = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}] if box else []
        await self.session.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})


@dataclass(frozen=True)
class Desk:
    """One desk on a board. `errors`: what its console complained about."""

    page: Page
    network: Network
    errors: list[str]

    def cell(self, room: str, slot: str) -> Locator:
        """The place of that room (id) in that slot (id)."""
        return self.page.locator(f'[data-drop="{slot} {room}"]')

    def face(self, room: str, slot: str) -> Locator:
        """What is pressed to pick up what is there, or to place what is in the hand."""
        return self.cell(room, slot).locator(".cell__face")

    async def shows(self, room: str, slot: str, *, text: str) -> None:
        """Wait until the board has a topic there with this in its title or its convener's name."""
        await expect(self.cell(room, slot)).to_have_attribute("data-state", "taken")
        await expect(self.cell(room, slot)).to_contain_text(text)

    def waiting(self, title: str) -> Locator:
        return self.page.get_by_role("region", name="Waiting for a place").get_by_role("button", name=title).first

    def panel(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def say_line(self) -> Locator:
        return self.page.get_by_role("textbox", name="Say to everyone")

    def sheet(self) -> Locator:
        return self.page.get_by_role("dialog")

    def last_line(self) -> Locator:
        """The line under the grid: what is in the hand, or the last act."""
        return self.page.locator(".hand-bar")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def has_focus(self, room: str, slot: str) -> None:
        """The place of that room in that slot."""
        await expect(self.page.locator(f'[data-place="{slot} {room}"]')).to_be_focused()

    async def drag(self, card: Locator, to: Locator) -> None:
        """Press, move in steps, and stay there with the button held."""
        start, end = await card.bounding_box(), await to.bounding_box()
        assert start is not None
        assert end is not None
        await self.page.mouse.move(start["x"] + 20, start["y"] + 20)
        await self.page.mouse.down()
        await self.page.mouse.move(start["x"] + 40, start["y"] + 30)
        await self.page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)

    async def drop(self) -> None:
        await self.page.mouse.up()

    @asynccontextmanager
    async def finger(self, on: Locator) -> AsyncIterator["Finger"]:
        """A finger that rests on something, and is lifted at the end."""
        finger = Finger(await self.page.context.new_cdp_session(self.page))
        await finger.touch("touchStart", on)
        yield finger
        await finger.touch("touchEnd")


@asynccontextmanager
async def a_desk(
    browser: Browser,
    server: RunningServer,
    made: Made,
    *,
    size: tuple[int, int] = LAPTOP,
    language: str = "en",
    **more: Any,
) -> AsyncIterator[Desk]:
    """A browser that came by the facilitator's link. `more`: of Playwright's `new_context`."""
    async with opened_page(browser, "**/ws/*", size, language, **more) as (page, network, errors):
        await page.goto(f"{server.base}/k/{made.key('facilitator')}")
        await page.goto(f"{server.base}/b/{made.code}/desk")
        await page.wait_for_selector('.status[data-state="live"]')
        yield Desk(page, network, errors)

"""A line that goes dead without a word: the screen notices by itself, says so, and comes back by itself.

The page's clock is moved on; the network is real, but for a stretch that swallows everything.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.clocks import stop_clock
from tests.browser.pages import a_page
from tests.browser.people import a_facilitator, a_person, asked, put_up
from tests.browser.relay import Relay
from tests.client import WAIT_MAX_S, Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NOTICED_WITHIN_MS = 25_000
ALL_IS_WELL_MS = 15_000  # the server would have been heard within so long, but nothing is wrong yet
RETRIES_S = 25  # an attempt that hangs is left after 10 s, and the next one waits as long at most
CUT_OFF = '.status[data-state="cut-off"]'


@asynccontextmanager
async def behind_a_relay(browser: Browser, relay: Relay, path: str, token: str) -> AsyncIterator[Page]:
    """A page whose clock can be moved on, once its socket has been spoken to."""
    greeted = asyncio.Event()
    page = await a_page(browser, locale="en")
    try:
        await page.clock.install()
        await page.goto(f"{relay.base}/k/{token}")
        await page.goto("about:blank")
        page.on("websocket", lambda socket: socket.on("framereceived", lambda _: greeted.set()))
        await page.goto(f"{relay.base}{path}")
        await asyncio.wait_for(greeted.wait(), WAIT_MAX_S)
        yield page
    finally:
        await page.context.close()


async def is_cut_off(page: Page, is_it: bool = True) -> None:
    await expect(page.locator(CUT_OFF)).to_have_count(1 if is_it else 0)


async def comes_back(page: Page) -> None:
    """By itself, a second of the page's clock at a time: the network takes its own, on a slow machine more of it."""
    for patience_ms in (*[300] * RETRIES_S, *[3_000] * RETRIES_S):
        await page.clock.run_for(1_000)
        with contextlib.suppress(AssertionError):
            await expect(page.locator(CUT_OFF)).to_have_count(0, timeout=patience_ms)
            return
    await is_cut_off(page, False)


async def hears(page: Page, topic: str) -> None:
    await expect(page.get_by_text(topic).first).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "wall", "desk"])
async def test_a_screen_on_a_dead_line_says_so_within_25_seconds_and_comes_back_by_itself(
    browser: Browser, server: RunningServer, made: Made, screen: str
) -> None:
    """[S15]"""
    elin = await a_person(server, made, "Elin")
    await asked(a_facilitator(server, made), made, "set_scene", scene="market")
    path, token = {
        "phone": ("", elin.token),
        "wall": ("/wall", made.key("wall")),
        "desk": ("/desk", made.key("facilitator")),
    }[screen]
    async with Relay(server.port) as relay, behind_a_relay(browser, relay, f"/b/{made.code}{path}", token) as page:
        await put_up(elin, made, "Bostäder")
        await hears(page, "Bostäder")

        await stop_clock(page)
        relay.die()
        await page.clock.run_for(ALL_IS_WELL_MS)
        await is_cut_off(page, False)
        await page.clock.run_for(NOTICED_WITHIN_MS - ALL_IS_WELL_MS - 1_000)
        await is_cut_off(page)

        await put_up(elin, made, "Språkkafé")
        await relay.heal()
        await comes_back(page)
        await hears(page, "Språkkafé")

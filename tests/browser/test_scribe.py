"""The scribe's line: paper cards typed by keyboard alone, on a bad network, before the marketplace opens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.axe import barriers
from tests.browser.people import a_facilitator, asked, cells_of
from tests.browser.phones import Network, opened_page
from tests.client import Made
from tests.variants import first_alone
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SIZES = [(320, 640), (390, 844), (1440, 900)]


@dataclass(frozen=True)
class Scribe:
    """The scribe's screen in a browser of its own, driven by keys. `errors`: what its console complained about."""

    page: Page
    network: Network
    errors: list[str]

    async def is_in(self) -> None:
        await self.page.wait_for_selector('.status[data-state="live"]')
        await expect(self.page.locator("[name=title]")).to_be_focused()

    async def type(self, *keys: str) -> None:
        """A text is typed; a key's name is pressed."""
        for key in keys:
            if key in ("Tab", "Enter", "ArrowDown"):
                await self.page.keyboard.press(key)
            else:
                await self.page.keyboard.type(key)

    def newest(self) -> Locator:
        return self.page.locator(".typed-card").first

    async def newest_is(self, state: str) -> None:
        await expect(self.newest()).to_have_attribute("data-state", state)

    async def is_at(self, field: str) -> None:
        await expect(self.page.locator(f"[name={field}]")).to_be_focused()


@asynccontextmanager
async def a_scribe(
    browser: Browser, server: RunningServer, made: Made, language: str = "en", **more: Any
) -> AsyncIterator[Scribe]:
    """Somebody who came by the scribe's link. `more`: of Playwright's `new_context`."""
    async with opened_page(browser, "**/ws/*", SIZES[-1], language, **more) as (page, network, errors):
        scribe = Scribe(page, network, errors)
        await page.goto(f"{server.base}/k/{made.key('scribe')}")
        await scribe.is_in()
        yield scribe


@pytest_asyncio.fixture(loop_scope="session")
async def scribe(browser: Browser, server: RunningServer, made: Made) -> AsyncIterator[Scribe]:
    async with a_scribe(browser, server, made) as opened:
        yield opened
        assert opened.errors == []


async def titles(server: RunningServer, made: Made) -> list[tuple[str, str]]:
    """Title and convener of every topic, in the order they went up."""
    board = (await a_facilitator(server, made).board(made.code))["board"]
    return [(topic["title"], board["people"][topic["convener"]]["name"]) for topic in board["topics"].values()]


async def test_title_tab_name_enter_and_the_cursor_is_back(scribe: Scribe, server: RunningServer, made: Made) -> None:
    await scribe.type("Bostäder", "Tab", "Nadia", "Enter")
    await scribe.is_at("title")
    await scribe.type("Skolan", "Enter", "Per-Olof", "Enter")
    await scribe.newest_is("up")

    assert await titles(server, made) == [("Bostäder", "Nadia"), ("Skolan", "Per-Olof")]


async def test_a_card_without_a_name_asks_for_it(scribe: Scribe) -> None:
    await scribe.type("Bostäder", "Enter", "Enter")

    await expect(scribe.page.get_by_text("Write the name on the card.")).to_be_visible()
    await scribe.is_at("name")


async def test_a_place_is_two_keys_more(scribe: Scribe, server: RunningServer, made: Made) -> None:
    await scribe.type("Bostäder", "Tab", "Nadia", "Tab", "ArrowDown", "Tab", "ArrowDown", "Enter")

    await expect(scribe.newest().locator(".place-line")).to_have_count(1)
    await scribe.is_at("title")
    sessions = (await a_facilitator(server, made).board(made.code))["board"]["sessions"]
    rooms, slots = await cells_of(a_facilitator(server, made), made)
    assert [(session["room"], session["slot"]) for session in sessions.values()] == [(rooms[0], slots[0])]


async def test_a_refused_place_is_shown_where_the_card_is_with_where_else(
    scribe: Scribe, server: RunningServer, made: Made
) -> None:
    await scribe.type("Bostäder", "Tab", "Nadia", "Tab", "ArrowDown", "Tab", "ArrowDown", "Enter")
    await expect(scribe.newest().locator(".place-line")).to_have_count(1)
    await scribe.type("Skolan", "Tab", "Nadia", "Tab", "ArrowDown", "Tab", "ArrowDown", "Enter")
    refusal = scribe.newest().get_by_role("alert")
    await expect(refusal).to_contain_text("Nadia")

    await refusal.get_by_role("button").first.click()

    await expect(scribe.newest().locator(".place-line")).to_have_count(1)
    await expect(refusal).to_have_count(0)
    await scribe.is_at("title")


async def test_a_card_that_is_taken_back_can_be_written_again_without_a_mouse(
    scribe: Scribe, server: RunningServer, made: Made
) -> None:
    await scribe.type("Bostader", "Tab", "Nadia", "Enter")
    await scribe.newest().get_by_role("button", name="Undo").focus()

    await scribe.type("Enter")
    await scribe.newest_is("taken-back")
    await expect(scribe.newest().get_by_role("button", name="Write again")).to_be_focused()
    await scribe.type("Enter")

    await expect(scribe.page.locator("[name=title]")).to_have_value("Bostader")
    await scribe.is_at("title")
    assert await titles(server, made) == []


async def test_cards_typed_without_network_go_up_once_when_it_is_back(
    scribe: Scribe, server: RunningServer, made: Made
) -> None:
    await scribe.network.cut()
    await expect(scribe.page.locator(".status")).not_to_have_attribute("data-state", "live")
    await scribe.type("Bostäder", "Tab", "Nadia", "Enter", "Skolan", "Tab", "Per-Olof", "Enter", "Halvskriven")
    await scribe.newest_is("waiting")
    await scribe.page.reload()
    await expect(scribe.page.locator(".typed-card")).to_have_count(2)
    await expect(scribe.page.locator("[name=title]")).to_have_value("Halvskriven")

    scribe.network.mend()
    await scribe.newest_is("up")

    assert await titles(server, made) == [("Bostäder", "Nadia"), ("Skolan", "Per-Olof")]


async def test_before_the_marketplace_opens_cards_are_kept(scribe: Scribe, server: RunningServer, made: Made) -> None:
    await asked(a_facilitator(server, made), made, "set_state", state="gathering")
    await expect(scribe.page.get_by_text("The marketplace is not open yet.")).to_be_visible()
    await scribe.type("Bostäder", "Tab", "Nadia", "Enter")
    await scribe.newest_is("held")

    await asked(a_facilitator(server, made), made, "set_state", state="open")

    await scribe.newest_is("up")
    assert await titles(server, made) == [("Bostäder", "Nadia")]


@pytest.mark.parametrize("scheme", first_alone("dark", "light"))
@pytest.mark.parametrize("language", first_alone("sv", "ar", "en"))
async def test_everybody_can_use_it(
    browser: Browser, server: RunningServer, made: Made, axe_source: str, language: str, scheme: str
) -> None:
    async with a_scribe(browser, server, made, language, color_scheme=scheme) as scribe:
        await scribe.type("Arbetsmarknadsfrågor, etablering och bostadsförsörjningsansvar", "Tab", "Nadia", "Enter")
        await scribe.newest_is("up")

        found = {}
        for width, height in SIZES:
            await scribe.page.set_viewport_size({"width": width, "height": height})
            sideways = ["scrolls sideways"] if await scribe.page.evaluate(SIDEWAYS) else []
            found[width] = await barriers(scribe.page, axe_source) + sideways

    assert {width: problems for width, problems in found.items() if problems} == {}

"""Screens that come with the phone's second script: after the first paint, when asked for, or not at all."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.browser.people import a_person, put_up, topic_named
from tests.browser.phones import a_phone
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SECOND_SCRIPT = "**/js/phone-more*"
NOT_HERE = "This page has not come yet"


async def without_second_script(page: Page) -> None:
    await page.route(SECOND_SCRIPT, lambda route: route.abort())


async def test_the_second_script_comes_by_itself_and_its_screens_open_without_a_network(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    async with a_phone(browser, server, made.code) as elin:
        async with elin.page.expect_request_finished(lambda request: "/js/phone-more" in request.url):
            await elin.join("Elin")

        await elin.page.context.set_offline(True)
        await elin.tab("Mine")

        await elin.is_headed("Mine")


async def test_a_screen_that_has_not_come_says_so_and_comes_when_the_network_is_back(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    async with a_phone(browser, server, made.code) as elin:
        await without_second_script(elin.page)
        await elin.join("Elin")
        await elin.tab("Mine")
        await elin.is_headed(NOT_HERE)

        await elin.page.unroute(SECOND_SCRIPT)
        await elin.network.cut()
        elin.network.mend()
        await elin.page.evaluate("dispatchEvent(new Event('online'))")

        await elin.is_headed("Mine")


async def test_a_screen_on_a_slow_line_says_that_it_is_on_its_way_and_then_comes(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    line_is_free = asyncio.Event()

    async def wait_for_the_line(route: Route) -> None:
        await line_is_free.wait()
        await route.continue_()

    async with a_phone(browser, server, made.code) as elin:
        await elin.page.route(SECOND_SCRIPT, wait_for_the_line)
        await elin.join("Elin")
        await elin.tab("Mine")
        await elin.is_headed("One moment")
        await expect(elin.page.get_by_role("link", name="Open it as a plain page")).to_be_visible()

        line_is_free.set()

        await elin.is_headed("Mine")


async def test_a_topic_that_cannot_be_drawn_is_there_as_a_plain_page(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    amina = await a_person(server, made, "Amina")
    await put_up(amina, made, "Språkcafé")
    async with a_phone(browser, server, made.code) as elin:
        await without_second_script(elin.page)
        await elin.join("Elin")
        await elin.card("Språkcafé").get_by_role("link").click()
        await elin.is_headed(NOT_HERE)

        await elin.page.get_by_role("link", name="Open it as a plain page").click()

        await elin.is_headed("Språkcafé")
        await expect(elin.page).to_have_url(re.compile(r"\?plain$"))
        await expect(elin.page.locator("script")).to_have_count(0)
        await elin.page.get_by_role("button", name="I want to be there").click()
        await expect(elin.page.get_by_role("button", name="I want to be there")).to_have_attribute(
            "aria-pressed", "true"
        )


async def test_a_link_to_a_topic_opens_it(browser: Browser, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    await put_up(amina, made, "Språkcafé")
    topic = await topic_named(amina, made, "Språkcafé")
    async with a_phone(browser, server, made.code) as elin:
        await elin.join("Elin")

        await elin.page.goto(f"{elin.board}/topics/{topic}")

        await elin.is_headed("Språkcafé")
        await expect(elin.page.get_by_role("heading", name="Where and when")).to_be_visible()

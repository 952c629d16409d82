"""The desk for everybody: small screens, keyboard, screen reader, light and dark, both languages."""

import pytest
from playwright.async_api import Browser, expect

from openspace.locales.pseudo import PSEUDO
from tests.browser.axe import barriers
from tests.browser.desks import Desk, a_desk
from tests.browser.gatherings import BIBLIOTEKET, COMING, VATTERN, Gathering
from tests.browser.people import asked
from tests.browser.walls import a_board
from tests.variants import first_alone
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_folded_panels_stay_folded_on_this_device(desk: Desk) -> None:
    await desk.button("Waiting topics").click()
    await expect(desk.panel("Waiting for a place")).to_be_hidden()

    await desk.page.reload()

    await expect(desk.button("Waiting topics")).to_have_attribute("aria-expanded", "false")
    await expect(desk.panel("Waiting for a place")).to_be_hidden()


async def test_a_sheet_keeps_the_focus_and_gives_it_back(desk: Desk) -> None:
    await desk.button("Print").click()
    await expect(desk.sheet()).to_be_visible()

    for _ in range(8):
        await desk.press("Tab")
        assert await desk.page.evaluate("document.querySelector('[role=dialog]').contains(document.activeElement)")
    await desk.press("Escape")

    await expect(desk.button("Print")).to_be_focused()


async def test_a_long_name_of_the_gathering_leaves_the_rest_of_the_head_as_it_is(
    desk: Desk, gathering: Gathering
) -> None:
    height = "document.querySelector('.desk__head').offsetHeight"
    await desk.page.evaluate("document.fonts.ready")
    before = await desk.page.evaluate(height)
    title = "Kommunernas gemensamma arbetsmarknadsforum för etablering och bostadsförsörjning 2026"

    await asked(gathering.facilitator, gathering.made, "edit_gathering", title=title)

    await expect(desk.page.locator(".desk__name")).to_contain_text(title)
    assert await desk.page.evaluate(height) == before


@pytest.mark.parametrize("language", first_alone(PSEUDO, "sv", "en"))
async def test_the_page_never_scrolls_sideways(
    browser: Browser, server: RunningServer, gathering: Gathering, language: str
) -> None:
    await gathering.topic("Arbetsmarknadsfrågor, etablering och kommunens roll", "Amina", at=(VATTERN, COMING))

    async with a_desk(browser, server, gathering.made, language=language) as desk:
        await expect(desk.page.locator('.cell[data-state="taken"]')).to_have_count(1)
        for width, height in ((1920, 1080), (1440, 900), (1024, 768), (390, 844), (320, 640)):
            await desk.page.set_viewport_size({"width": width, "height": height})

            assert await desk.page.evaluate("document.documentElement.scrollWidth") == width
            cell = desk.page.locator(".grid__cell").first
            assert await cell.evaluate("cell => cell.offsetWidth") >= 150, width


@pytest.mark.parametrize(
    ("size", "beyond"),
    [((1024, 768), 3), ((1440, 900), 0), pytest.param((1366, 768), 1, marks=pytest.mark.long)],
)
async def test_six_rooms_stand_beside_each_other_on_a_laptop_or_the_edge_says_how_many_do_not(
    browser: Browser, server: RunningServer, size: tuple[int, int], beyond: int
) -> None:
    made, _ = await a_board(server, rooms=6)
    async with a_desk(browser, server, made, size=size) as desk:
        await expect(desk.page.locator(".grid__room")).to_have_count(6)
        edge = desk.page.locator(".more-rooms")
        words = [] if beyond == 0 else ["1 more room" if beyond == 1 else f"{beyond} more rooms"]
        await expect(edge).to_have_text(words)

        for _ in words:
            await edge.click()

        await expect(edge).to_have_count(0)
        await expect(desk.page.locator(".grid__room").last).to_be_in_viewport(ratio=0.9)


async def test_where_reading_goes_right_to_left_the_left_arrow_goes_on(
    browser: Browser, server: RunningServer, gathering: Gathering
) -> None:
    room, slot = await gathering.cell(VATTERN, COMING)
    beside, _ = await gathering.cell(BIBLIOTEKET, COMING)

    async with a_desk(browser, server, gathering.made, language=PSEUDO) as desk:
        await desk.face(room, slot).focus()
        await desk.press("ArrowLeft")

        await desk.has_focus(beside, slot)


@pytest.mark.parametrize("scheme", first_alone("light", "dark"))
@pytest.mark.parametrize("language", first_alone("sv", "en"))
async def test_nothing_is_in_anybodys_way(
    browser: Browser, server: RunningServer, gathering: Gathering, axe_source: str, language: str, scheme: str
) -> None:
    await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    await gathering.topic("Arbete", "Jonas")
    await asked(gathering.facilitator, gathering.made, "propose_topic", title="Odling", convener="Per-Olof")

    async with a_desk(browser, server, gathering.made, language=language, color_scheme=scheme) as desk:
        await expect(desk.page.locator(".cell--waiting")).to_have_count(2)
        found = await barriers(desk.page, axe_source)
        await desk.page.locator(".cell--waiting .cell__face").first.click()
        found += await barriers(desk.page, axe_source)
        await desk.press("Escape")
        for opener in (
            ".desk__name",
            ".grid__room .grid__head",
            ".grid__time .grid__head",
            ".cell--waiting .cell__tool",
        ):
            await desk.page.locator(opener).first.click()
            await expect(desk.sheet()).to_be_visible()
            found += await barriers(desk.page, axe_source)
            await desk.press("Escape")
        for way in await desk.page.locator(".desk__ways .button").all():
            await way.click()
            await expect(desk.sheet()).to_be_visible()
            found += await barriers(desk.page, axe_source)
            await desk.press("Escape")

        assert sorted(set(found)) == []
        assert desk.errors == []

"""The notes screen for everybody: keyboard, screen reader, sizes, light and dark, languages of both directions."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from openspace.locales.pseudo import PSEUDO
from tests.browser.axe import barriers
from tests.browser.gatherings import ON_NOW, VATTERN, Gathering
from tests.browser.notetakers import NoteTaker, a_note_taker
from tests.browser.people import a_person, asked, put_up
from tests.client import Made
from tests.variants import first_alone
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CARET_IN_SIGHT = """() => {
  const caret = getSelection().getRangeAt(0).getBoundingClientRect()
  return caret.top >= document.querySelector(".notes-top").getBoundingClientRect().bottom && caret.bottom <= innerHeight
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def topic(gathering: Gathering) -> str:
    return await gathering.topic("Arbetsmarknadsfrågor, etablering och kommunens roll", "Amina", at=(VATTERN, ON_NOW))


@pytest_asyncio.fixture(loop_scope="session")
async def nadia(browser: Browser, server: RunningServer, made: Made, topic: str) -> AsyncIterator[NoteTaker]:
    async with a_note_taker(browser, server, made, topic, "Nadia") as taker:
        yield taker
        assert taker.errors == []


async def test_the_keyboard_gets_into_the_text_and_out_again(nadia: NoteTaker) -> None:
    await nadia.go_below("Vad vi pratade om")
    await nadia.page.keyboard.press("ArrowUp")

    await nadia.page.keyboard.press("Tab")
    await expect(nadia.text).not_to_be_focused()

    await nadia.page.keyboard.press("Shift+Tab")
    await expect(nadia.text).to_be_focused()

    await nadia.page.keyboard.press("Shift+Tab")
    await expect(nadia.page.get_by_role("toolbar").get_by_role("button", name="Heading")).to_be_focused()


async def test_tab_indents_in_a_list_and_leaves_it_after_escape(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "ett")
    await nadia.page.keyboard.press("Enter")
    await nadia.write("under")

    await nadia.page.keyboard.press("Tab")
    assert "- ett\n  - under" in await nadia.whole()
    await nadia.page.keyboard.press("Shift+Tab")
    assert "- ett\n- under" in await nadia.whole()

    await nadia.page.keyboard.press("Escape")
    await nadia.page.keyboard.press("Tab")
    await expect(nadia.text).not_to_be_focused()
    described = await nadia.text.get_attribute("aria-describedby")
    await expect(nadia.page.locator(f"#{described}")).to_contain_text("press Escape and then Tab to leave the text")


async def test_the_caret_is_never_under_what_stays_in_sight_over_the_text(nadia: NoteTaker) -> None:
    await nadia.paste_below("Vad vi pratade om", "\n".join(f"rad {number}" for number in range(60)))
    await nadia.is_saved()

    for _ in range(50):
        await nadia.page.keyboard.press("ArrowUp")

    await nadia.page.wait_for_function(CARET_IN_SIGHT)  # the editor scrolls with the next picture


async def test_the_toolbar_is_one_stop_and_arrows_walk_it(nadia: NoteTaker) -> None:
    tools = nadia.page.get_by_role("toolbar")
    await tools.get_by_role("button", name="Heading").focus()

    await nadia.page.keyboard.press("ArrowRight")
    await expect(tools.get_by_role("button", name="Bold")).to_be_focused()
    await nadia.page.keyboard.press("End")
    await expect(tools.get_by_role("button", name="Earlier versions")).to_be_focused()
    await nadia.page.keyboard.press("ArrowRight")
    await expect(tools.get_by_role("button", name="Heading")).to_be_focused()
    await nadia.page.keyboard.press("Tab")
    await expect(nadia.text).to_be_focused()


async def test_keys_do_what_the_toolbar_does(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "viktigt")
    await nadia.page.keyboard.press("Shift+Home")
    await nadia.page.keyboard.press("Control+b")
    assert "**viktigt**" in await nadia.whole()

    await nadia.page.keyboard.press("Control+z")
    assert "**" not in await nadia.whole()


@pytest.mark.parametrize("scheme", first_alone("dark", "light"))
async def test_there_are_no_barriers(
    browser: Browser, server: RunningServer, made: Made, topic: str, axe_source: str, scheme: str
) -> None:
    async with (
        a_note_taker(browser, server, made, topic, "Nadia", color_scheme=scheme) as nadia,
        a_note_taker(browser, server, made, topic, "Farah") as farah,
    ):
        await farah.write_below("Vad vi pratade om", "**Viktigt**, se [planen](https://example.org)")
        await nadia.write_below("Vad vi är överens om", "bara för oss")
        await nadia.button("Internal").click()
        await expect(nadia.carets()).to_have_count(1)
        await nadia.is_saved()
        assert await barriers(nadia.page, axe_source) == []

        await nadia.open_versions()
        assert await barriers(nadia.page, axe_source) == []


async def test_there_are_no_barriers_for_who_reads_along(
    browser: Browser, server: RunningServer, made: Made, axe_source: str
) -> None:
    amina = await a_person(server, made, "Amina")
    topic = await put_up(amina, made, "Skolan")
    await asked(amina, made, "edit_report", topic=topic, writers="convener")
    async with a_note_taker(browser, server, made, topic, "Farah") as reader:
        await expect(reader.page.get_by_text("You are reading along.")).to_be_visible()
        assert await barriers(reader.page, axe_source) == []

        await reader.text.focus()
        await expect(reader.text).to_be_focused()


@pytest.mark.parametrize("language", first_alone(PSEUDO, "sv", "ar"))
async def test_the_page_never_scrolls_sideways(
    browser: Browser, server: RunningServer, made: Made, topic: str, language: str
) -> None:
    async with a_note_taker(browser, server, made, topic, "Nadia", language=language) as taker:
        await taker.page.locator(".cm-line").last.click()
        await taker.write("bostadsförsörjningsansvar" * 12)

        for width, height in ((1440, 900), (1024, 768), (768, 1024)):
            await taker.page.set_viewport_size({"width": width, "height": height})
            assert await taker.page.evaluate("document.documentElement.scrollWidth") == width
            assert await taker.page.locator("main").evaluate("main => main.scrollWidth - main.clientWidth") == 0

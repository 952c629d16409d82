"""What the notes screen takes from nobody: more than fits, and keys of who only reads."""

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.gatherings import ON_NOW, VATTERN, Gathering
from tests.browser.notetakers import a_note_taker
from tests.browser.people import a_person, asked, put_up
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

KEYS = ("ControlOrMeta+z", "ControlOrMeta+y", "Enter", "Backspace", "Tab", "ControlOrMeta+b", "ControlOrMeta+Enter")
TITLE = "Bostäder och tillfälliga lösningar"


@pytest_asyncio.fixture(loop_scope="session")
async def topic(gathering: Gathering) -> str:
    """Amina's, in a session that is on."""
    return await gathering.topic(TITLE, "Amina", at=(VATTERN, ON_NOW))


async def test_a_text_too_long_for_nearly_empty_notes_is_not_taken_in_and_that_is_said(
    browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    async with a_note_taker(browser, server, made, topic, "Nadia") as nadia:
        await nadia.write_below("Vad vi pratade om", "Hej")
        before = await nadia.whole()
        said = nadia.page.get_by_role("status").get_by_text("That text is too long for these notes.")

        await nadia.paste("å" * 40_000)

        await expect(said).to_be_in_viewport()
        assert await nadia.whole() == before
        await nadia.is_saved()

        await nadia.write(" igen")
        await expect(said).to_have_count(0)
        assert await nadia.whole() == before.replace("Hej", "Hej igen")


async def test_no_key_of_a_reader_changes_the_notes(browser: Browser, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    topic = await put_up(amina, made, TITLE)
    async with a_note_taker(browser, server, made, topic, "Farah") as reader:
        await reader.write_below("Vad vi pratade om", "Hej")
        await reader.is_saved()
        before = await reader.whole()
        await asked(amina, made, "edit_report", topic=topic, writers="convener")
        await expect(reader.text).to_have_attribute("aria-readonly", "true")

        for keys in KEYS:
            await reader.text.focus()
            await reader.page.keyboard.press(keys)

            assert await reader.whole() == before, keys
        await expect(reader.page.get_by_role("dialog")).to_have_count(0)
        await expect(reader.page.get_by_text("You are reading along.")).to_be_visible()
        assert reader.errors == []

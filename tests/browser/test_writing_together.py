"""Two note-takers and a phone write in one document at once, and a wall shows it."""

import asyncio

import pytest
from playwright.async_api import Browser, expect

from tests.browser.days import a_day
from tests.browser.gatherings import ON_NOW, VATTERN, Gathering
from tests.browser.notetakers import NoteTaker, a_note_taker
from tests.browser.reports import AGREED, SURPRISED, TALKED, Writer, a_writer, notes_become, notes_of
from tests.browser.walls import a_wall
from tests.client import WAIT_MAX_S
from tests.waiting import becomes
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TITLE = "Bostäder och konsekvenser av tillfälliga lösningar"
BO = ["Två år blir lätt fyra", "Barnen byter skola mitt i terminen 👩‍👧‍👦"]
CIA = ["كل عائلة تحتاج إلى عنوان ثابت", "Trelleborg: blockhyra"]
ELIN = ["Ingen följer upp", "Åtta av tio flyttar igen 😀"]


async def at_a_laptop(writer: NoteTaker, heading: str, lines: list[str]) -> None:
    """Below a heading, a line each, and then the caret goes to an empty line."""
    await writer.line(heading).first.click()
    await writer.page.keyboard.press("ArrowDown")
    await writer.page.keyboard.press("ArrowDown")
    await writer.page.keyboard.press("End")
    for line in lines:
        await writer.page.keyboard.type(line, delay=15)
        await writer.page.keyboard.press("Enter")


async def on_a_phone(writer: Writer, heading: str, lines: list[str]) -> None:
    await writer.part(heading).tap()
    await writer.page.keyboard.type("\n".join(lines), delay=15)
    await writer.part(heading).blur()


@pytest.mark.long
async def test_two_note_takers_and_a_phone_write_at_once_and_a_wall_shows_it(
    browser: Browser, server: RunningServer
) -> None:
    """[R24]"""
    made = await server.device().make_board(**a_day(language="en"))
    topic = await Gathering(server, made).topic(TITLE, "Amina", at=(VATTERN, ON_NOW))
    async with (
        a_note_taker(browser, server, made, topic, "Bo") as bo,
        a_note_taker(browser, server, made, topic, "Cia") as cia,
        a_writer(browser, server, made, topic, "Elin", has_touch=True) as elin,
        a_wall(browser, server, made) as wall,
    ):
        await wall.choose("writing")
        await expect(wall.find("main")).to_contain_text("Nobody writes yet")

        await asyncio.gather(
            at_a_laptop(bo, TALKED, BO), on_a_phone(elin, SURPRISED, ELIN), at_a_laptop(cia, AGREED, CIA)
        )

        await notes_become(server, made, topic, *BO, *CIA, *ELIN)
        for writer in (bo, cia, elin):
            await writer.is_saved()
        text = await notes_of(server, made, topic)
        assert {line: text.count(line) for line in [*BO, *CIA, *ELIN]} == dict.fromkeys([*BO, *CIA, *ELIN], 1)
        assert "\ufffd" not in text
        async with asyncio.timeout(WAIT_MAX_S):
            while {await bo.whole(), await cia.whole()} != {text}:
                pass

        async def parts() -> list[str]:
            return [part.strip() for part in await elin.values()]

        await becomes(parts, ["\n".join(BO), "\n".join(ELIN), "\n".join(CIA)])

        card = wall.find(".writing-card")
        await expect(card.locator("h2")).to_have_text(TITLE)
        await expect(card).to_contain_text("3 write")
        shown = card.locator("li")
        await expect(shown).to_have_count(4)
        assert set(await shown.all_inner_texts()) < {*BO, *CIA, *ELIN}
        for errors in (bo.errors, cia.errors, elin.errors, wall.errors):
            assert errors == []

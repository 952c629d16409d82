"""Who a phone is on a board: the same person through everything, until they say they are somebody else."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.people import a_person, asked, cells_of, put_up
from tests.browser.phones import Phone, a_phone
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ENDED = [
    (4404, "This board is not here any more", "Go to the start"),
    (4401, "The board does not know this phone any more", "Join again"),
]


async def test_who_gives_no_name_is_in_as_well(browser: Browser, server: RunningServer, made: Made) -> None:
    async with a_phone(browser, server, made.code) as phone:
        await phone.join()

        await phone.is_headed("Market")


async def test_who_scans_again_is_the_same_person(elin: Phone) -> None:
    await elin.propose("Språkcafé")

    await elin.page.goto("about:blank")
    await elin.show("#mine")

    await expect(elin.card("Språkcafé")).to_contain_text("mine")


async def test_a_door_in_the_hall_leads_into_the_session_there(elin: Phone, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    rooms, slots = await cells_of(amina, made)
    topic = await put_up(amina, made, "Bostäder")
    await asked(amina, made, "place_topic", topic=topic, room=rooms[1], slot=slots[0])

    await elin.show(f"/here/{rooms[1]}")

    await expect(elin.page.locator(".room-panel")).to_contain_text("Bostäder")


async def test_at_a_door_with_nothing_behind_it_the_phone_says_what_comes(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina = await a_person(server, made, "Amina")
    rooms, slots = await cells_of(amina, made)
    topic = await put_up(amina, made, "Bostäder")
    await asked(amina, made, "place_topic", topic=topic, room=rooms[1], slot=slots[1])

    await elin.show(f"/here/{rooms[1]}")

    await expect(elin.page.locator("h1")).to_have_text("Biblioteket")
    await expect(elin.page.locator("main")).to_contain_text(
        re.compile(r"Nothing meets here now\. At \d\d:\d\d: “Bostäder”")
    )


async def test_being_somebody_else_is_a_choice(elin: Phone) -> None:
    await elin.propose("Språkcafé")
    await elin.show("#mine")

    await elin.button("I am somebody else").click()

    await elin.page.wait_for_selector("#name")
    await elin.join("Hassan")
    await elin.tab("Mine")
    await expect(elin.card("Språkcafé")).to_have_count(0)


async def test_who_takes_over_a_phone_finds_nothing_half_written(elin: Phone) -> None:
    title = elin.page.get_by_label("Topic", exact=True)
    await elin.tab("Topic")
    await title.fill("Halvskriven")
    await elin.page.reload()
    await expect(title).to_have_value("Halvskriven")
    await elin.show("#mine")

    await elin.button("I am somebody else").click()

    await elin.page.wait_for_selector("#name")
    await elin.join("Hassan")
    await elin.tab("Topic")
    await expect(title).to_have_value("")


async def test_another_language_is_one_choice_away_and_stays(elin: Phone) -> None:
    await elin.tab("Mine")

    await elin.page.get_by_label("Language").select_option("Svenska")

    await expect(elin.page.locator("h1")).to_have_text("Mitt")
    await elin.page.reload()
    await expect(elin.page.locator("h1")).to_have_text("Mitt")


@pytest.mark.parametrize(("code", "heading", "way_out"), ENDED)
async def test_when_the_server_will_not_talk_any_more_the_phone_says_what_to_do(
    elin: Phone, code: int, heading: str, way_out: str
) -> None:
    await elin.network.cut(code)

    await expect(elin.page.locator("h1")).to_have_text(heading)
    await expect(elin.page.get_by_role("link", name=way_out)).to_be_visible()

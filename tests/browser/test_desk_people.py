"""The desk and people: walls, words to everyone, and what the facilitator should know."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.desks import Desk
from tests.browser.gatherings import ATRIET, BIBLIOTEKET, COMING, ON_NOW, VATTERN, Gathering
from tests.browser.people import asked
from tests.waiting import becomes
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_scene_is_chosen_for_one_wall_or_for_all(
    desk: Desk, gathering: Gathering, server: RunningServer
) -> None:
    wall = server.device(gathering.made.key("wall"))
    async with (
        wall.screen(gathering.made.code, screen="wall", wall="1"),
        wall.screen(gathering.made.code, screen="wall", wall="foyer"),
    ):
        await expect(desk.panel("On the wall")).to_contain_text("2 screens")

        await desk.page.get_by_label("Which wall").select_option("foyer")
        await desk.button("Agenda").click()
        await expect(desk.button("Agenda")).to_have_attribute("aria-pressed", "true")
        await desk.page.get_by_label("Which wall").select_option("")
        await expect(desk.button("Join")).to_have_attribute("aria-pressed", "true")

        assert (await gathering.board())["walls"]["foyer"]["scene"] == "agenda"

        await desk.button("Market").click()
        await expect(desk.button("Market")).to_have_attribute("aria-pressed", "true")

        walls = (await gathering.board())["walls"]
        assert {name: each["scene"] for name, each in walls.items()} == {"all": "market"}


async def test_the_clicker_turns_the_principles_and_darkens_the_walls(desk: Desk, gathering: Gathering) -> None:
    await desk.button("Principles").click()
    await expect(desk.button("Principles")).to_have_attribute("aria-pressed", "true")

    await desk.press("PageDown")
    await expect(desk.page.locator(".pager")).to_contain_text("2")
    await desk.press(".")
    await expect(desk.button("Theme only")).to_have_attribute("aria-pressed", "true")
    await desk.press("b")
    await expect(desk.page.locator(".pager")).to_contain_text("2")

    assert (await gathering.board())["walls"]["all"] == {"id": "all", "scene": "principles", "page": 1}


async def test_one_line_goes_to_everyone_and_the_form_is_empty_again(desk: Desk, gathering: Gathering) -> None:
    line = desk.say_line()
    await line.fill("Lunchen serveras på Terrassen")

    await desk.button("Announce").click()

    await expect(line).to_have_value("")

    async def said() -> list[str]:
        return [each["text"] for each in (await gathering.board())["announcements"].values()]

    await becomes(said, ["Lunchen serveras på Terrassen"])


async def test_once_a_line_is_said_by_enter_the_next_letter_is_a_key_again(desk: Desk) -> None:
    await desk.say_line().fill("Lunchen serveras")

    await desk.press("Enter", "q")

    await expect(desk.button("Quiet")).to_have_attribute("aria-pressed", "true")
    await expect(desk.say_line()).to_have_value("")


async def test_a_line_that_is_not_said_survives_a_reload(desk: Desk) -> None:
    await desk.say_line().fill("Lunchen serveras")

    await desk.page.reload()

    await expect(desk.say_line()).to_have_value("Lunchen serveras")


async def test_who_has_no_phone_is_to_be_told_by_mouth_until_they_are(desk: Desk, gathering: Gathering) -> None:
    room, slot = await gathering.cell(ATRIET, COMING)
    await asked(gathering.facilitator, gathering.made, "propose_topic", title="Odling", convener="Per-Olof")
    await desk.waiting("Odling").click()
    await desk.face(room, slot).click()
    know = desk.panel("To know")
    await expect(know).to_contain_text(re.compile(r"Tell Per-Olof by mouth: “Odling” has a place: \d\d:\d\d Atriet"))

    await desk.button("Told: Odling").click()

    await expect(know).not_to_contain_text("Per-Olof")


async def test_a_room_that_fills_up_is_said(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(BIBLIOTEKET, ON_NOW))
    session = next(key for key, one in (await gathering.board())["sessions"].items() if one["topic"] == topic)

    await asked(gathering.facilitator, gathering.made, "count_heads", session=session, heads=19)

    await expect(desk.panel("To know")).to_contain_text("Biblioteket is nearly full")
    await expect(desk.panel("To know")).to_contain_text("19/20")


async def test_a_card_put_aside_tells_why_and_goes_up_again_with_its_place(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    start = await gathering.cell(VATTERN, COMING)
    await desk.button("Move “Bostäder” to …").click()
    await desk.page.get_by_text("Take the card down …").click()
    await expect(desk.button("Put aside")).to_be_disabled()
    await desk.page.get_by_label("Reason, told to Amina").fill("Samma kort två gånger")

    await desk.button("Put aside").click()

    await expect(desk.panel("Cards put aside")).to_contain_text("Samma kort två gånger")
    assert topic not in (await gathering.board())["topics"]

    await desk.button("Put up again: Bostäder").click()

    await desk.shows(*start, text="Bostäder")
    assert await gathering.place_of(topic) == [start]


async def test_a_silenced_device_can_be_let_write_again(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    await desk.button("Move “Bostäder” to …").click()
    await desk.page.get_by_text("Take the card down …").click()
    await desk.page.get_by_label("Reason, told to Amina").fill("Skräp")
    await desk.button("Silence the device").click()
    await expect(desk.panel("To know")).to_contain_text("1 device is silenced")

    await desk.button("Let Amina write again").click()

    await expect(desk.waiting("Bostäder")).to_be_visible()
    assert topic in (await gathering.board())["topics"]


async def test_somebody_without_a_phone_is_added_in_one_line(desk: Desk, gathering: Gathering) -> None:
    await desk.page.get_by_label("Somebody without a phone").fill("Ingrid")

    await desk.press("Enter")

    await expect(desk.last_line()).to_contain_text("Ingrid is here, without a phone")
    assert [person["name"] for person in (await gathering.board())["people"].values()] == ["Ingrid"]


async def test_the_facilitators_own_link_is_covered_until_it_is_asked_for(desk: Desk, gathering: Gathering) -> None:
    own = gathering.made.key("facilitator")
    await desk.button("Links and QR").click()
    shown = desk.sheet().get_by_role("textbox").evaluate_all("all => all.map((one) => one.value)")
    assert not [url for url in await shown if own in url]
    await expect(desk.sheet().get_by_role("img")).to_have_count(1)

    await desk.button("Show the code and the link").click()
    await expect(desk.sheet().get_by_role("img")).to_have_count(2)

    await desk.button("Hide the code and the link").click()
    await expect(desk.sheet().get_by_role("img")).to_have_count(1)


async def test_links_show_every_way_in_and_why_no_phone_came(desk: Desk, gathering: Gathering) -> None:
    await desk.button("Links and QR").click()

    sheet = desk.sheet()
    await desk.button("Show the code and the link").click()
    await expect(sheet).to_contain_text("No phone has reached this address yet")
    await expect(sheet.get_by_role("listitem").filter(has_text="client isolation")).to_be_visible()
    urls = [await box.input_value() for box in await sheet.get_by_role("textbox").all()]
    keys = [gathering.made.key(role) for role in ("facilitator", "wall", "scribe")]
    *ways_in, follow_up = urls
    assert [url.rpartition("/")[2] for url in ways_in] == [gathering.made.code, *keys]
    assert "/f/" in follow_up
    assert not any("localhost" in url for url in urls)
    for name in ("Everybody joins here", "Your desk on a second phone"):
        picture = sheet.get_by_role("img", name=f"QR code: {name}")
        assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")

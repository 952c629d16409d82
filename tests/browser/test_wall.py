"""The wall, as eighty people in a hall see it."""

import re
from itertools import pairwise

import pytest
from playwright.async_api import Browser, expect

from tests.browser.people import a_person, put_up
from tests.browser.walls import FULL_HD, PAGE_TURN_MS, TITLES, Wall, a_wall, fill, time_of
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


# Joining


async def test_joining_takes_three_steps_and_a_square_code_two_fifths_of_the_picture_high(wall: Wall) -> None:
    await wall.choose("join")

    await expect(wall.find(".join-step")).to_have_count(3)
    await expect(wall.find(".join-panel__code")).to_have_text(re.compile(r"^[A-Z]+ \d+$"))
    assert await wall.find(".join-panel__square").evaluate(
        "(image) => image.decode().then(() => image.naturalWidth > 0)"
    )
    box = await wall.find(".join-panel__square").bounding_box()
    assert box is not None
    assert box["height"] >= 0.4 * FULL_HD[1]
    assert box["width"] == box["height"]


async def test_the_network_and_its_password_come_first_when_they_are_known(wall: Wall) -> None:
    await wall.choose("join")
    await wall.ask("edit_gathering", wifi_name="Forum", wifi_password="tillsammans")

    await expect(wall.find(".join-step").first).to_contain_text("Forum")
    await expect(wall.find(".join-step").first).to_contain_text("tillsammans")
    await expect(wall.find(".join-step")).to_have_count(3)
    assert await wall.find(".join-step__square").evaluate(
        "(image) => image.decode().then(() => image.naturalWidth > 0)"
    )


async def test_a_changed_address_is_redrawn_at_once(wall: Wall) -> None:
    await wall.choose("join")
    before = await wall.find(".join-panel__square").get_attribute("src")

    wall.hear(type="presence", address={"url": "http://10.1.2.3:8000/b/X", "others": [], "is_reached": False})

    await expect(wall.find(".join-panel__host")).to_have_text("10.1.2.3:8000")
    assert await wall.find(".join-panel__square").get_attribute("src") != before


# The market


async def test_a_new_card_has_the_market_to_itself_for_six_seconds(wall: Wall) -> None:
    await wall.choose("market")
    await wall.stop_time()
    elin = await a_person(wall.server, wall.made, "Elin S.")
    await put_up(elin, wall.made, "Språkcafé som fungerar – hur?")

    await expect(wall.find(".new-topic")).to_contain_text("Språkcafé som fungerar – hur?")
    await expect(wall.find(".new-topic")).to_contain_text("Elin S.")
    await expect(wall.find(".market-card")).to_have_count(0)
    assert (await wall.sizes(".new-topic h2"))[0] > 10

    await wall.page.clock.run_for(5_000)
    await expect(wall.find(".new-topic")).to_have_count(1)
    await wall.page.clock.run_for(1_000)

    await expect(wall.find(".new-topic")).to_have_count(0)
    await expect(wall.find(".market-card h2").first).to_have_text("Språkcafé som fungerar – hur?")


async def test_cards_that_come_at_once_take_turns_in_their_order(wall: Wall) -> None:
    await wall.choose("market")
    await wall.stop_time()
    elin = await a_person(wall.server, wall.made, "Elin")
    for title in ("Ett", "Två", "Tre"):
        await put_up(elin, wall.made, title)
    await expect(wall.find(".moment")).to_contain_text("6 topics")
    await expect(wall.find(".new-topic")).to_have_count(1)

    turns = []
    while await wall.find(".new-topic").count():
        turns += await wall.texts(".new-topic h2")
        await wall.page.clock.run_for(1_000)

    assert [title for title, after in pairwise([*turns, ""]) if title != after] == ["Ett", "Två", "Tre"]


async def test_the_market_is_paged_newest_first_and_says_how_many_more(wall: Wall) -> None:
    await wall.choose("market")
    await wall.stop_time()
    elin = await a_person(wall.server, wall.made, "Elin")
    for number in range(8):
        await put_up(elin, wall.made, f"Ämne {number}")
    await expect(wall.find(".moment")).to_contain_text("11 topics")
    await wall.page.clock.run_for(40_000)
    await wall.choose("theme")
    await wall.choose("market")

    await expect(wall.find(".market-card h2")).to_have_text([f"Ämne {number}" for number in (7, 6, 5, 4, 3, 2)])
    await expect(wall.find(".wall__foot")).to_contain_text("and 5 more · page 1 of 2")

    await wall.page.clock.run_for(PAGE_TURN_MS)

    await expect(wall.find(".wall__foot")).to_contain_text("page 2 of 2")
    assert (await wall.texts(".market-card h2"))[:2] == ["Ämne 1", "Ämne 0"]


# The agenda


async def test_the_agenda_shows_now_and_next_then_each_slot_a_quarter_of_a_minute(wall: Wall) -> None:
    await fill(wall.server, wall.made, ["Senare ett", "Senare två"], slot=1)
    await wall.stop_time()
    await wall.choose("agenda")

    assert [head.split()[0] for head in await wall.texts(".slot-head")] == ["Now", "Next"]
    assert await wall.texts(".agenda-row h3") == [*TITLES[:3], "Senare ett", "Senare två"]
    await expect(wall.find(".wall__foot")).to_contain_text("page 1 of 4")

    await wall.page.clock.run_for(PAGE_TURN_MS)

    await expect(wall.find(".wall__foot")).to_contain_text("page 2 of 4")
    assert await wall.texts(".room-card h3") == TITLES[:3]

    await wall.page.clock.run_for(PAGE_TURN_MS)

    await expect(wall.find(".wall__foot")).to_contain_text("page 3 of 4")
    assert await wall.texts(".room-card h3") == ["Senare ett", "Senare två"]
    assert await wall.texts(".room-card__free") == ["Free"]


# The clock and the law


async def test_time_left_is_said_in_minutes_and_in_seconds_only_in_the_last_one(wall: Wall) -> None:
    await wall.choose("floor")
    await wall.stop_time()
    ends = await time_of(wall, "ends")

    wall.hear(type="now", now=ends - 24 * 60_000)
    await expect(wall.find(".moment")).to_have_text(re.compile(r"24 min left\s*· until \d\d:\d\d"))

    wall.hear(type="now", now=ends - 45_000)
    await expect(wall.find(".moment__main")).to_have_text(re.compile(r"^4\d seconds left$"))


async def test_the_law_is_loud_for_ten_seconds_when_a_slot_starts_and_quiet_otherwise(wall: Wall) -> None:
    await wall.choose("floor")
    await wall.stop_time()
    starts = await time_of(wall, "starts")
    await expect(wall.find(".wall__line")).to_have_text("Neither learning nor contributing? Use your two feet.")

    wall.hear(type="now", now=starts)
    await expect(wall.find(".wall__foot--loud")).to_have_text("Neither learning nor contributing? Use your two feet.")
    assert (await wall.sizes(".wall__loud p"))[0] > 5

    await wall.page.clock.run_for(10_000)
    await expect(wall.find(".wall__foot--loud")).to_have_count(0)


async def test_an_announcement_is_large_for_a_minute_and_then_stands_below(wall: Wall) -> None:
    await wall.choose("floor")
    await wall.ask("announce", text="Lunchen serveras i Atriet")

    await expect(wall.find(".said-to-all")).to_have_text("Lunchen serveras i Atriet")
    assert (await wall.sizes(".said-to-all p"))[0] > 10

    now = int(await wall.page.evaluate("Date.now()"))
    wall.hear(type="now", now=now + 61_000)
    await expect(wall.find(".said-to-all")).to_have_count(0)
    await expect(wall.find(".wall__line")).to_have_text("Lunchen serveras i Atriet")

    wall.hear(type="now", now=now + 16 * 60_000)
    await expect(wall.find(".wall__line")).to_contain_text("two feet")


async def test_a_wall_that_is_cut_off_says_how_old_it_is(wall: Wall) -> None:
    await wall.choose("floor")
    await expect(wall.find(".wall__age")).to_have_count(0)

    await wall.cut()

    await expect(wall.find(".wall__age")).to_have_text(re.compile(r"^as of \d\d:\d\d$"))
    await expect(wall.find(".room-card")).to_have_count(3)
    wall.errors.clear()  # the browser complains about the line, not about us


# The desk and the clicker


async def test_a_wall_of_its_own_name_has_a_scene_of_its_own(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    async with a_wall(browser, server, made, query="?wall=entrance") as wall:
        await wall.ask("set_scene", scene="agenda", wall="entrance")
        await wall.ask("set_scene", scene="floor", wall="1")

        await expect(wall.find(".wall")).to_have_attribute("data-scene", "agenda")


async def test_the_clicker_turns_pages_and_scenes_until_the_desk_chooses_anew(wall: Wall) -> None:
    await wall.choose("principles")
    first = await wall.texts(".principle h2")

    await wall.page.keyboard.press("PageDown")
    await expect(wall.find(".wall__foot")).to_contain_text("2 of 6")
    assert await wall.texts(".principle h2") != first

    await wall.page.keyboard.press("PageUp")
    await wall.page.keyboard.press("PageUp")
    await expect(wall.find(".wall")).to_have_attribute("data-scene", "join")

    await wall.choose("principles", page=5)
    await expect(wall.find(".principle h2")).to_have_text("The law of two feet")


async def test_the_dark_key_leaves_the_theme_alone_and_brings_the_scene_back(wall: Wall) -> None:
    await wall.choose("agenda")

    for key in ("b", "."):
        await wall.page.keyboard.press(key)
        await expect(wall.find(".wall")).to_have_attribute("data-scene", "theme")

        await wall.page.keyboard.press(key)
        await expect(wall.find(".wall")).to_have_attribute("data-scene", "agenda")


async def test_in_quiet_there_is_the_theme_and_not_one_number(wall: Wall) -> None:
    await wall.choose("floor")
    await wall.ask("set_state", state="quiet")

    await expect(wall.find("h1")).to_have_text("Hur blir nyanlända en del av Lund?")
    assert not re.search(r"\d", await wall.find("body").inner_text())

    await wall.page.keyboard.press("PageDown")
    await expect(wall.find(".wall")).to_have_attribute("data-scene", "theme")

    await wall.ask("set_state", state="open")
    await expect(wall.find(".wall")).to_have_attribute("data-scene", "floor")

"""The desk: placing cards by presses, keys, menu and dragging."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desks import Desk, a_desk
from tests.browser.gatherings import ATRIET, BIBLIOTEKET, COMING, LATER, VATTERN, Gathering
from tests.browser.people import a_person, asked, put_up
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_waiting_card_is_picked_up_and_placed_with_two_presses(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(BIBLIOTEKET, COMING)

    await desk.waiting("Bostäder").click()
    await desk.face(room, slot).click()

    await desk.shows(room, slot, text="Bostäder")
    await expect(desk.last_line()).to_contain_text("“Bostäder” →")
    assert await gathering.place_of(topic) == [(room, slot)]


async def test_a_card_is_placed_with_the_keyboard_alone(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(BIBLIOTEKET, COMING)

    await desk.waiting("Bostäder").focus()
    await desk.press("Enter")  # picks it up and goes to the first free place, which is on now
    await desk.press("ArrowDown", "ArrowRight", "Enter")

    await desk.shows(room, slot, text="Bostäder")
    await desk.has_focus(room, slot)
    assert await gathering.place_of(topic) == [(room, slot)]


async def test_arrow_keys_go_over_the_lunch_bar_and_stop_at_the_edge(desk: Desk, gathering: Gathering) -> None:
    room, coming = await gathering.cell(VATTERN, COMING)
    _, later = await gathering.cell(VATTERN, LATER)
    await desk.face(room, coming).focus()

    await desk.press("ArrowDown")

    await desk.has_focus(room, later)

    await desk.press("End", "ArrowRight")

    last_room, _ = await gathering.cell(ATRIET, LATER)
    await desk.has_focus(last_room, later)


async def test_the_grid_is_one_stop_in_the_tab_order(desk: Desk) -> None:
    await expect(desk.page.locator('.grid [data-place][tabindex="0"]')).to_have_count(1)


async def test_escape_puts_the_card_down(desk: Desk, gathering: Gathering) -> None:
    await gathering.topic("Bostäder", "Amina")
    await desk.waiting("Bostäder").click()
    await expect(desk.last_line()).to_contain_text("Picked up:")

    await desk.press("Escape")

    await expect(desk.last_line()).not_to_contain_text("Picked up:")
    await expect(desk.waiting("Bostäder")).to_have_attribute("aria-pressed", "false")


async def test_a_card_is_dragged_to_a_free_place(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(ATRIET, LATER)

    await desk.drag(desk.waiting("Bostäder"), desk.cell(room, slot))
    await expect(desk.cell(room, slot)).to_have_attribute("data-target", "true")
    await desk.drop()

    await desk.shows(room, slot, text="Bostäder")
    assert await gathering.place_of(topic) == [(room, slot)]


async def test_a_card_under_a_resting_finger_comes_along(
    browser: Browser, server: RunningServer, gathering: Gathering
) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    start, end = await gathering.cell(VATTERN, COMING), await gathering.cell(ATRIET, COMING)

    async with a_desk(browser, server, gathering.made, has_touch=True) as desk:
        await desk.shows(*start, text="Bostäder")
        async with desk.finger(desk.face(*start)) as finger:
            await expect(desk.page.locator(".dragged")).to_be_visible()
            await finger.move(desk.cell(*end))

        await desk.shows(*end, text="Bostäder")
    assert await gathering.place_of(topic) == [end]


async def test_escape_during_a_drag_leaves_everything_as_it_was(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    start = await gathering.cell(VATTERN, COMING)
    end = await gathering.cell(ATRIET, LATER)
    await desk.shows(*start, text="Bostäder")

    await desk.drag(desk.face(*start), desk.cell(*end))
    await desk.press("Escape")
    await desk.drop()

    await expect(desk.page.locator(".dragged")).to_have_count(0)
    await expect(desk.last_line()).to_have_text("")
    assert await gathering.place_of(topic) == [start]


async def test_a_card_dropped_on_another_trades_places_with_it(desk: Desk, gathering: Gathering) -> None:
    mine = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    other = await gathering.topic("Arbete", "Jonas", at=(BIBLIOTEKET, LATER))
    a, b = await gathering.cell(VATTERN, COMING), await gathering.cell(BIBLIOTEKET, LATER)
    await desk.shows(*b, text="Arbete")

    await desk.drag(desk.face(*a), desk.cell(*b))
    await desk.drop()

    await desk.shows(*b, text="Bostäder")
    await desk.shows(*a, text="Arbete")
    assert (await gathering.place_of(mine), await gathering.place_of(other)) == ([b], [a])


async def test_a_card_dropped_on_the_waiting_list_waits(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    start = await gathering.cell(VATTERN, COMING)
    await desk.shows(*start, text="Bostäder")

    await desk.drag(desk.face(*start), desk.panel("Waiting for a place"))
    await desk.drop()

    await expect(desk.waiting("Bostäder")).to_be_visible()
    assert await gathering.place_of(topic) == []


async def test_a_picked_card_offers_swap_on_every_other_one(desk: Desk, gathering: Gathering) -> None:
    mine = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    await gathering.topic("Arbete", "Jonas", at=(BIBLIOTEKET, COMING))
    a, b = await gathering.cell(VATTERN, COMING), await gathering.cell(BIBLIOTEKET, COMING)
    await desk.face(*a).click()

    await desk.button("Swap with “Arbete”").click()

    await desk.shows(*b, text="Bostäder")
    assert await gathering.place_of(mine) == [b]


async def test_the_menu_places_with_a_reason_that_the_convener_reads(
    desk: Desk, gathering: Gathering, server: RunningServer
) -> None:
    person = await a_person(server, gathering.made, "Amina")
    topic = await put_up(person, gathering.made, "Bostäder")
    start, end = await gathering.cell(VATTERN, COMING), await gathering.cell(ATRIET, LATER)
    await asked(person, gathering.made, "place_topic", topic=topic, room=start[0], slot=start[1])
    await desk.shows(*start, text="Bostäder")  # before that, the key is pressed on a free place
    await desk.face(*start).focus()

    await desk.press("m")
    await desk.page.get_by_label("Why (optional)").fill("Golvet är blött")
    await desk.sheet().get_by_role("button", name=re.compile("^Atriet")).last.click()

    await desk.shows(*end, text="Bostäder")
    async with person.screen(gathering.made.code) as screen:
        assert [notice["why"] for notice in screen.mine["notices"].values()] == ["Golvet är blött"]


async def test_a_topic_can_meet_also_at_another_time(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    start, end = await gathering.cell(VATTERN, COMING), await gathering.cell(ATRIET, LATER)
    await desk.button("Move “Bostäder” to …").click()
    await desk.page.get_by_label("Also at another time").check()

    await desk.sheet().get_by_role("button", name=re.compile("^Atriet")).last.click()

    await desk.shows(*end, text="Bostäder")
    assert sorted(await gathering.place_of(topic)) == sorted([start, end])


async def test_a_free_place_asks_which_waiting_topic_meets_there(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(ATRIET, LATER)
    await desk.face(room, slot).click()

    await desk.sheet().get_by_role("button", name="Bostäder").click()

    await desk.shows(room, slot, text="Bostäder")
    assert await gathering.place_of(topic) == [(room, slot)]

"""The desk when something does not go as meant: lost places, undo, no network."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.desks import Desk
from tests.browser.gatherings import ATRIET, BIBLIOTEKET, COMING, LATER, VATTERN, Gathering
from tests.browser.people import asked

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_lost_place_is_explained_there_and_the_nearest_free_one_is_a_button(
    desk: Desk, gathering: Gathering
) -> None:
    late = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(VATTERN, COMING)
    await expect(desk.waiting("Bostäder")).to_be_visible()
    desk.network.hold()  # so that the desk cannot see it go
    await gathering.topic("Arbete", "Jonas", at=(VATTERN, COMING))
    await desk.waiting("Bostäder").click()
    await desk.face(room, slot).click()

    desk.network.release()

    await expect(desk.cell(room, slot).get_by_role("alert")).to_contain_text("taken by “Arbete”, Jonas")

    await desk.cell(room, slot).get_by_role("button", name=re.compile(r"^\d\d:\d\d Biblioteket$")).first.click()

    beside = await gathering.cell(BIBLIOTEKET, COMING)
    await desk.shows(*beside, text="Bostäder")
    assert await gathering.place_of(late) == [beside]


async def test_the_last_act_is_undone_with_one_press(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(BIBLIOTEKET, COMING)
    await desk.waiting("Bostäder").click()
    await desk.face(room, slot).click()

    await desk.button("Undo").click()

    await expect(desk.waiting("Bostäder")).to_be_visible()
    assert await gathering.place_of(topic) == []


async def test_an_undo_that_comes_too_late_says_so(desk: Desk, gathering: Gathering) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(BIBLIOTEKET, COMING)
    await desk.waiting("Bostäder").click()
    await desk.face(room, slot).click()
    await expect(desk.button("Undo")).to_be_visible()
    other_room, other_slot = await gathering.cell(ATRIET, LATER)
    await asked(gathering.facilitator, gathering.made, "place_topic", topic=topic, room=other_room, slot=other_slot)

    await desk.button("Undo").click()

    await expect(desk.page.get_by_role("alert")).to_contain_text("somebody has changed it since")


async def test_the_focus_stays_when_somebody_else_is_quicker(desk: Desk, gathering: Gathering) -> None:
    room, slot = await gathering.cell(VATTERN, COMING)
    await desk.face(room, slot).focus()

    await gathering.topic("Arbete", "Jonas", at=(VATTERN, COMING))

    await desk.shows(room, slot, text="Arbete")
    await desk.has_focus(room, slot)


async def test_what_is_placed_without_a_network_waits_visibly_and_is_sent_once_it_is_back(
    desk: Desk, gathering: Gathering
) -> None:
    topic = await gathering.topic("Bostäder", "Amina")
    room, slot = await gathering.cell(BIBLIOTEKET, COMING)
    await expect(desk.waiting("Bostäder")).to_be_visible()
    await desk.network.cut()
    await expect(desk.page.locator(".desk__status")).to_contain_text("no network")
    await desk.waiting("Bostäder").click()
    await desk.face(room, slot).click()
    await expect(desk.cell(room, slot)).to_contain_text("on its way")
    await expect(desk.panel("To know")).to_contain_text("1 act waits for the network")

    desk.network.mend()

    await desk.shows(room, slot, text="Amina")
    assert await gathering.place_of(topic) == [(room, slot)]

"""The desk holds the frame of the day: its state, rooms, times and the clock."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.desks import Desk
from tests.browser.gatherings import COMING, VATTERN, Gathering

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_one_key_each_sets_the_state_and_quiet_again_returns_to_what_was(
    desk: Desk, gathering: Gathering
) -> None:
    quiet, gathering_state, open_state = desk.button("Quiet"), desk.button("Gathering"), desk.button("Open")

    await desk.press("g")
    await expect(gathering_state).to_have_attribute("aria-pressed", "true")
    await desk.press("q")
    await expect(quiet).to_have_attribute("aria-pressed", "true")
    await desk.press("q")
    await expect(gathering_state).to_have_attribute("aria-pressed", "true")
    await desk.press("o")
    await expect(open_state).to_have_attribute("aria-pressed", "true")

    assert (await gathering.board())["gathering"]["gathering"]["state"] == "open"


async def test_single_keys_do_nothing_while_somebody_types(desk: Desk, gathering: Gathering) -> None:
    line = desk.say_line()
    await line.focus()

    await desk.press("q", "g", "b")

    await expect(line).to_have_value("qgb")
    await desk.page.locator("body").focus()
    assert (await gathering.board())["gathering"]["gathering"]["state"] == "open"
    await expect(desk.button("Open")).to_have_attribute("aria-pressed", "true")


async def test_single_keys_can_be_turned_off(desk: Desk) -> None:
    await desk.page.locator(".desk__name").click()
    await desk.sheet().get_by_label(re.compile("^Single keys work")).uncheck()
    await desk.press("Escape")

    await desk.press("q", "ControlOrMeta+z")

    await expect(desk.button("Open")).to_have_attribute("aria-pressed", "true")


async def test_a_room_that_breaks_is_closed_while_the_day_runs_and_its_topics_wait(
    desk: Desk, gathering: Gathering
) -> None:
    topic = await gathering.topic("Bostäder", "Amina", at=(VATTERN, COMING))
    await desk.page.get_by_role("columnheader").get_by_role("button", name="Sal Vättern").click()
    await expect(desk.sheet()).to_contain_text("1 topic will wait for a place.")

    await desk.button("Close the room").click()

    await expect(desk.waiting("Bostäder")).to_be_visible()
    await expect(desk.cell(*await gathering.cell(VATTERN, COMING))).to_have_text(re.compile("^closed"))
    assert await gathering.place_of(topic) == []

    await desk.button("Undo").click()

    await desk.shows(*await gathering.cell(VATTERN, COMING), text="Bostäder")


async def test_a_room_and_a_time_are_added_while_the_day_runs(desk: Desk, gathering: Gathering) -> None:
    await desk.button("+ Room").click()
    await desk.sheet().get_by_label("Name").fill("Lobbyn")
    await desk.sheet().get_by_label("Seats").fill("12")
    await desk.button("Add the room").click()
    await expect(desk.page.get_by_role("columnheader", name="Lobbyn")).to_contain_text("12 seats")

    await desk.button("+ Time").click()
    await desk.sheet().get_by_label("Called").fill("Extra")
    await desk.button("Add the time").click()

    await expect(desk.page.get_by_role("rowheader", name="Extra")).to_be_visible()
    board = await gathering.board()
    assert [room["name"] for room in board["rooms"].values()][-1] == "Lobbyn"
    assert [slot["label"] for slot in board["slots"].values()][-1] == "Extra"


async def test_a_time_that_overlaps_another_is_refused_in_its_form(desk: Desk, gathering: Gathering) -> None:
    slots = sorted((await gathering.board())["slots"].values(), key=lambda slot: str(slot["starts"]))
    end_of_the_next = slots[1]["ends"][11:16]
    await desk.page.get_by_role("rowheader").get_by_role("button").first.click()
    ends = desk.sheet().get_by_label("Ends")
    await ends.fill(end_of_the_next)

    await desk.button("Save").click()

    await expect(desk.sheet().get_by_role("alert")).to_contain_text("overlaps")
    await expect(ends).to_have_value(end_of_the_next)


async def test_the_gathering_is_changed_and_other_fields_stay(desk: Desk, gathering: Gathering) -> None:
    before = (await gathering.board())["gathering"]["gathering"]
    await desk.page.locator(".desk__name").click()
    await desk.sheet().get_by_label("Theme", exact=True).fill("Vad behöver vi nu?")

    await desk.button("Save").click()

    await expect(desk.sheet()).to_have_count(0)
    assert (await gathering.board())["gathering"]["gathering"] == {**before, "theme": "Vad behöver vi nu?"}


async def test_what_is_on_is_shown_with_the_time_left_and_can_be_stretched(desk: Desk) -> None:
    panel = desk.panel("Session 1")
    left = re.compile(r"(\d+) min left")
    await expect(panel).to_contain_text(left)
    before = left.search(await panel.inner_text())
    assert before is not None

    await desk.button("+ 5 min").click()

    later = [int(before[1]) + 5 - passed for passed in (0, 1)]
    await expect(panel).to_contain_text(re.compile(rf"({later[0]}|{later[1]}) min left"))


async def test_what_is_on_can_end_now_and_the_next_start_now(desk: Desk) -> None:
    await desk.button("End now").click()
    await expect(desk.panel("Between times")).to_be_visible()

    await desk.button("Start now: Session 2").click()

    await expect(desk.panel("Session 2")).to_contain_text("min left")


async def test_shifting_the_day_lists_what_moves_and_one_undo_takes_it_back(desk: Desk, gathering: Gathering) -> None:
    before = {key: slot["starts"] for key, slot in (await gathering.board())["slots"].items()}
    await desk.button("Shift the rest of the day …").click()
    await desk.button("+15 min").click()
    moved = desk.sheet().get_by_role("row")
    await expect(moved).to_have_count(4)  # the head and three that have not begun
    await expect(moved.nth(2)).to_contain_text("Lunch")

    await desk.button("Shift 3 rows").click()

    await expect(desk.last_line()).to_contain_text("shifted by +15 min")
    after = {key: slot["starts"] for key, slot in (await gathering.board())["slots"].items()}
    assert [key for key in before if before[key] != after[key]] == list(before)[1:]

    await desk.button("Undo").click()

    await expect(desk.last_line()).to_contain_text("Taken back")
    assert {key: slot["starts"] for key, slot in (await gathering.board())["slots"].items()} == before

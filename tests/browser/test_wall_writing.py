"""The wall's scene "Being written now", as somebody in the hall sees it."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.axe import barriers
from tests.browser.walls import FULL_HD, LAPTOP, OLD_PROJECTOR, PAGE_TURN_MS, TITLES, Wall, a_board, a_wall
from tests.client import Json
from tests.variants import first_alone
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LINES = ["Genomgångsbostäder: två år blir lätt fyra. Barnen byter skola mitt i terminen.",
         "Trelleborg: blockhyra med privata värdar, kommunen står för risken",
         "كل عائلة تحتاج إلى عنوان ثابت", "Modulhus på tillfälliga bygglov – vad händer år 15?"]  # fmt: skip
WHOLE = """all => all.map((one) => [one.getBoundingClientRect(), one.parentElement.getBoundingClientRect()])
  .filter(([one, box]) => one.left < box.right && box.left < one.right)
  .every(([one, box]) => one.top >= box.top - 1 && one.bottom <= box.bottom + 1)"""


async def write(wall: Wall, lines: dict[int, list[str]], writers: int = 2) -> None:
    """What the server says of the notes, by number of the session."""
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    topics = [session["topic"] for session in board["sessions"].values()]
    said: dict[str, Json] = {
        topics[number]: {"version": 1, "is_empty": False, "writers": writers, "readers": 3, "lines": texts}
        for number, texts in lines.items()
    }
    wall.hear(type="presence", notes=said)


async def test_nobody_writes_yet_and_the_wall_says_how_to(wall: Wall) -> None:
    await wall.choose("writing")

    await expect(wall.find("main")).to_contain_text("Nobody writes yet")
    await expect(wall.find("main")).to_contain_text("Write the report")
    assert await wall.find(".join-panel__square").evaluate("(image) => image.decode().then(() => true)")


async def test_each_session_under_way_shows_its_last_lines_with_room_and_title(wall: Wall) -> None:
    """[R24]"""
    await wall.choose("writing")
    await write(wall, {0: LINES, 2: ["Vi möts i köket."]})

    cards = wall.find(".writing-card")
    await expect(cards).to_have_count(2)
    await expect(cards.first).to_contain_text("Sal Vättern")
    assert (await wall.texts(".writing-card h2"))[0] == TITLES[0]
    await expect(cards.first).to_contain_text("2 write")
    assert await cards.first.locator("li").all_inner_texts() == LINES[::-1]
    directions = "all => all.map((one) => getComputedStyle(one).direction)"
    assert await cards.first.locator("li").evaluate_all(directions) == ["ltr", "rtl", "ltr", "ltr"]
    await expect(wall.find(".wall__foot")).to_contain_text("1 session without notes yet")


async def test_a_new_line_comes_once_and_the_others_stay(wall: Wall) -> None:
    await wall.choose("writing")
    await write(wall, {0: LINES[:2]})
    await expect(wall.find(".writing-card li")).to_have_count(2)
    await wall.find(".writing-card li").evaluate_all("all => all.forEach((one) => { one.dataset.old = '' })")

    await write(wall, {0: LINES[:3]})

    await expect(wall.find(".writing-card li")).to_have_count(3)
    await expect(wall.find(".writing-card li[data-old]")).to_have_count(2)


async def test_no_line_moves_for_who_asked_for_stillness(browser: Browser, server: RunningServer) -> None:
    made, _ = await a_board(server, rooms=1)
    async with a_wall(browser, server, made, reduced_motion="reduce") as wall:
        await wall.choose("writing")
        await write(wall, {0: LINES})
        await expect(wall.find(".writing-card li")).to_have_count(4)

        durations = "all => all.map((one) => parseFloat(getComputedStyle(one).animationDuration))"
        assert set(await wall.find(".writing-card li").evaluate_all(durations)) == {0.0}


async def test_more_than_four_sessions_take_turns(browser: Browser, server: RunningServer) -> None:
    made, _ = await a_board(server, rooms=6)
    async with a_wall(browser, server, made) as wall:
        await wall.stop_time()
        await wall.choose("writing")
        await write(wall, dict.fromkeys(range(6), LINES))
        await expect(wall.find(".writing-card")).to_have_count(3)
        await expect(wall.find(".wall__foot")).to_contain_text("page 1 of 2")

        await wall.page.clock.run_for(PAGE_TURN_MS)

        await expect(wall.find(".wall__foot")).to_contain_text("page 2 of 2")
        await expect(wall.find(".writing-card h2").first).to_have_text(TITLES[3])


async def test_quiet_shows_the_theme_alone(wall: Wall) -> None:
    await wall.choose("writing")
    await write(wall, {0: LINES})
    await wall.ask("set_state", state="quiet")

    await expect(wall.find(".writing-card")).to_have_count(0)
    await expect(wall.find('[data-scene="theme"]')).to_have_count(1)


async def test_the_clicker_comes_to_it_after_the_floor(wall: Wall) -> None:
    await wall.choose("floor")
    await wall.page.keyboard.press("PageDown")

    await expect(wall.find('[data-scene="writing"]')).to_have_count(1)


@pytest.mark.parametrize("size", first_alone(OLD_PROJECTOR, LAPTOP, FULL_HD))
@pytest.mark.parametrize("sessions", first_alone(4, 3, 2, 1))
async def test_every_line_is_whole_and_legible_from_the_back_row(
    browser: Browser, server: RunningServer, size: tuple[int, int], sessions: int
) -> None:
    made, _ = await a_board(server, rooms=sessions)
    async with a_wall(browser, server, made, size=size, reduced_motion="reduce") as wall:
        await wall.choose("writing")
        lines = [*LINES, "Ord " * 60, *LINES, "X" * 200]
        await write(wall, dict.fromkeys(range(sessions), lines))
        await expect(wall.find(".writing-card")).to_have_count(sessions)

        smallest, text = await wall.smallest_text()
        assert smallest >= 2.6, text
        assert min(await wall.sizes(".writing-card li")) >= 2.8
        assert not await wall.is_scrollable()
        assert await wall.find(".writing-card li").evaluate_all(WHOLE)


async def test_nobody_meets_a_barrier(wall: Wall, axe_source: str) -> None:
    await wall.choose("writing")
    await write(wall, {0: LINES, 1: LINES})
    await expect(wall.find(".writing-card")).to_have_count(2)

    assert await barriers(wall.page, axe_source) == []

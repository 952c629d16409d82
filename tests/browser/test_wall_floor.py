"""The live floor: people as dots, and how they walk."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.people import a_person, asked
from tests.browser.walls import PAGE_TURN_MS, ROOMS, TITLES, Wall, a_board, a_wall, fill, time_of
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_dots_are_the_people_who_said_where_they_are(wall: Wall) -> None:
    await wall.choose("floor")
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    session = next(iter(board["sessions"]))
    # Besides the three conveners without a phone, who are in the lobby.
    people = [await a_person(wall.server, wall.made, f"Person {number}") for number in range(7)]
    for person in people[:4]:
        await asked(person, wall.made, "move", to=session)
    await asked(people[4], wall.made, "move", to="cafe")
    await wall.ask("count_heads", session=session, heads=6)

    card = wall.find(".room-card").first
    await expect(card.locator(".dot[data-kind=solid]")).to_have_count(4)
    await expect(card.locator(".dot[data-kind=hollow]")).to_have_count(2)
    await expect(card.locator(".room-card__count")).to_have_text("6")
    await expect(wall.find(".wall__fact")).to_have_text([re.compile("Lobby 5"), re.compile("Café 1")])


async def test_the_dots_sum_up_to_the_heads_with_290_people_in_eight_rooms(
    browser: Browser, server: RunningServer
) -> None:
    made, sessions = await a_board(server, rooms=8)
    heads = [54, 43, 35, 31, 15, 25, 10, 21]
    async with a_wall(browser, server, made) as wall:
        await wall.choose("floor")
        wall.hear(type="presence", heads=dict(zip(sessions, heads, strict=True)) | {"lobby": 34, "cafe": 22})

        for card, count in zip(await wall.find(".room-card").all(), heads, strict=True):
            await expect(card.locator(".dot[data-kind=solid]")).to_have_count(count)
        dots = await wall.find(".people__dots .dot").evaluate_all(
            """all => all.map((dot) => [dot.getBoundingClientRect(), dot.closest(".room-card").getBoundingClientRect()])
              .every(([dot, card]) => dot.left >= card.left && dot.right <= card.right && dot.bottom <= card.bottom)"""
        )
        assert dots
        assert not await wall.is_scrollable()


async def test_a_crowd_is_drawn_five_people_a_dot_and_says_so(wall: Wall) -> None:
    await wall.choose("floor")
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    first, second, *_ = board["sessions"]

    wall.hear(type="presence", heads={first: 119, second: 120})

    await expect(wall.find(".room-card").nth(0).locator(".dot")).to_have_count(119)
    await expect(wall.find(".room-card").nth(1).locator(".dot")).to_have_count(24)
    await expect(wall.find(".people__scale")).to_have_text(["One dot is 5 people"])


async def test_nobody_elses_dot_moves_when_one_leaves(wall: Wall) -> None:
    await wall.choose("floor")
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    session = next(iter(board["sessions"]))
    places = "all => all.map((dot) => `${dot.getBoundingClientRect().x} ${dot.getBoundingClientRect().y}`)"
    wall.hear(type="presence", heads={session: 60})
    await expect(wall.find(".people__dots .dot")).to_have_count(60)
    before = await wall.find(".people__dots .dot").evaluate_all(places)

    wall.hear(type="presence", heads={session: 59})
    await expect(wall.find(".people__dots .dot")).to_have_count(59)

    assert await wall.find(".people__dots .dot").evaluate_all(places) == before[:59]


async def test_twelve_walk_along_the_gutters_and_the_rest_jump(browser: Browser, server: RunningServer) -> None:
    made, sessions = await a_board(server, rooms=6)
    async with a_wall(browser, server, made) as wall:
        await wall.choose("floor")
        wall.hear(type="presence", heads={sessions[0]: 30, "lobby": 10})
        await expect(wall.find(".people__dots .dot")).to_have_count(30)
        await wall.stop_time()
        await wall.stop_walking()

        flows = [[sessions[0], sessions[5], 12], ["lobby", sessions[2], 3], [sessions[0], sessions[1], 6]]
        heads = {sessions[0]: 12, "lobby": 7, sessions[5]: 12, sessions[2]: 3, sessions[1]: 6}
        wall.hear(type="presence", heads=heads, flows=flows)

        await expect(wall.find('.walker[data-kind="walker"]')).to_have_count(3 * 12)  # each with two shadows
        assert await wall.texts(".room-card__added") == ["+2", "+7"]
        assert await wall.walked_over() == []


async def test_who_walks_arrives_and_leaves_nothing_behind(wall: Wall) -> None:
    await wall.choose("floor")
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    first, second, *_ = board["sessions"]
    wall.hear(type="presence", heads={first: 5})
    await expect(wall.find(".people__dots .dot")).to_have_count(5)
    await wall.stop_walking()

    wall.hear(type="presence", heads={first: 3, second: 2}, flows=[[first, second, 2]])
    await expect(wall.find(".people__dots .dot")).to_have_count(3)  # two are on their way
    durations = await wall.page.evaluate("document.getAnimations().map(({ effect }) => effect.getTiming().duration)")

    assert all(900 <= duration <= 1_400 for duration in durations)
    await wall.walk_on()
    await expect(wall.find(".people__dots .dot")).to_have_count(5)
    await expect(wall.find(".walker")).to_have_count(0)


async def test_people_walk_from_the_lobby_when_the_floor_came_up_with_the_law_loud(wall: Wall) -> None:
    await wall.choose("writing")
    await wall.stop_time()
    wall.hear(type="now", now=await time_of(wall, "starts"))
    await wall.page.keyboard.press("PageUp")
    await expect(wall.find(".wall__foot--loud")).to_have_count(1)
    await wall.page.clock.run_for(10_000)
    await expect(wall.find(".wall__foot--loud")).to_have_count(0)
    board = (await wall.server.device(wall.made.key("wall")).board(wall.made.code))["board"]
    session = next(iter(board["sessions"]))
    await wall.stop_walking()

    wall.hear(type="presence", heads={session: 2}, flows=[["lobby", session, 2]])

    await expect(wall.find(".walker")).to_have_count(2 * 3)


async def test_with_reduced_motion_everybody_jumps(browser: Browser, server: RunningServer, made: Made) -> None:
    sessions = await fill(server, made, TITLES)
    async with a_wall(browser, server, made, reduced_motion="reduce") as wall:
        await wall.choose("floor")
        wall.hear(type="presence", heads={sessions[1]: 9}, flows=[[sessions[0], sessions[1], 9]])

        await expect(wall.find(".room-card__added")).to_have_text("+9")
        await expect(wall.find(".walker")).to_have_count(0)
        await expect(wall.find(".people__dots .dot")).to_have_count(9)


async def test_nine_rooms_take_two_pages(browser: Browser, server: RunningServer) -> None:
    made, _ = await a_board(server, rooms=9)
    async with a_wall(browser, server, made) as wall:
        await wall.stop_time()
        await wall.choose("floor")

        await expect(wall.find(".room-name")).to_have_text(ROOMS[:5])
        await expect(wall.find(".wall__foot")).to_contain_text("page 1 of 2")

        await wall.page.clock.run_for(PAGE_TURN_MS)

        await expect(wall.find(".wall__foot")).to_contain_text("page 2 of 2")
        await expect(wall.find(".room-name")).to_have_text(ROOMS[5:9])


async def test_between_sessions_the_floor_says_what_comes_and_when(wall: Wall) -> None:
    await wall.choose("floor")

    wall.hear(type="now", now=await time_of(wall, "starts") - 30 * 60_000)

    await expect(wall.find(".coming__word")).to_contain_text("Sessions")
    await expect(wall.find(".coming__word")).to_contain_text("in 30 min")

"""Two who tap the same cell at the same instant: one has it, the other keeps the topic and learns where else.

Real clients on real sockets. Twenty pairs race at once, each in a slot of its own; `test` runs 200 races, --all 1,000.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from tests.client import Json, Made, Screen
from tests.web.conftest import RunningServer, running_server

PAIRS = 20
ROUNDS = 10
RACES = PAIRS * ROUNDS
HOURS = [datetime(2030, 5, 20, tzinfo=UTC) + timedelta(hours=hour) for hour in range(PAIRS)]
SLOTS = [{"starts": hour.isoformat(), "ends": (hour + timedelta(minutes=45)).isoformat()} for hour in HOURS]
ROOMS = [{"name": f"Rum {number}"} for number in range(ROUNDS + 1)]  # one that nobody races for


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("races") / "openspace.db") as running:
        yield running


@pytest.mark.parametrize("heat", [0, *(pytest.param(heat, marks=pytest.mark.long) for heat in range(1, 5))])
async def test_every_race_for_a_cell_has_one_winner_and_loses_no_topic(server: RunningServer, heat: int) -> None:
    """[A3]"""
    made = await server.device().make_board(rooms=ROOMS, slots=SLOTS)
    async with AsyncExitStack() as sockets:
        racers = await asyncio.gather(*(enter(server, made, number, sockets) for number in range(2 * PAIRS)))
        pairs = [(racers[2 * pair], racers[2 * pair + 1]) for pair in range(PAIRS)]
        won = [topic for number in range(ROUNDS) for topic in await run_round(pairs, number)]

        end = await server.device(made.key("facilitator")).board(made.code)
        await asyncio.gather(*(racer.until(lambda racer=racer: racer.seq == end["seq"]) for racer in racers))  # type: ignore[misc]
        assert all(racer.board == end["board"] for racer in racers)

    board = end["board"]
    assert len(won) == RACES
    assert len(board["topics"]) == 2 * RACES
    assert {session["topic"] for session in board["sessions"].values()} == set(won)
    assert len({(session["room"], session["slot"]) for session in board["sessions"].values()}) == RACES


async def enter(server: RunningServer, made: Made, number: int, sockets: AsyncExitStack) -> Screen:
    device = server.device()
    await device.join(made.code, f"Racer {number}")
    return await sockets.enter_async_context(device.screen(made.code))


async def run_round(pairs: list[tuple[Screen, Screen]], number: int) -> list[str]:
    """All pairs race at once, each for this round's room in a slot of its own. Returns the topics that won."""
    rooms, slots = list(pairs[0][0].board["rooms"]), list(pairs[0][0].board["slots"])
    races = (race(pair, rooms[number], slots[(index + number) % PAIRS]) for index, pair in enumerate(pairs))
    won = await asyncio.gather(*races)
    for pair in pairs:
        for screen in pair:
            screen.frames.clear()  # searched for each answer
    return won


async def race(pair: tuple[Screen, Screen], room: str, slot: str) -> str:
    topics = [await propose(screen) for screen in pair]
    answers = await asyncio.gather(
        *(
            screen.act("place_topic", topic=topic, room=room, slot=slot)
            for screen, topic in zip(pair, topics, strict=True)
        )
    )
    assert sorted(answer["type"] for answer in answers) == ["accepted", "refused"]
    winner = next(index for index, answer in enumerate(answers) if answer["type"] == "accepted")
    await check_consolation(pair, topics, 1 - winner, answers[1 - winner])
    return topics[winner]


async def propose(screen: Screen) -> str:
    answer = await screen.act("propose_topic", title=f"Ämne {screen.me['person']} {screen.seq}")
    topic: str = answer["made"]["topic"]
    return topic


async def check_consolation(pair: tuple[Screen, Screen], topics: list[str], loser: int, refused: Json) -> None:
    """Who won, with what, and a cell that is really free: the loser takes it, and gives it back for later races."""
    screen, other = pair[loser], pair[1 - loser]
    assert refused["code"] == "room_taken"
    assert screen.board["topics"][topics[1 - loser]]["title"] in refused["message"]
    assert other.me["name"] in refused["message"]
    assert refused["instead"]["text"]
    cell = refused["instead"]["cells"][0]

    taken = await screen.act("place_topic", topic=topics[loser], **cell)

    assert taken["type"] == "accepted"
    assert (await screen.act("unplace_topic", topic=topics[loser]))["type"] == "accepted"

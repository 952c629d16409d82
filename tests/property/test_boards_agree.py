"""Whatever happens to networks and servers: every screen ends with the same board, and nobody heard what is private.

The browser's own code reads again what the server really sent to each screen, and ends with that board too.
"""

import json
import subprocess
from pathlib import Path

import pytest

from openspace.domain import board as domain
from openspace.domain.board import replay
from openspace.live import interest
from openspace.wire import DEFAULT_PLANES, encode
from tests.client import Json
from tests.proof import history
from tests.property.gathering import Gathering
from tests.property.screens import SimulatedScreen, public_board
from tests.property.soundness import flaws

REPLAY = Path(__file__).parents[1] / "js" / "replay.mjs"
ROUNDS = 60
NODE_MAX_S = 60


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 60))])
async def test_all_boards_agree(seed: int, node: Path) -> None:
    """[S2, S3, S4, S5, S7, S13, L1, L3]"""
    async with Gathering(seed).open() as day:
        for number in range(1, ROUNDS + 1):
            await day.round()
            if number % 20 == 0:
                await day.come_late()
            if day.dice.random() < 0.04:
                await day.restart()
        await day.settle()

        board = day.board.durable
        clients = [screen.history for screen in day.screens]
        for screen in day.screens:
            screen.history.board = screen.reader.board
        assert history.flaws(clients, await day.rows(), public_board(day.board)) == []
        assert flaws(board) == []
        assert day.proposed <= board.topics.keys() | board.shelf.keys()
        assert replay(row.event for row in await day.store.read(day.code)) == board
        expected = [expectation(day, screen) for screen in day.screens]
        assert [seen_by(screen) for screen in day.screens] == expected
        assert browsers(node, day.screens) == expected
        check_presence(day)


def expectation(day: Gathering, screen: SimulatedScreen) -> Json:
    """What this screen must end up with: the board, what is its own, and the counts."""
    board = day.board.durable
    person = screen.actor.person
    mine = json.loads(encode(domain.mine(board, person, screen.actor.role)))
    standing = day.board.standing(person) if person is not None else None
    if standing is not None:
        mine["whereabouts"] = {person: json.loads(encode(standing))}
    presence = day.board.presence_whole(DEFAULT_PLANES)
    return {"seq": board.seq, "board": public_board(day.board), "mine": mine, "presence": presence, "gaps": []}


def seen_by(screen: SimulatedScreen) -> Json:
    """The same, as a stranger's client has it."""
    reader = screen.reader
    presence = {plane: without_zeros(reader.presence[plane]) for plane in sorted(DEFAULT_PLANES)}
    mine = without_empty(reader.mine)
    return {"seq": reader.seq, "board": reader.board, "mine": mine, "presence": presence, "gaps": []}


def browsers(node: Path, screens: list[SimulatedScreen]) -> list[Json]:
    """The same, as the browser's code has it: one process for all screens."""
    heard = "\n".join(json.dumps(screen.heard, ensure_ascii=False) for screen in screens)
    done = subprocess.run(
        [node, REPLAY, "--many"], input=heard, capture_output=True, text=True, timeout=NODE_MAX_S, check=False
    )
    assert done.returncode == 0, done.stderr
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        {
            "seq": end["seq"],
            "board": end["board"],
            "mine": without_empty(end["mine"]),
            "presence": {plane: end["presence"][plane] for plane in sorted(DEFAULT_PLANES)},
            "gaps": end["gaps"],
        }
        for end in ends
    ]


def check_presence(day: Gathering) -> None:
    """[W3, M8] Heads sum up to who is here and counted; interest to everyone's stars."""
    board = day.board.durable
    standings = [day.board.standing(person) for person in board.profiles]
    counted = [standing for standing in standings if standing is not None and standing.place is not None]
    presence = day.board.presence_whole(DEFAULT_PLANES)
    assert sum(presence["heads"].values()) == len(counted)
    assert presence["interest"] == {topic: n for topic, n in interest.counts(board).items() if n}


def without_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {key: number for key, number in counts.items() if number}


def without_empty(collections: Json) -> Json:
    return {name: collection for name, collection in collections.items() if collection}

"""Days made in memory are real ones: their logs replay, obey the rules, and are stored as any other."""

import random
from collections import Counter
from pathlib import Path

from bench.days import Day, Size, acts_of, write_day
from openspace.domain.board import replay
from openspace.domain.commands import EditTopic, PlaceTopic
from openspace.live.boards import Boards
from openspace.live.system import SystemClock, SystemIds
from openspace.storage.sqlite import open_store

SMALL = Size(people=30, topics=12)


async def test_the_log_replays_to_a_gathering_of_the_size_that_was_asked_for(tmp_path: Path) -> None:
    async with open_store(tmp_path / "day.db") as store:
        code, links = await write_day(store, 1_500, SMALL)
        rows = await store.read(code)
        async with Boards(store, SystemClock(), SystemIds()) as boards:
            durable = (await boards.get(code)).durable

    assert [row.event.seq for row in rows] == list(range(1, 1_501))
    assert durable == replay(row.event for row in rows)
    assert [link.role for link in links] == ["facilitator", "scribe", "wall"]
    assert 12 <= len(durable.topics) <= 12 + 10  # chosen ten acts at a time, or a tenth of the log
    assert 30 <= len(durable.profiles) <= 30 + 20
    assert durable.sessions


async def test_most_acts_are_stars_and_nobody_acts_for_others(tmp_path: Path) -> None:
    async with open_store(tmp_path / "day.db") as store:
        code, _ = await write_day(store, 1_500, SMALL)
        day = Day((await store.read(code))[0])

    day.go_on(1_500, random.Random(1), SMALL)

    kinds = Counter(row.event.type for row in day.rows)
    assert kinds["interest_set"] > 700
    for act in acts_of(day.board, random.Random(2), 100, SMALL):
        if isinstance(act.command, EditTopic | PlaceTopic):
            assert day.board.topics[act.command.topic].convener == act.actor.person

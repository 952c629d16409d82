"""The answer to GET, shared by all who ask."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec import json

from openspace.live.snapshot import REBUILD_EVERY_S, SharedBody, SnapshotBody
from tests.client import WAIT_MAX_S
from tests.fakes import FakeClock, flush
from tests.live.live_day import LiveDay


class Counter:
    """Something to encode that changes when told to."""

    def __init__(self) -> None:
        self.value = 0
        self.builds: list[float] = []


@asynccontextmanager
async def a_body(clock: FakeClock, counter: Counter) -> AsyncIterator[SharedBody]:
    def build() -> bytes:
        if counter.value < 0:
            raise ValueError("cannot be encoded")
        counter.builds.append(clock.monotonic())
        return b"%d" % counter.value

    async with asyncio.TaskGroup() as tasks:
        yield SharedBody(clock, tasks, lambda: (counter.value,), build)


async def done(asked: "asyncio.Task[SnapshotBody]") -> int:
    """The number in the body; compressing happens in a thread."""
    async with asyncio.timeout(WAIT_MAX_S):
        return int((await asked).plain)


async def test_it_is_the_same_json_plain_and_compressed(day: LiveDay) -> None:
    """[H3]"""
    ada = await day.join("ada")
    await day.topic(ada)

    body = await day.board.body()

    assert gzip.decompress(body.gzip) == body.plain
    whole = json.decode(body.plain)
    assert list(whole) == ["epoch", "seq", "board", "presence"]
    assert (whole["epoch"], whole["seq"]) == (day.board.epoch, 3)
    assert whole["presence"]["heads"] == {"lobby": 1}


async def test_it_has_nothing_private(day: LiveDay) -> None:
    """[M8, G3, G5]"""
    ada = await day.join("ada")
    await day.star(await day.topic(await day.join("bo")), ada)

    plain = (await day.board.body()).plain

    assert b'"ada"' not in plain
    assert json.decode(plain)["board"].keys() == {
        "gathering", "rooms", "slots", "topics", "sessions", "people", "announcements", "walls",
        "actions", "photos", "editions",
    }  # fmt: skip


async def test_it_holds_everything_accepted_before_it_was_asked_for(day: LiveDay) -> None:
    """[H3]"""
    ada = await day.join("ada")
    await day.board.body()

    topic = await day.topic(ada)
    await day.star(topic, ada)
    await day.move(ada, "cafe")
    asked = asyncio.create_task(day.board.body())
    await day.clock.advance(REBUILD_EVERY_S)
    whole = json.decode((await asked).plain)

    assert whole["seq"] == 4
    assert list(whole["board"]["topics"]) == [topic]
    assert whole["presence"]["heads"] == {"cafe": 1}
    assert whole["presence"]["interest"] == {topic: 1}


async def test_a_thousand_who_ask_share_one_building() -> None:
    clock, counter = FakeClock(), Counter()
    async with a_body(clock, counter) as body:
        asked = [asyncio.create_task(body.get()) for _ in range(1_000)]

        bodies = await asyncio.gather(*asked)

        assert all(one is bodies[0] for one in bodies)
        assert len(counter.builds) == 1


async def test_while_nothing_changes_it_is_not_built_again() -> None:
    clock, counter = FakeClock(), Counter()
    async with a_body(clock, counter) as body:
        first = await body.get()
        await clock.advance(10)

        assert await body.get() is first
        assert len(counter.builds) == 1


async def test_it_is_built_at_most_ten_times_a_second_and_never_stale() -> None:
    """[H3]"""
    clock, counter = FakeClock(), Counter()
    begin = clock.monotonic()
    async with a_body(clock, counter) as body:
        answers = []
        for value in range(40):
            counter.value = value
            answers.append((value, asyncio.create_task(body.get())))
            await clock.advance(0.02)
        await clock.advance(1)

        assert [await done(asked) >= value for value, asked in answers] == [True] * 40
    assert [round(at - begin, 6) for at in counter.builds] == [round(n * REBUILD_EVERY_S, 6) for n in range(9)]


async def test_who_asks_during_a_building_waits_for_the_next() -> None:
    """[H3]"""
    clock, counter = FakeClock(), Counter()
    async with a_body(clock, counter) as body:
        first = asyncio.create_task(body.get())
        await flush()
        counter.value = 1
        second = asyncio.create_task(body.get())
        await clock.advance(REBUILD_EVERY_S)

        assert (await done(first), await done(second)) == (0, 1)


async def test_one_who_hangs_up_does_not_take_the_others_answer_along() -> None:
    clock, counter = FakeClock(), Counter()
    async with a_body(clock, counter) as body:
        impatient, patient = asyncio.create_task(body.get()), asyncio.create_task(body.get())
        await asyncio.sleep(0)
        impatient.cancel()

        assert await done(patient) == 0


async def test_a_failure_is_told_to_who_asked_and_ends_nothing_else() -> None:
    clock, counter = FakeClock(), Counter()
    async with a_body(clock, counter) as body:
        counter.value = -1
        with pytest.raises(ValueError, match="cannot be encoded"):
            await body.get()

        counter.value = 1
        asked = asyncio.create_task(body.get())
        await clock.advance(REBUILD_EVERY_S)
        assert await done(asked) == 1

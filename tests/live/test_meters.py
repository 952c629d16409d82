"""What is counted while a board runs."""

import asyncio

from openspace.live.frame import BACKLOG_MAX_BYTES
from openspace.live.meters import Census, Timing
from openspace.live.tail import TAIL_MAX_EVENTS
from openspace.wire import Hello
from tests.fakes import flush
from tests.live.live_day import LiveDay


def test_a_duration_is_counted_under_the_first_bound_that_holds_it() -> None:
    timing = Timing((0.1, 0.5))

    for seconds in (0.05, 0.1, 0.3, 2.0):
        timing.add(seconds)

    assert (timing.counts, round(timing.total_s, 2)) == ([2, 1, 1], 2.45)


async def test_events_and_their_commits_are_counted(day: LiveDay) -> None:
    meters = day.boards.meters
    ada = await day.join("ada")
    before = (meters.events, sum(meters.commit.counts))

    answers = [day.send(day.propose(), ada) for _ in range(10)]
    await asyncio.gather(*answers)

    assert (meters.events - before[0], sum(meters.commit.counts) - before[1]) == (10, 1)


async def test_what_cannot_be_saved_counts_as_nothing_but_a_failure(day: LiveDay) -> None:
    ada = await day.join("ada")
    events = day.boards.meters.events
    day.store.is_full = True

    await asyncio.gather(day.send(day.propose(), ada), return_exceptions=True)

    assert day.boards.meters.events == events
    assert day.boards.meters.commits_failed == 1


async def test_screens_that_come_back_are_counted_by_what_they_got(day: LiveDay) -> None:
    ada = await day.join("ada")
    for _ in range(TAIL_MAX_EVENTS + 1):
        await day.topic(ada)

    day.view(ada)
    day.view(ada, Hello(epoch=day.board.epoch, since=day.board.durable.seq - 1))
    day.view(ada, Hello(epoch=day.board.epoch, since=1))
    day.view(ada, Hello(epoch="of a restored backup", since=3))

    assert day.boards.meters.resyncs == {"events": 1, "snapshot": 2}


async def test_a_screen_that_reads_again_is_counted_as_one_that_was_behind(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer = day.view(ada)
    viewer.sink.unread = BACKLOG_MAX_BYTES + 1
    await day.topic(ada)

    viewer.sink.read_on()
    await day.clock.advance(1)

    assert day.boards.meters.resyncs == {"behind": 1}


async def test_the_census_counts_what_there_is_now(day: LiveDay) -> None:
    ada = await day.join("ada")
    viewer, _ = day.view(ada), day.view(ada)
    day.board.leave(viewer.screen)
    day.store.gate.clear()
    waiting = [day.send(day.propose(), ada) for _ in range(3)]
    await flush()
    waiting += [day.send(day.propose(), ada) for _ in range(2)]
    await flush()

    there = day.boards.census()
    day.store.gate.set()
    await asyncio.gather(*waiting)

    assert there == Census(boards=1, screens=1, waiting=2)
    assert day.boards.census() == Census(boards=1, screens=1)

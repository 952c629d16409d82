"""Screens that do not keep up, fall silent, or hear nothing."""

import pytest

from openspace.domain.context import Actor
from openspace.live.frame import BACKLOG_MAX_BYTES, Frame
from openspace.live.screen import ANSWERS_MAX
from openspace.live.screens import BEHIND_MAX_S, NOW_AFTER_S, PING_EVERY_S, SILENT_MAX_S
from openspace.wire import CLOSE_BUSY, CLOSE_RESTART, Hello
from tests.fakes import FakeSink
from tests.live.live_day import LiveDay, Viewer, a_live_day

ANSWER = Frame(b'{"type":"accepted","command_id":"c","seq":1}')


async def stuck(day: LiveDay, actor: Actor) -> Viewer:
    """A screen with more unread than it may have, and one event it did not get for that."""
    viewer = day.view(actor)
    viewer.sink.is_reading = False
    viewer.sink.unread = BACKLOG_MAX_BYTES + 1
    await day.topic(actor)
    return viewer


async def test_a_screen_past_its_backlog_gets_no_more_frames_and_the_others_all(day: LiveDay) -> None:
    """[S13]"""
    ada = await day.join("ada")
    quick = day.view(ada)
    slow = await stuck(day, ada)

    for _ in range(20):
        await day.topic(ada)

    assert [frame["type"] for frame in slow.heard] == ["welcome"]
    assert quick.seqs() == list(range(3, 24))


async def test_a_screen_just_within_its_backlog_gets_everything(day: LiveDay) -> None:
    """[S13]"""
    ada = await day.join("ada")
    viewer = day.view(ada)
    viewer.sink.unread = BACKLOG_MAX_BYTES

    await day.topic(ada)

    assert viewer.seqs() == [3]


async def test_when_it_has_drained_it_gets_one_snapshot_and_then_every_event(day: LiveDay) -> None:
    """[S13, S3]"""
    ada = await day.join("ada")
    slow = await stuck(day, ada)
    await day.topic(ada)
    slow.sink.take()

    slow.sink.read_on()
    await day.clock.advance(1)
    await day.topic(ada)

    welcome, *after = [frame for frame in slow.heard if frame["type"] != "presence"]
    assert (welcome["type"], welcome["seq"], len(welcome["snapshot"]["topics"])) == ("welcome", 4, 2)
    assert [frame["type"] for frame in after] == ["events"]
    assert slow.seqs() == [5]


async def test_its_own_answers_wait_for_the_snapshot(day: LiveDay) -> None:
    """[S4, S13]"""
    ada = await day.join("ada")
    slow = await stuck(day, ada)
    slow.sink.take()
    slow.screen.answer(ANSWER)
    assert slow.heard == []

    slow.sink.read_on()
    await day.clock.advance(1)

    assert [frame["type"] for frame in slow.heard][:2] == ["welcome", "accepted"]


async def test_one_that_never_reads_its_answers_is_closed_and_keeps_no_memory(day: LiveDay) -> None:
    """[S13]"""
    slow = await stuck(day, await day.join("ada"))

    for _ in range(ANSWERS_MAX):
        slow.screen.answer(ANSWER)
    assert slow.sink.is_open
    slow.screen.answer(ANSWER)

    assert slow.sink.closed == (CLOSE_BUSY, "answers are not read")


async def test_a_screen_stuck_for_thirty_seconds_is_closed(day: LiveDay) -> None:
    """[S13]"""
    ada = await day.join("ada")
    slow = await stuck(day, ada)

    await day.clock.advance(BEHIND_MAX_S - 1)
    assert slow.sink.is_open
    await day.clock.advance(2)

    assert slow.sink.closed == (CLOSE_BUSY, "too slow")
    await day.topic(ada)
    assert [frame["type"] for frame in slow.heard] == ["welcome"]


class BrokenSink(FakeSink):
    def write(self, frame: Frame) -> None:
        raise OSError("gone")


async def test_a_sink_that_breaks_costs_its_own_screen_only(day: LiveDay) -> None:
    ada = await day.join("ada")
    before, broken, after = day.view(ada), day.view(ada), day.view(ada)
    broken.screen.sink = BrokenSink()

    await day.topic(ada)

    assert before.seqs() == after.seqs() == [3]


async def test_every_screen_is_pinged_each_ten_seconds(day: LiveDay) -> None:
    """[S11]"""
    viewer = day.view(await day.join("ada"))

    await day.clock.advance(3 * PING_EVERY_S)

    assert viewer.sink.pings == 3


async def test_screens_that_came_at_once_are_pinged_a_few_each_second_and_each_every_ten(day: LiveDay) -> None:
    """[S11]"""
    ada = await day.join("ada")
    viewers = [day.view(ada) for _ in range(34)]

    def pings() -> list[int]:
        return sorted(viewer.sink.pings for viewer in viewers)

    at_first = []
    for _ in range(9):
        await day.clock.advance(1)
        at_first.append(sum(pings()))
    assert at_first == [3, 6, 9, 12, 15, 18, 21, 24, 27]

    await day.clock.advance(1)  # the rest has waited for ten seconds
    assert pings() == [1] * 34
    await day.clock.advance(PING_EVERY_S)
    assert pings() == [2] * 34
    await day.clock.advance(PING_EVERY_S)
    assert pings() == [3] * 34


async def test_thirty_seconds_of_silence_close_a_screen(day: LiveDay) -> None:
    """[S11]"""
    ada = await day.join("ada")
    dead, alive = day.view(ada), day.view(ada)
    dead.sink.silent, alive.sink.silent = SILENT_MAX_S, SILENT_MAX_S - 1

    await day.clock.advance(PING_EVERY_S)

    assert dead.sink.closed == (CLOSE_BUSY, "no sign of life")
    assert alive.sink.is_open


@pytest.mark.parametrize("quiet_from_s", [0, 0.5, 5, 9, 9.5, 10, 10.5])
async def test_whenever_a_screen_falls_silent_it_is_noticed_before_it_has_been_so_for_thirty_five_seconds(
    day: LiveDay, quiet_from_s: float
) -> None:
    """[S11]"""
    viewer = day.view(await day.join("ada"))
    silent = -quiet_from_s
    while viewer.sink.is_open:
        silent += 0.5
        viewer.sink.silent = max(0, silent)
        await day.clock.advance(0.5)

    assert SILENT_MAX_S <= silent < 35


async def test_one_that_is_doubted_is_pinged_each_second_and_once_it_answers_every_ten_again(day: LiveDay) -> None:
    """[S11]"""
    viewer = day.view(await day.join("ada"))
    viewer.sink.silent = SILENT_MAX_S - 1
    await day.clock.advance(PING_EVERY_S + 3)
    assert viewer.sink.pings == 4

    viewer.sink.silent = 0
    await day.clock.advance(1)
    await day.clock.advance(PING_EVERY_S - 1)
    assert viewer.sink.pings == 5
    await day.clock.advance(1)
    assert viewer.sink.pings == 6


async def test_a_screen_that_heard_nothing_for_ten_seconds_hears_the_time(day: LiveDay) -> None:
    """[S11]"""
    ada = await day.join("ada")
    viewer = day.view(ada)
    await day.clock.advance(NOW_AFTER_S - 2)
    await day.topic(ada)
    assert viewer.sink.of("now") == []

    await day.clock.advance(NOW_AFTER_S)

    (now,) = viewer.sink.of("now")
    assert abs(now["now"] - day.clock.now().timestamp() * 1000) <= 1_000


async def test_who_came_while_the_others_heard_nothing_hears_the_time_later(day: LiveDay) -> None:
    """[S11]"""
    first = day.view(await day.join("ada"))
    await day.clock.advance(NOW_AFTER_S / 2)
    later = day.view(day.facilitator)

    await day.clock.advance(NOW_AFTER_S / 2)
    assert [len(viewer.sink.of("now")) for viewer in (first, later)] == [1, 0]
    await day.clock.advance(NOW_AFTER_S / 2)
    assert [len(viewer.sink.of("now")) for viewer in (first, later)] == [1, 1]


async def test_walls_are_connected_by_name(day: LiveDay) -> None:
    desk = day.view(day.facilitator, planes=frozenset({"walls"}))
    wall = Actor(None, "wall")
    left, left_too = (day.view(wall, Hello(screen="wall", wall="left")) for _ in range(2))
    day.view(wall, Hello(screen="wall", wall="right\u202e"))
    await day.clock.advance(1)

    assert desk.presence() == {"walls": {"left": 2, "right": 1}}
    day.board.leave(left.screen)
    day.board.leave(left_too.screen)
    await day.clock.advance(1)

    assert desk.presence() == {"walls": {"right": 1}}


async def test_a_participant_cannot_pose_as_a_wall(day: LiveDay) -> None:
    ada = await day.join("ada")
    day.view(ada, Hello(screen="wall", wall="mine"))

    assert day.board.presence_whole(frozenset({"walls"})) == {"walls": {}}


async def test_stopping_says_goodbye_to_every_screen() -> None:
    """[S10]"""
    async with a_live_day() as day:
        viewers = [day.view(day.facilitator), day.view(Actor(None, "wall"))]

    assert [viewer.sink.closed for viewer in viewers] == [(CLOSE_RESTART, "the server restarts")] * 2

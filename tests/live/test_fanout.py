"""One frame to many screens: past the transport where nothing waits in it, through it everywhere else."""

import socket
from collections.abc import Iterator

import pytest

from openspace.domain.context import Actor
from openspace.live.fanout import Fanout
from openspace.live.frame import BACKLOG_MAX_BYTES, Frame
from openspace.live.screen import Screen
from tests.fakes import FakeSink

NOW = 7.0
SMALL = Frame(b'{"type":"now","now":1}')
LATER = Frame(b'{"type":"now","now":2}')
HUGE = Frame(b'{"type":"' + b"x" * 8_000_000 + b'"}')  # more than any kernel holds for a socket


class DirectSink(FakeSink):
    """With a descriptor: frames that go past it stand in `rests` as far as they did not fit."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor
        self.rests: list[bytes] = []

    def write_rest(self, rest: bytes) -> None:
        self.rests.append(rest)
        self.offer(None)  # something waits before the next frame

    def offer(self, descriptor: int | None) -> None:
        self.descriptor = descriptor
        if self.on_descriptor is not None:
            self.on_descriptor()


class Line:
    """A connection: our screen at one end, the other end in the test's hands."""

    def __init__(self) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.ours.setblocking(False)
        self.theirs.setblocking(False)
        self.sink = DirectSink(self.ours.fileno())
        self.screen = Screen(Actor("p1", "participant"), self.sink)

    def read(self) -> bytes:
        """Everything that has come."""
        parts: list[bytes] = []
        try:
            while part := self.theirs.recv(1 << 20):
                parts.append(part)
        except BlockingIOError:
            pass
        return b"".join(parts)

    def hang_up(self) -> None:
        self.ours.close()
        self.theirs.close()


def tell(frame: Frame, *screens: Screen) -> Fanout[Screen]:
    """As the only screens of a board, at `NOW`."""
    fanout = Fanout[Screen]()
    for screen in screens:
        fanout.add(screen)
    fanout.send([frame], NOW)
    return fanout


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.hang_up()


@pytest.fixture
def other() -> Iterator[Line]:
    other = Line()
    yield other
    other.hang_up()


def test_a_screen_with_a_descriptor_is_written_to_without_its_sink(line: Line) -> None:
    tell(SMALL, line.screen)

    assert line.read() == SMALL.wire
    assert (line.sink.payloads, line.sink.rests) == ([], [])
    assert line.screen.told_at == NOW


def test_a_screen_without_one_is_written_to_through_its_sink() -> None:
    screen = Screen(Actor("p1", "participant"), sink := FakeSink())

    tell(SMALL, screen)

    assert sink.payloads == [SMALL.payload]
    assert screen.told_at == NOW


def test_the_rest_of_a_short_write_goes_to_the_sink(line: Line) -> None:
    tell(HUGE, line.screen)

    (rest,) = line.sink.rests
    taken = line.read()
    assert 0 < len(taken) < len(HUGE.wire)
    assert taken + rest == HUGE.wire
    assert line.screen.told_at == NOW


def test_a_frame_that_finds_no_room_at_all_goes_to_the_sink_whole(line: Line) -> None:
    line.ours.send(HUGE.wire)

    tell(SMALL, line.screen)

    assert line.sink.rests == [SMALL.wire]


def test_a_screen_that_is_gone_costs_the_others_nothing(line: Line, other: Line) -> None:
    line.theirs.close()

    tell(SMALL, line.screen, other.screen)

    assert line.sink.rests == [SMALL.wire]  # its transport will find out why
    assert other.read() == SMALL.wire


def test_one_that_is_behind_gets_nothing_though_its_descriptor_is_free(line: Line) -> None:
    """[S13]"""
    line.screen.behind_since = 1.0

    tell(SMALL, line.screen)

    assert line.read() == b""
    assert (line.sink.payloads, line.sink.rests) == ([], [])
    assert (line.screen.behind_since, line.screen.told_at) == (1.0, 0.0)


def test_one_without_a_free_descriptor_falls_behind_by_its_backlog(line: Line) -> None:
    """[S13]"""
    line.sink.descriptor, line.sink.unread = None, BACKLOG_MAX_BYTES + 1

    tell(SMALL, line.screen)

    assert line.screen.behind_since == NOW
    assert line.read() == b""


def test_frames_told_together_are_one_write_and_through_a_sink_one_after_the_other(other: Line) -> None:
    ours, theirs = socket.socketpair(type=socket.SOCK_DGRAM)  # where every write is read by itself
    with ours, theirs:
        theirs.setblocking(False)
        other.sink.descriptor = None
        fanout = tell(SMALL, Screen(Actor("p1", "participant"), DirectSink(ours.fileno())), other.screen)
        assert theirs.recv(1 << 16) == SMALL.wire

        fanout.send([SMALL, LATER], NOW)

        assert theirs.recv(1 << 16) == SMALL.wire + LATER.wire
        assert other.sink.payloads == [SMALL.payload, SMALL.payload, LATER.payload]


def test_what_comes_after_a_short_write_waits_behind_it_until_the_line_is_free_again(line: Line) -> None:
    fanout = tell(HUGE, line.screen)
    line.read()

    fanout.send([SMALL], NOW)
    assert (line.read(), line.sink.payloads) == (b"", [SMALL.payload])

    line.sink.offer(line.ours.fileno())
    fanout.send([SMALL], NOW + 1)
    assert (line.read(), line.sink.payloads) == (SMALL.wire, [SMALL.payload])


def test_a_line_that_has_ended_is_not_written_to_though_its_number_is_anothers_now(line: Line, other: Line) -> None:
    fanout = tell(SMALL, line.screen)
    number = line.ours.fileno()
    line.sink.offer(None)
    other.sink.offer(number)
    fanout.add(other.screen)
    line.read()

    fanout.send([SMALL], NOW)

    assert line.read() == SMALL.wire  # once, and as the other's
    assert line.sink.payloads == [SMALL.payload]


def test_one_that_goes_or_falls_behind_is_told_nothing_more_and_one_that_is_passed_over_nothing_now(
    line: Line, other: Line
) -> None:
    """[S13]"""
    fanout = tell(SMALL, line.screen, other.screen)
    fanout.send([SMALL], NOW + 1, but=line.screen)
    assert (line.read(), other.read()) == (SMALL.wire, SMALL.wire * 2)

    other.screen.behind_since = NOW
    fanout.send([SMALL], NOW + 2)
    assert (line.read(), other.read()) == (SMALL.wire, b"")
    assert (line.screen.told_at, other.screen.told_at) == (NOW + 2, NOW + 1)

    other.screen.behind_since = None
    fanout.remove(line.screen)
    fanout.send([SMALL], NOW + 3)
    assert (line.read(), other.read()) == (b"", SMALL.wire)
    assert (len(fanout), list(fanout), line.sink.on_descriptor) == (1, [other.screen], None)


def test_who_was_told_nothing_since_a_moment_is_found_by_the_line_or_by_itself(line: Line, other: Line) -> None:
    """[S11]"""
    fanout = tell(SMALL, line.screen, other.screen)
    other.sink.offer(None)  # from here on through its sink
    assert fanout.unheard(NOW) == [line.screen, other.screen]
    assert fanout.unheard(NOW - 1) == []

    other.screen.write(SMALL, NOW + 1)
    assert fanout.unheard(NOW) == [line.screen]
    fanout.send([SMALL], NOW + 2, but=other.screen)
    assert fanout.unheard(NOW + 1) == [other.screen]


def test_who_is_behind_is_found_by_how_long(line: Line, other: Line) -> None:
    """[S13]"""
    fanout = tell(SMALL, line.screen, other.screen)
    assert fanout.behind() == []

    line.screen.behind_since, other.screen.behind_since = NOW + 1, NOW + 2
    assert fanout.behind() == [line.screen, other.screen]
    assert fanout.behind(NOW + 1) == [line.screen]
    other.screen.give_up()
    assert fanout.behind(NOW) == [other.screen]


def test_a_screen_that_is_added_again_is_written_to_once_and_leaves_for_good(line: Line) -> None:
    """[S1]"""
    fanout = tell(SMALL, line.screen)
    line.read()
    fanout.add(line.screen)

    fanout.send([SMALL], NOW)

    assert (line.read(), line.sink.payloads) == (SMALL.wire, [])
    fanout.remove(line.screen)
    assert len(fanout) == 0

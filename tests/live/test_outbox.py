"""One frame to many screens: past the transport where nothing waits in it, through it everywhere else."""

import socket
from collections.abc import Iterator

import pytest

from openspace.domain.context import Actor
from openspace.live.outbox import BACKLOG_MAX_BYTES, Fanout, Frame
from openspace.live.screen import Screen
from tests.fakes import FakeSink

NOW = 7.0
SMALL = Frame(b'{"type":"now","now":1}')
HUGE = Frame(b'{"type":"' + b"x" * 8_000_000 + b'"}')  # more than any kernel holds for a socket


class DirectSink(FakeSink):
    """With a descriptor: frames that go past it stand in `rests` as far as they did not fit."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor
        self.rests: list[bytes] = []

    def write_rest(self, rest: bytes) -> None:
        self.descriptor = None  # something waits before the next frame
        self.rests.append(rest)


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
    Fanout().send(SMALL, [line.screen], NOW)

    assert line.read() == SMALL.wire
    assert (line.sink.payloads, line.sink.rests) == ([], [])
    assert line.screen.wrote_at == NOW


def test_a_screen_without_one_is_written_to_through_its_sink() -> None:
    screen = Screen(Actor("p1", "participant"), sink := FakeSink())

    Fanout().send(SMALL, [screen], NOW)

    assert sink.payloads == [SMALL.payload]
    assert screen.wrote_at == NOW


def test_the_rest_of_a_short_write_goes_to_the_sink(line: Line) -> None:
    Fanout().send(HUGE, [line.screen], NOW)

    (rest,) = line.sink.rests
    taken = line.read()
    assert 0 < len(taken) < len(HUGE.wire)
    assert taken + rest == HUGE.wire
    assert line.screen.wrote_at == NOW


def test_a_frame_that_finds_no_room_at_all_goes_to_the_sink_whole(line: Line) -> None:
    line.ours.send(HUGE.wire)

    Fanout().send(SMALL, [line.screen], NOW)

    assert line.sink.rests == [SMALL.wire]


def test_a_screen_that_is_gone_costs_the_others_nothing(line: Line, other: Line) -> None:
    line.theirs.close()

    Fanout().send(SMALL, [line.screen, other.screen], NOW)

    assert line.sink.rests == [SMALL.wire]  # its transport will find out why
    assert other.read() == SMALL.wire


def test_one_that_is_behind_gets_nothing_though_its_descriptor_is_free(line: Line) -> None:
    """[S13]"""
    line.screen.behind_since = 1.0

    Fanout().send(SMALL, [line.screen], NOW)

    assert line.read() == b""
    assert (line.sink.payloads, line.sink.rests) == ([], [])
    assert (line.screen.behind_since, line.screen.wrote_at) == (1.0, 0.0)


def test_one_without_a_free_descriptor_falls_behind_by_its_backlog(line: Line) -> None:
    """[S13]"""
    line.sink.descriptor, line.sink.unread = None, BACKLOG_MAX_BYTES + 1

    Fanout().send(SMALL, [line.screen], NOW)

    assert line.screen.behind_since == NOW
    assert line.read() == b""

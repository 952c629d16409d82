"""One screen's socket as a state machine without I/O.

It is told what arrived and says what to do: greet, submit, watch, answer, close. The socket
handler (`web/sockets.py`) only carries that out, so every order of messages is tested without a network.
"""

from collections.abc import Iterator
from typing import get_args

from msgspec import Struct

from openspace import wire
from openspace.domain.commands import AnyCommand
from openspace.wire import Hello, Plane, UnknownMessage, Unreadable, Watch


class Greet(Struct, frozen=True):
    """Answer with a welcome and, from then on, with every event."""

    hello: Hello


class Submit(Struct, frozen=True):
    command: AnyCommand


class WatchPlanes(Struct, frozen=True):
    planes: frozenset[Plane]


class Answer(Struct, frozen=True):
    """Refused before it reached the board."""

    unreadable: Unreadable


class Close(Struct, frozen=True):
    code: int
    reason: str


Step = Greet | Submit | WatchPlanes | Answer | Close


class Conversation:
    """What one screen has said so far: whether it greeted, and whether it is over."""

    def __init__(self) -> None:
        self.has_greeted = False
        self.is_over = False

    def receive(self, message: str | bytes) -> Iterator[Step]:
        """What to do about one frame. Nothing follows a `Close`."""
        if self.is_over:
            return
        if isinstance(message, bytes):
            yield self._close(wire.CLOSE_RUBBISH, "text frames only")
        elif len(message) > wire.FRAME_MAX_BYTES or len(message.encode(errors="replace")) > wire.FRAME_MAX_BYTES:
            yield self._close(wire.CLOSE_TOO_BIG, "frame over 64 KiB")
        else:
            yield from self._understood(message)

    def _understood(self, message: str) -> Iterator[Step]:
        try:
            decoded = wire.decode(message)
        except wire.Rubbish:
            yield self._close(wire.CLOSE_RUBBISH, "not a message")
            return
        match decoded:
            case Hello():
                self.has_greeted = True
                yield Greet(decoded)
            case _ if not self.has_greeted:
                yield self._close(wire.CLOSE_RUBBISH, "hello comes first")
            case Watch(planes=planes):
                yield WatchPlanes(frozenset(plane for plane in get_args(Plane) if plane in planes))
            case Unreadable():
                yield Answer(decoded)
            case UnknownMessage():
                pass
            case command:
                yield Submit(command)

    def _close(self, code: int, reason: str) -> Close:
        self.is_over = True
        return Close(code, reason)

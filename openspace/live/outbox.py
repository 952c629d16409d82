"""Frames, where they are written, and the one loop that writes one frame to many screens.

A server's WebSocket frames are unmasked, so one frame is the same bytes for every screen: it is
encoded once. Nothing here waits, and nothing is queued for a screen that does not read.
"""

import logging
import os
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from openspace import wire

if TYPE_CHECKING:
    from openspace.live.screen import Screen

logger = logging.getLogger(__name__)

# Unsent bytes past which a screen gets no more frames: some fifty events, or three snapshots of a big day.
BACKLOG_MAX_BYTES: Final = 256 * 1024
TEXT_FRAME: Final = 0x81  # FIN and opcode 1 (RFC 6455 section 5.2)
BINARY_FRAME: Final = 0x82


class Frame:
    """One message for any number of screens. `payload`: UTF-8 JSON."""

    first_byte: ClassVar[int] = TEXT_FRAME

    def __init__(self, payload: bytes) -> None:
        self.payload = payload

    @classmethod
    def of(cls, message: Any) -> "Frame":
        """A message of `wire`, encoded."""
        return cls(wire.encode(message))

    @cached_property
    def wire(self) -> bytes:
        """The whole frame of RFC 6455, unmasked and uncompressed."""
        return frame_header(len(self.payload), self.first_byte) + self.payload

    @cached_property
    def text(self) -> str:
        """For a server that only takes text."""
        return self.payload.decode()


class BinaryFrame(Frame):
    """The same for bytes: the notes' sockets."""

    first_byte = BINARY_FRAME


def frame_header(length: int, first_byte: int = TEXT_FRAME) -> bytes:
    """Of an unmasked frame with so many bytes of payload (RFC 6455 section 5.2)."""
    if length < 126:
        return bytes((first_byte, length))
    if length < 65_536:
        return bytes((first_byte, 126)) + length.to_bytes(2, "big")
    return bytes((first_byte, 127)) + length.to_bytes(8, "big")


class FrameSink(Protocol):
    """One socket, as the live part writes to it. No method waits or raises; after `close` nothing is written.

    `descriptor`: where a whole frame may be written just now without this sink; None while anything waits before
    it, after `close`, and where the server below offers none.
    """

    descriptor: int | None

    def write(self, frame: Frame) -> None: ...

    def write_rest(self, rest: bytes) -> None:
        """Of a frame of which the descriptor took only the beginning, or nothing."""

    def ping(self) -> None:
        """A protocol ping; nothing where the server below pings by itself."""

    def backlog(self) -> int:
        """Bytes written but not yet taken by the other side."""

    def silent_s(self) -> float:
        """Seconds since any frame came from the other side, a pong too; 0 where the server below watches that."""

    def close(self, code: int, reason: str) -> None: ...


class Fanout:
    """One frame to many screens."""

    def send(self, frame: Frame, screens: Iterable["Screen"], now: float) -> None:
        """Write to every screen that keeps up; from here on one that does not is behind. `now`: monotonic seconds.

        A thousand screens are a thousand turns of this loop, so those that have read everything are written to
        here, by one call of the system each; all others go the long way, through their transport.
        """
        whole = frame.wire
        length, write = len(whole), os.write
        for screen in screens:
            descriptor = screen.sink.descriptor
            if descriptor is None or screen.behind_since is not None:
                hand_over(screen, frame, now)
                continue
            try:
                written = write(descriptor, whole)
            except OSError:
                written = 0  # its buffer is full, or it is gone: the transport finds out which
            screen.wrote_at = now
            if written < length:
                screen.sink.write_rest(whole[written:])


def hand_over(screen: "Screen", frame: Frame, now: float) -> None:
    """To the screen's own transport, or to nobody if it is behind."""
    try:
        screen.write(frame, now)
    except Exception:
        # A bug in one sink may cost one screen, never the rest of the room.
        logger.exception("a screen could not be written to")
        screen.give_up()

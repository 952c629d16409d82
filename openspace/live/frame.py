"""A frame for any number of screens, and the sink of one socket that it is written to.

A server's WebSocket frames are unmasked, so one frame is the same bytes for every screen: it is
encoded once. Nothing here waits, and nothing is queued for a screen that does not read.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Final, Protocol

from openspace import wire

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
    it, after `close`, and where the server below offers none. `on_descriptor` is called when that has changed.
    """

    descriptor: int | None
    on_descriptor: Callable[[], None] | None

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

"""What waits in a document's queue, where it is stored, and how it is told."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from openspace.live.frame import BinaryFrame
from openspace.live.notes.peer import Peer
from openspace.yjs import frames
from openspace.yjs.update import UpdateFacts


class Saves(Protocol):
    """Where this document's updates go."""

    async def add(self, topic: str, updates: Sequence[bytes]) -> int:
        """The number of the last. Raises NotSaved, KeyError."""

    async def compact(self, topic: str, whole: bytes, upto: int) -> None:
        """Raises NotSaved, KeyError."""


class Change(Struct, frozen=True):
    """`is_live`: made just now, and not part of what is said again after a pause."""

    peer: Peer
    update: bytes
    facts: UpdateFacts
    is_live: bool


class Question(Struct, frozen=True):
    """What a peer knows; it is told the rest."""

    peer: Peer
    state: bytes


Entry = Change | Question


def framed(message: frames.Message) -> BinaryFrame:
    return BinaryFrame(frames.encode_message(message))

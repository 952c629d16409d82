"""What came in for a document and is not worked through yet, in order."""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Final

from openspace.live.notes.entries import Change, Entry

WAITING_MAX_BYTES: Final = 4 * 1024 * 1024


class Waiting:
    """`news`: set while there is something to do. `has_room`: set while more may come."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.has_room = asyncio.Event()
        self.has_room.set()
        self._entries: deque[Entry] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._count(size_of(entry))
        self.news.set()

    def take(self) -> Entry:
        entry = self._entries.popleft()
        self._count(-size_of(entry))
        return entry

    def put_back(self, entries: Iterable[Entry]) -> None:
        """Before all others, in the same order."""
        self._entries.extendleft(reversed([*entries]))

    def empty(self) -> None:
        """Nothing waits any more, for good."""
        self._entries.clear()
        self.has_room.set()
        self.news.set()

    def _count(self, size: int) -> None:
        self._bytes += size
        if self._bytes > WAITING_MAX_BYTES:
            self.has_room.clear()
        else:
            self.has_room.set()


def size_of(entry: Entry) -> int:
    return len(entry.update if isinstance(entry, Change) else entry.state)

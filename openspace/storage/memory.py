"""A data file that is only memory: for tests, and as the plainest reading of `Store`.

Nothing in here waits, so each call happens at once.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openspace.ports import (
    BoardRecord,
    Conflict,
    Link,
    Movement,
    NotRead,
    NotSaved,
    Restored,
    Revision,
    Stored,
    Whereabouts,
)


@dataclass
class Kept:
    """All of one board."""

    record: BoardRecord
    links: list[Link]
    rows: dict[int, Stored] = field(default_factory=dict)
    whereabouts: dict[str, Whereabouts] = field(default_factory=dict)
    walked: Counter[tuple[datetime, str, str]] = field(default_factory=Counter)
    notes: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    revisions: dict[str, list[Revision]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    due: datetime | None = None
    seen: tuple[int, int] | None = None  # last seq and number of blobs when it was looked after

    @property
    def now(self) -> tuple[int, int]:
        return max(self.rows, default=0), len(self.blobs)


class MemoryStore:
    """Implements `Store`; nothing survives it."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._boards: dict[str, Kept] = {}
        self._is_closed = False

    async def secret(self) -> bytes:
        self._require_readable()
        return self._secret

    async def create(
        self, record: BoardRecord, links: Sequence[Link], rows: Sequence[Stored], restored: Restored | None = None
    ) -> None:
        self._require_writable()
        keys = [link.key for link in (*links, *self._all_links())]
        if record.code in self._boards or len(set(keys)) < len(keys):
            raise Conflict(f"board {record.code} or one of its keys is there already")
        kept = Kept(record, list(links))
        add(kept, rows)
        if restored is not None:
            restore(kept, restored)
        self._boards[record.code] = kept

    async def records(self) -> list[BoardRecord]:
        self._require_readable()
        return sorted((kept.record for kept in self._boards.values()), key=lambda record: record.created_at)

    async def record(self, code: str) -> BoardRecord | None:
        self._require_readable()
        return self._boards[code].record if code in self._boards else None

    async def to_look_after(self, now: datetime) -> list[BoardRecord]:
        due = {code for code, kept in self._boards.items() if kept.due is not None and kept.due <= now}
        return [
            record
            for record in await self.records()
            if record.code in due or self._boards[record.code].seen != self._boards[record.code].now
        ]

    async def looked_after(self, code: str, due: datetime | None) -> None:
        self._require_writable()
        if code in self._boards:
            kept = self._boards[code]
            kept.due, kept.seen = due, kept.now

    async def links(self, code: str) -> list[Link]:
        self._require_readable()
        return list(self._boards[code].links) if code in self._boards else []

    async def link(self, key: str) -> Link | None:
        self._require_readable()
        return next((link for link in self._all_links() if link.key == key), None)

    async def append(self, code: str, rows: Sequence[Stored]) -> None:
        self._require_writable()
        add(self._boards[code], rows)

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        self._require_readable()
        rows = self._boards[code].rows if code in self._boards else {}
        return [rows[seq] for seq in sorted(rows) if seq > after][:limit]

    async def erase(self, code: str) -> None:
        self._require_writable()
        self._boards.pop(code, None)

    async def probe(self) -> None:
        self._require_writable()

    async def whereabouts(self, code: str) -> dict[str, Whereabouts]:
        self._require_readable()
        return dict(self._boards[code].whereabouts) if code in self._boards else {}

    async def save_feet(self, code: str, moved: Mapping[str, Whereabouts], movements: Sequence[Movement]) -> None:
        self._require_writable()
        kept = self._boards[code]
        kept.whereabouts.update(moved)
        count(kept, movements)

    async def movements(self, code: str) -> list[Movement]:
        self._require_readable()
        walked = self._boards[code].walked if code in self._boards else {}
        return sorted(Movement(*way, people) for way, people in walked.items())

    async def note_updates(self, code: str, topic: str) -> list[tuple[int, bytes]]:
        self._require_readable()
        return list(self._boards[code].notes.get(topic, [])) if code in self._boards else []

    async def add_note_updates(self, code: str, topic: str, updates: Sequence[bytes]) -> int:
        self._require_writable()
        kept = self._boards[code].notes.setdefault(topic, [])
        last = kept[-1][0] if kept else 0
        kept += enumerate(updates, last + 1)
        return last + len(updates)

    async def compact_notes(self, code: str, topic: str, whole: bytes, upto: int) -> None:
        self._require_writable()
        notes = self._boards[code].notes
        notes[topic] = [(upto, whole), *((number, update) for number, update in notes[topic] if number > upto)]

    async def noted(self, code: str) -> list[str]:
        self._require_readable()
        notes = self._boards[code].notes if code in self._boards else {}
        return [topic for topic, updates in notes.items() if updates]

    async def revisions(self, code: str, topic: str) -> list[Revision]:
        self._require_readable()
        return list(self._boards[code].revisions.get(topic, [])) if code in self._boards else []

    async def add_revision(self, code: str, topic: str, revision: Revision) -> None:
        self._require_writable()
        self._boards[code].revisions.setdefault(topic, []).append(revision)

    async def save_blob(self, code: str, content: bytes) -> str:
        self._require_writable()
        digest = hashlib.sha256(content).hexdigest()
        self._boards[code].blobs[digest] = content
        return digest

    async def blob(self, code: str, digest: str) -> bytes | None:
        self._require_readable()
        return self._boards[code].blobs.get(digest) if code in self._boards else None

    async def blob_sizes(self, code: str) -> dict[str, int]:
        self._require_readable()
        blobs = self._boards[code].blobs if code in self._boards else {}
        return {digest: len(content) for digest, content in blobs.items()}

    async def erase_blob(self, code: str, digest: str) -> None:
        self._require_writable()
        if code in self._boards:
            self._boards[code].blobs.pop(digest, None)

    async def close(self) -> None:
        self._is_closed = True

    def _all_links(self) -> list[Link]:
        return [link for kept in self._boards.values() for link in kept.links]

    def _require_writable(self) -> None:
        if self._is_closed:
            raise NotSaved("the store is closed")

    def _require_readable(self) -> None:
        if self._is_closed:
            raise NotRead("the store is closed")


def restore(kept: Kept, restored: Restored) -> None:
    """What an import brings beside the log."""
    count(kept, restored.movements)
    kept.notes = {topic: [(1, document)] for topic, document in restored.notes.items()}
    kept.revisions = {topic: list(revisions) for topic, revisions in restored.revisions.items()}
    kept.blobs = {hashlib.sha256(content).hexdigest(): content for content in restored.blobs.values()}


def count(kept: Kept, movements: Sequence[Movement]) -> None:
    for movement in movements:
        kept.walked[movement.minute, movement.origin, movement.target] += movement.people


def add(kept: Kept, rows: Sequence[Stored]) -> None:
    """All rows or none.

    Raises:
        Conflict: A seq is there already, or twice in the rows.
    """
    seqs = {row.event.seq: row for row in rows}
    if len(seqs) < len(rows) or seqs.keys() & kept.rows.keys():
        raise Conflict("a seq is there already")
    kept.rows |= seqs

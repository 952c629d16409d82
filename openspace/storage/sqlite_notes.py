"""The notes' part of the store in SQLite: `NoteStore` of ports.py."""

from collections.abc import Sequence

import aiosqlite

from openspace.ports import Restored, Revision
from openspace.storage.connection import Database
from openspace.storage.instant_text import instant_of, text_of


class SqliteNotes:
    """Documents as numbered Yjs updates; the number grows over compaction too, so no update is ever taken twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note_updates(self, code: str, topic: str) -> list[tuple[int, bytes]]:
        rows = await self._database.fetch(
            "SELECT number, content FROM note_updates WHERE board = ? AND topic = ? ORDER BY number", code, topic
        )
        return [(number, bytes(content)) for number, content in rows]

    async def add_note_updates(self, code: str, topic: str, updates: Sequence[bytes]) -> int:
        async with self._database.transaction() as db:
            last = await last_number(db, code, topic)
            await db.executemany(
                "INSERT INTO note_updates VALUES (?, ?, ?, ?)",
                [(code, topic, last + nth, update) for nth, update in enumerate(updates, 1)],
            )
        return last + len(updates)

    async def compact_notes(self, code: str, topic: str, whole: bytes, upto: int) -> None:
        async with self._database.transaction() as db:
            await db.execute(
                "DELETE FROM note_updates WHERE board = ? AND topic = ? AND number <= ?", (code, topic, upto)
            )
            await db.execute("INSERT INTO note_updates VALUES (?, ?, ?, ?)", (code, topic, upto, whole))

    async def noted(self, code: str) -> list[str]:
        rows = await self._database.fetch("SELECT DISTINCT topic FROM note_updates WHERE board = ?", code)
        return [topic for (topic,) in rows]

    async def revisions(self, code: str, topic: str) -> list[Revision]:
        rows = await self._database.fetch(
            "SELECT at, seq, authors, content FROM note_revisions WHERE board = ? AND topic = ? ORDER BY number",
            code,
            topic,
        )
        return [Revision(at=instant_of(at), seq=seq, authors=authors, text=text) for at, seq, authors, text in rows]

    async def add_revision(self, code: str, topic: str, revision: Revision) -> None:
        async with self._database.transaction() as db:
            await insert_revisions(db, code, topic, [revision])


async def last_number(db: aiosqlite.Connection, code: str, topic: str) -> int:
    """0 for a document without updates."""
    found = await db.execute_fetchall(
        "SELECT coalesce(max(number), 0) FROM note_updates WHERE board = ? AND topic = ?", (code, topic)
    )
    return int(next(iter(found))[0])


async def insert_revisions(db: aiosqlite.Connection, code: str, topic: str, revisions: Sequence[Revision]) -> None:
    await db.executemany(
        "INSERT INTO note_revisions (board, topic, at, seq, authors, content) VALUES (?, ?, ?, ?, ?, ?)",
        [(code, topic, text_of(each.at), each.seq, each.authors, each.text) for each in revisions],
    )


async def insert_notes(db: aiosqlite.Connection, code: str, restored: Restored) -> None:
    """The documents and time lines an import brings."""
    await db.executemany(
        "INSERT INTO note_updates VALUES (?, ?, 1, ?)",
        [(code, topic, document) for topic, document in restored.notes.items()],
    )
    for topic, revisions in restored.revisions.items():
        await insert_revisions(db, code, topic, revisions)

"""The store in one SQLite file: the log and people's feet here, notes and blobs beside it."""

import secrets
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final

import aiosqlite
import msgspec

from openspace.domain.board import Changes, Event
from openspace.ports import BoardRecord, Link, Movement, NotRead, NotSaved, Restored, Stored, Whereabouts
from openspace.storage.connection import Database, Row
from openspace.storage.datafile import LOCK_WAIT_S, connect, connect_to_read
from openspace.storage.instant_text import instant_of, text_of
from openspace.storage.sqlite_blobs import SqliteBlobs, insert_blobs
from openspace.storage.sqlite_notes import SqliteNotes, insert_notes

# So many rows are read and decoded at once (measured: 10 ms); other tasks run between.
PAGE_ROWS: Final = 1_000

TABLES_OF_BOARDS: Final = ("blobs", "note_revisions", "note_updates", "movements", "whereabouts", "log", "links")

RECORD: Final = "SELECT code, epoch, created_at FROM boards"
ROWS: Final = "SELECT seq, at, type, person, command_id, changes, before, made FROM log"
INSERT_LOG: Final = (
    "INSERT INTO log (board, seq, at, type, person, command_id, changes, before, made)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
NOW: Final = (
    "(SELECT coalesce(max(seq), 0) FROM log WHERE board = code) || ' ' || "
    "(SELECT count(*) FROM blobs WHERE board = code)"
)

encode = msgspec.json.encode
decode_changes = msgspec.json.Decoder(Changes).decode
decode_made = msgspec.json.Decoder(dict[str, str]).decode


@asynccontextmanager
async def open_store(
    path: Path, *, lock_wait_s: float = LOCK_WAIT_S, max_pages: int | None = None, may_upgrade: bool = True
) -> AsyncIterator["SqliteStore"]:
    """The store in a data file, which is made or upgraded if need be; closed at the end. As `connect`."""
    async with connect(path, lock_wait_s=lock_wait_s, max_pages=max_pages, may_upgrade=may_upgrade) as db:
        store = SqliteStore(db)
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def open_store_to_read(path: Path) -> AsyncIterator["SqliteStore"]:
    """The store in a data file that a server may be writing at the same time; every write raises `NotSaved`."""
    async with connect_to_read(path) as db:
        store = SqliteStore(db)
        try:
            yield store
        finally:
            await store.close()


class SqliteStore(SqliteNotes, SqliteBlobs):
    """Implements `Store` over a connection from `datafile.connect`."""

    def __init__(self, db: aiosqlite.Connection) -> None:
        super().__init__(Database(db))

    # The log

    async def secret(self) -> bytes:
        if rows := await self._database.fetch("SELECT value FROM secret"):
            return bytes(rows[0][0])
        async with self._database.transaction() as db:
            await db.execute("INSERT OR IGNORE INTO secret VALUES (1, ?)", (secrets.token_bytes(32),))
        return await self.secret()

    async def create(
        self, record: BoardRecord, links: Sequence[Link], rows: Sequence[Stored], restored: Restored | None = None
    ) -> None:
        async with self._database.transaction() as db:
            await db.execute(
                "INSERT INTO boards (code, epoch, created_at) VALUES (?, ?, ?)",
                (record.code, record.epoch, text_of(record.created_at)),
            )
            await db.executemany(
                "INSERT INTO links (key, board, role, person) VALUES (?, ?, ?, ?)",
                [(link.key, link.code, link.role, link.person) for link in links],
            )
            await insert_log(db, record.code, rows)
            if restored is not None:
                await insert_movements(db, record.code, restored.movements)
                await insert_notes(db, record.code, restored)
                await insert_blobs(db, record.code, restored.blobs.values())

    async def records(self) -> list[BoardRecord]:
        rows = await self._database.fetch(f"{RECORD} ORDER BY created_at, number")
        return [record_of(row) for row in rows]

    async def record(self, code: str) -> BoardRecord | None:
        rows = await self._database.fetch(f"{RECORD} WHERE code = ?", code)
        return record_of(rows[0]) if rows else None

    async def to_look_after(self, now: datetime) -> list[BoardRecord]:
        rows = await self._database.fetch(
            f"{RECORD} WHERE due <= ? OR seen IS NOT {NOW} ORDER BY created_at, number", text_of(now)
        )
        return [record_of(row) for row in rows]

    async def looked_after(self, code: str, due: datetime | None) -> None:
        async with self._database.transaction() as db:
            told = text_of(due) if due is not None else None
            await db.execute(f"UPDATE boards SET due = ?, seen = {NOW} WHERE code = ?", (told, code))

    async def links(self, code: str) -> list[Link]:
        rows = await self._database.fetch(
            "SELECT key, board, role, person FROM links WHERE board = ? ORDER BY number", code
        )
        return [Link(key=key, code=board, role=role, person=person) for key, board, role, person in rows]

    async def link(self, key: str) -> Link | None:
        rows = await self._database.fetch("SELECT key, board, role, person FROM links WHERE key = ?", key)
        return next((Link(key=key, code=board, role=role, person=person) for key, board, role, person in rows), None)

    async def append(self, code: str, rows: Sequence[Stored]) -> None:
        if len(rows) == 1:
            await self._database.execute(INSERT_LOG, columns_of(code, rows[0]))
            return
        await self._database.execute_many(INSERT_LOG, [columns_of(code, row) for row in rows])

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        stored: list[Stored] = []
        while limit is None or len(stored) < limit:
            wanted = PAGE_ROWS if limit is None else min(PAGE_ROWS, limit - len(stored))
            page = await self._database.fetch(
                f"{ROWS} WHERE board = ? AND seq > ? ORDER BY seq LIMIT ?",
                code,
                stored[-1].event.seq if stored else after,
                wanted,
            )
            stored.extend(self._stored_of(row) for row in page)
            if len(page) < wanted:
                break
        return stored

    def _stored_of(self, row: Row) -> Stored:
        try:
            return stored_of(row)
        except (msgspec.DecodeError, ValueError) as error:
            self._database.damaged(f"a row of the log is no event: {error}")
            raise NotRead("a row of the log is damaged") from error

    async def erase(self, code: str) -> None:
        async with self._database.transaction() as db:
            for table in TABLES_OF_BOARDS:
                await db.execute(f"DELETE FROM {table} WHERE board = ?", (code,))
            await db.execute("DELETE FROM boards WHERE code = ?", (code,))
        await self._database.cut_off()

    async def probe(self) -> None:
        if self._database.is_damaged:
            raise NotSaved("the data file is damaged")
        async with self._database.transaction() as db:
            await db.execute("UPDATE probe SET times = times + 1")

    # Feet

    async def whereabouts(self, code: str) -> dict[str, Whereabouts]:
        rows = await self._database.fetch("SELECT person, place, day FROM whereabouts WHERE board = ?", code)
        return {person: Whereabouts(place, date.fromisoformat(day)) for person, place, day in rows}

    async def save_feet(self, code: str, moved: Mapping[str, Whereabouts], movements: Sequence[Movement]) -> None:
        async with self._database.transaction() as db:
            await db.executemany(
                "INSERT INTO whereabouts VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET place = excluded.place, day = excluded.day",
                [(code, person, where.place, where.day.isoformat()) for person, where in moved.items()],
            )
            await insert_movements(db, code, movements)

    async def movements(self, code: str) -> list[Movement]:
        rows = await self._database.fetch(
            "SELECT minute, origin, target, people FROM movements WHERE board = ? ORDER BY minute, origin, target", code
        )
        return [Movement(instant_of(minute), origin, target, people) for minute, origin, target, people in rows]

    async def close(self) -> None:
        await self._database.close()


async def insert_log(db: aiosqlite.Connection, code: str, rows: Iterable[Stored]) -> None:
    await db.executemany(INSERT_LOG, [columns_of(code, row) for row in rows])


async def insert_movements(db: aiosqlite.Connection, code: str, movements: Iterable[Movement]) -> None:
    await db.executemany(
        "INSERT INTO movements VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET people = people + excluded.people",
        [(code, text_of(walk.minute), walk.origin, walk.target, walk.people) for walk in movements],
    )


def columns_of(code: str, row: Stored) -> Row:
    event = row.event
    changes, before, made = encode(event.changes).decode(), encode(row.before).decode(), encode(row.made).decode()
    return code, event.seq, text_of(event.at), event.type, event.by or "", row.command_id, changes, before, made


def stored_of(row: Row) -> Stored:
    seq, at, kind, person, command_id, changes, before, made = row
    return Stored(
        event=Event(seq=seq, at=instant_of(at), type=kind, by=person or None, changes=decode_changes(changes)),
        command_id=command_id,
        made=decode_made(made),
        before=decode_changes(before),
    )


def record_of(row: Row) -> BoardRecord:
    code, epoch, created_at = row
    return BoardRecord(code=code, epoch=epoch, created_at=instant_of(created_at))

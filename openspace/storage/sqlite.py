"""The store in one SQLite file.

One transaction at a time, each on the disk when its call returns: WAL with synchronous=FULL syncs every commit.
Reads wait for the transaction under way too, as on the same connection they would see what is not durable yet.
"""

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import aiosqlite
import msgspec

from openspace.domain.board import Changes, Event
from openspace.ports import BoardRecord, Conflict, Link, Movement, NotRead, NotSaved, Stored, Whereabouts
from openspace.storage.datafile import LOCK_WAIT_S, connect, connect_to_read

# So many rows are read and decoded at once (measured: 10 ms); other tasks run between.
PAGE_ROWS: Final = 1_000

Row = tuple[Any, ...]

encode = msgspec.json.encode
decode_changes = msgspec.json.Decoder(Changes).decode
decode_made = msgspec.json.Decoder(dict[str, str]).decode


@asynccontextmanager
async def open_store(
    path: Path, *, lock_wait_s: float = LOCK_WAIT_S, max_pages: int | None = None
) -> AsyncIterator["SqliteStore"]:
    """The store in a data file, which is made or upgraded if need be; closed at the end. As `connect`."""
    async with connect(path, lock_wait_s=lock_wait_s, max_pages=max_pages) as db:
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


class SqliteStore:
    """Implements `Store` over a connection from `datafile.connect`."""

    def __init__(self, db: aiosqlite.Connection) -> None:
        self._db = db
        self._turn = asyncio.Lock()
        self._is_closed = False

    # The log

    async def secret(self) -> bytes:
        if rows := await self._fetch("SELECT value FROM secret"):
            return bytes(rows[0][0])
        async with self._transaction() as db:
            await db.execute("INSERT OR IGNORE INTO secret VALUES (1, ?)", (secrets.token_bytes(32),))
        return await self.secret()

    async def create(self, record: BoardRecord, links: Sequence[Link], rows: Sequence[Stored]) -> None:
        async with self._transaction() as db:
            await db.execute(
                "INSERT INTO boards (code, epoch, created_at) VALUES (?, ?, ?)",
                (record.code, record.epoch, text_of(record.created_at)),
            )
            await db.executemany(
                "INSERT INTO links (key, board, role, person) VALUES (?, ?, ?, ?)",
                [(link.key, link.code, link.role, link.person) for link in links],
            )
            await insert_log(db, record.code, rows)

    async def records(self) -> list[BoardRecord]:
        rows = await self._fetch("SELECT code, epoch, created_at FROM boards ORDER BY created_at, number")
        return [record_of(row) for row in rows]

    async def record(self, code: str) -> BoardRecord | None:
        rows = await self._fetch("SELECT code, epoch, created_at FROM boards WHERE code = ?", code)
        return record_of(rows[0]) if rows else None

    async def links(self, code: str) -> list[Link]:
        rows = await self._fetch("SELECT key, board, role, person FROM links WHERE board = ? ORDER BY number", code)
        return [Link(key=key, code=board, role=role, person=person) for key, board, role, person in rows]

    async def link(self, key: str) -> Link | None:
        rows = await self._fetch("SELECT key, board, role, person FROM links WHERE key = ?", key)
        return next((Link(key=key, code=board, role=role, person=person) for key, board, role, person in rows), None)

    async def append(self, code: str, rows: Sequence[Stored]) -> None:
        async with self._transaction() as db:
            await insert_log(db, code, rows)

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        stored: list[Stored] = []
        while limit is None or len(stored) < limit:
            wanted = PAGE_ROWS if limit is None else min(PAGE_ROWS, limit - len(stored))
            page = await self._fetch(
                "SELECT seq, at, type, person, command_id, changes, before, made FROM log"
                " WHERE board = ? AND seq > ? ORDER BY seq LIMIT ?",
                code,
                stored[-1].event.seq if stored else after,
                wanted,
            )
            stored.extend(stored_of(row) for row in page)
            if len(page) < wanted:
                break
        return stored

    async def erase(self, code: str) -> None:
        async with self._transaction() as db:
            for table in ("movements", "whereabouts", "log", "links"):
                await db.execute(f"DELETE FROM {table} WHERE board = ?", (code,))
            await db.execute("DELETE FROM boards WHERE code = ?", (code,))
        # What was deleted still stands in the WAL until it is written back and cut off.
        await self._fetch("PRAGMA wal_checkpoint(TRUNCATE)")

    async def probe(self) -> None:
        async with self._transaction() as db:
            await db.execute("UPDATE probe SET times = times + 1")

    # Feet

    async def whereabouts(self, code: str) -> dict[str, Whereabouts]:
        rows = await self._fetch("SELECT person, place, day FROM whereabouts WHERE board = ?", code)
        return {person: Whereabouts(place, date.fromisoformat(day)) for person, place, day in rows}

    async def save_feet(self, code: str, moved: Mapping[str, Whereabouts], movements: Sequence[Movement]) -> None:
        async with self._transaction() as db:
            await db.executemany(
                "INSERT INTO whereabouts VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET place = excluded.place, day = excluded.day",
                [(code, person, where.place, where.day.isoformat()) for person, where in moved.items()],
            )
            await db.executemany(
                "INSERT INTO movements VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET people = people + excluded.people",
                [(code, text_of(walk.minute), walk.origin, walk.target, walk.people) for walk in movements],
            )

    async def movements(self, code: str) -> list[Movement]:
        rows = await self._fetch(
            "SELECT minute, origin, target, people FROM movements WHERE board = ? ORDER BY minute, origin, target", code
        )
        return [Movement(instant_of(minute), origin, target, people) for minute, origin, target, people in rows]

    # The connection

    async def close(self) -> None:
        async with self._turn:
            self._is_closed = True
            await self._db.close()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """All or nothing. After any failure, or a cancellation, nothing of it is left open.

        Raises:
            Conflict: A key is there already.
            KeyError: There is no such board.
            NotSaved: SQLite could not write, or not commit: in the latter case only the log knows.
        """
        async with self._turn:
            if self._is_closed:
                raise NotSaved("the store is closed")
            with write_errors():
                try:
                    await self._db.execute("BEGIN IMMEDIATE")
                    yield self._db
                    await self._db.execute("COMMIT")
                except BaseException:
                    # Queued at once behind whatever a cancellation has left running in the connection's
                    # thread, so it comes before the next BEGIN even when this await is cancelled too.
                    await self._db.rollback()
                    raise

    async def _fetch(self, sql: str, *parameters: str | int) -> list[Row]:
        """Raises `NotRead`."""
        async with self._turn:
            if self._is_closed:
                raise NotRead("the store is closed")
            try:
                return [tuple(row) for row in await self._db.execute_fetchall(sql, parameters)]
            except sqlite3.Error as error:
                raise NotRead(str(error)) from error


@contextmanager
def write_errors() -> Iterator[None]:
    """SQLite's errors as the port's; what remains is a mistake in our SQL."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            raise KeyError("no such board") from error
        raise Conflict(str(error)) from error
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        raise NotSaved(str(error)) from error


async def insert_log(db: aiosqlite.Connection, code: str, rows: Iterable[Stored]) -> None:
    await db.executemany(
        "INSERT INTO log (board, seq, at, type, person, command_id, changes, before, made)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [columns_of(code, row) for row in rows],
    )


def columns_of(code: str, row: Stored) -> Row:
    event = row.event
    documents = (encode(part).decode() for part in (event.changes, row.before, row.made))
    return code, event.seq, text_of(event.at), event.type, event.by or "", row.command_id, *documents


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


def text_of(instant: datetime) -> str:
    """ISO 8601 in UTC and always of one length, so that texts sort as the instants do."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def instant_of(text: str) -> datetime:
    return datetime.fromisoformat(text)

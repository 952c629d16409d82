"""One connection to a data file: one transaction at a time, each on the disk when its block ends.

WAL with synchronous=FULL syncs every commit. Reads wait for the transaction under way too, as on the same
connection they would see what is not durable yet.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import aiosqlite

from openspace.ports import Conflict, NotRead, NotSaved
from openspace.storage.damage import DAMAGE, kind_of

logger = logging.getLogger(__name__)

Row = tuple[Any, ...]


class Database:
    """May be used from any task: transactions, statements and reads are serialised inside."""

    def __init__(self, db: aiosqlite.Connection) -> None:
        self._db = db
        self._turn = asyncio.Lock()
        self._is_closed = False
        self.is_damaged = False  # as far as anybody has met with it

    async def close(self) -> None:
        async with self._turn:
            self._is_closed = True
            await self._db.close()

    async def cut_off(self) -> None:
        """What was deleted still stands in the WAL until it is written back and cut off."""
        await self.fetch("PRAGMA wal_checkpoint(TRUNCATE)")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
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
                except BaseException as error:
                    self._look_for_damage(error)
                    # Queued at once behind whatever a cancellation has left running in the connection's
                    # thread, so it comes before the next BEGIN even when this await is cancelled too.
                    await self._db.rollback()
                    raise

    async def execute(self, sql: str, parameters: Row) -> None:
        """One statement that is a transaction of its own: one trip to the connection's thread where three are usual.

        Raises:
            Conflict, KeyError, NotSaved: As `transaction`.
        """
        async with self._one_trip():
            await self._db.execute_fetchall(sql, parameters)

    async def execute_many(self, sql: str, rows: Sequence[Row]) -> None:
        """The statement with each row, in a transaction of its own, and in one trip too.

        Raises:
            Conflict, KeyError, NotSaved: As `transaction`.
        """
        async with self._one_trip():
            await self._db._execute(all_or_none, self._db._conn, sql, rows)  # type: ignore[no-untyped-call]

    @asynccontextmanager
    async def _one_trip(self) -> AsyncIterator[None]:
        """For what SQLite itself does whole or not at all. Raises as `transaction`."""
        async with self._turn:
            if self._is_closed:
                raise NotSaved("the store is closed")
            with write_errors():
                try:
                    yield
                except sqlite3.Error as error:
                    self._look_for_damage(error)
                    raise

    async def fetch(self, sql: str, *parameters: str | int | bytes) -> list[Row]:
        """Raises `NotRead`."""
        async with self._turn:
            if self._is_closed:
                raise NotRead("the store is closed")
            try:
                return [tuple(row) for row in await self._db.execute_fetchall(sql, parameters)]
            except sqlite3.Error as error:
                self._look_for_damage(error)
                raise NotRead(str(error)) from error

    def damaged(self, what: str) -> None:
        """Something in the file is not what was written. The rest is served on; the next start will refuse the file."""
        if not self.is_damaged:
            logger.critical(
                "the data file is damaged: %s. Take the books out: the server will not start on it again", what
            )
        self.is_damaged = True

    def _look_for_damage(self, error: BaseException) -> None:
        if isinstance(error, sqlite3.Error) and kind_of(error) in DAMAGE:
            self.damaged(str(error))


def all_or_none(db: sqlite3.Connection, sql: str, rows: Sequence[Row]) -> None:
    """In the connection's thread."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.executemany(sql, rows)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


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

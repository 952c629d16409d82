"""Opening, making and upgrading the SQLite file.

Each `schema/NNNN_*.sql` runs once, in order; `PRAGMA user_version` is the number of the last one that ran.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

import aiosqlite

from openspace.storage.damage import APPLICATION_ID, DataFileUnusable, require_not_emptied

LOCK_WAIT_S: Final = 0.5  # for another program that writes; the whole board waits with us


class DataFileTooNew(DataFileUnusable):
    """A later version of the program has written it.

    Attributes:
        found: The file's version.
        known: The latest this program knows.
    """

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} was written by a later version of this program (data version {found}, this one knows {known}). "
            "Start the later version, or name another file with --data."
        )
        self.found = found
        self.known = known


@asynccontextmanager
async def connect(
    path: Path, *, lock_wait_s: float = LOCK_WAIT_S, max_pages: int | None = None, may_upgrade: bool = True
) -> AsyncIterator[aiosqlite.Connection]:
    """The data file, made with its folder if it is not there, and upgraded. No transaction is open but those we begin.

    Args:
        lock_wait_s: How long a write waits for another program's.
        max_pages: The file grows no further, in pages of 4 KiB; None: until the disk is full.
        may_upgrade: False: one of an earlier version is unusable, as a server of that version may run on it.

    Raises:
        DataFileUnusable: With what is the matter, for the one who started the program.
    """
    require_not_emptied(path)
    try:
        make_private(path)
        db = await open_connection(path, lock_wait_s)
    except (OSError, sqlite3.Error) as error:
        raise DataFileUnusable(f"{path} cannot be opened: {error}") from error
    try:
        await prepare(db, path, max_pages, may_upgrade)
        yield db
    finally:
        await db.close()


@asynccontextmanager
async def connect_to_read(path: Path, *, may_be_earlier: bool = False) -> AsyncIterator[aiosqlite.Connection]:
    """The data file of a server that may be running; nothing is made, upgraded or written.

    Raises:
        DataFileUnusable: It is not there, empty, not ours, or of another version: an earlier one if that may not be.
    """
    try:
        db = await open_connection(uri_to_read(path), LOCK_WAIT_S)
    except sqlite3.Error as error:
        raise DataFileUnusable(f"{path} cannot be opened: {error}") from error
    try:
        await require_readable(db, path, may_be_earlier)
        yield db
    finally:
        await db.close()


async def open_connection(path_or_uri: Path | str, lock_wait_s: float) -> aiosqlite.Connection:
    is_uri = isinstance(path_or_uri, str)
    db = aiosqlite.connect(path_or_uri, timeout=lock_wait_s, isolation_level=None, uri=is_uri)
    try:
        return await db
    except BaseException:
        # aiosqlite leaves its thread behind when opening fails; a loop that closes first makes it print a traceback.
        await asyncio.to_thread(db._thread.join)
        raise


def uri_to_read(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def make_private(path: Path) -> None:
    """Make the file, readable by its owner only, if it is not there. SQLite gives its companions the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Never opens a file that exists: closing it would drop the locks SQLite holds on it in this process.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return


async def prepare(db: aiosqlite.Connection, path: Path, max_pages: int | None, may_upgrade: bool) -> None:
    """Set the connection up as the log needs it, then upgrade the file, if that may be."""
    try:
        await require_ours(db, path)
        await db.execute_fetchall("PRAGMA journal_mode = WAL")
        await db.execute("PRAGMA synchronous = FULL")
        for setting in ("fullfsync", "checkpoint_fullfsync"):  # a Mac's disk keeps what it was only asked to sync
            await db.execute(f"PRAGMA {setting} = ON")
        await db.execute_fetchall("PRAGMA secure_delete = ON")
        await db.execute("PRAGMA foreign_keys = ON")
        await (upgrade(db, path) if may_upgrade else require_readable(db, path, may_be_earlier=False))
        if max_pages is not None:
            await db.execute_fetchall(f"PRAGMA max_page_count = {max_pages:d}")
    except sqlite3.Error as error:
        raise DataFileUnusable(f"{path} cannot be used: {error}") from error


async def upgrade(db: aiosqlite.Connection, path: Path) -> None:
    """Run the scripts the file has not seen, all or none.

    Raises:
        DataFileTooNew: It has seen more than we have.
    """
    await db.execute("BEGIN IMMEDIATE")
    try:
        found = await pragma(db, "user_version")
        scripts = schema_scripts()
        if found > len(scripts):
            raise DataFileTooNew(path, found, len(scripts))
        if found == len(scripts):
            await db.execute("ROLLBACK")
            return
        for script in scripts[found:]:
            for statement in statements(script):
                await db.execute(statement)
        await db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        await db.execute(f"PRAGMA user_version = {len(scripts):d}")
        await db.execute("COMMIT")
    except BaseException:
        await db.rollback()
        raise
    # A log that was written anew is large, and the next start would look through all of it (`wal.py`).
    await db.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


async def require_ours(db: aiosqlite.Connection, path: Path) -> None:
    """Raises `DataFileUnusable` for a database of another program; an empty one will do."""
    is_empty = not await db.execute_fetchall("SELECT 1 FROM sqlite_schema LIMIT 1")
    if await pragma(db, "application_id") != APPLICATION_ID and not is_empty:
        raise DataFileUnusable(f"{path} is a database of another program. Name another file with --data.")


async def require_readable(db: aiosqlite.Connection, path: Path, may_be_earlier: bool) -> None:
    """Raises `DataFileUnusable` unless the file is ours and of this very version, or of one it may be."""
    known = len(schema_scripts())
    try:
        await require_ours(db, path)
        is_begun = await pragma(db, "application_id") == APPLICATION_ID
        found = await pragma(db, "user_version")
    except sqlite3.Error as error:
        raise DataFileUnusable(f"{path} cannot be used: {error}") from error
    if not is_begun:
        raise DataFileUnusable(f"{path} is empty.")
    if found > known:
        raise DataFileTooNew(path, found, known)
    if found < known and not may_be_earlier:
        raise DataFileUnusable(
            f"{path} is of an earlier version. Start the server on it once, which upgrades it; "
            "run.py backup copies it as it is."
        )


async def pragma(db: aiosqlite.Connection, name: str) -> int:
    """The value of a pragma that is a number."""
    rows = await db.execute_fetchall(f"PRAGMA {name}")
    return int(next(iter(rows))[0])


def schema_scripts() -> list[str]:
    """In order of their numbers, which have no gaps."""
    folder = files("openspace.storage") / "schema"
    named = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".sql"))
    return [file.read_text(encoding="utf-8") for _, file in named]


def statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would commit before each script."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

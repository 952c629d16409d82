"""Whether a data file is whole, found out without touching it or anything beside it.

A file without a log of its own (`-wal`) is read as if it could not change. Otherwise a link to it and a copy of its log
are read in a folder that is thrown away, for SQLite would write the log back on closing.
"""

import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from openspace.storage.copies import remembered
from openspace.storage.lock import has_been_served
from openspace.storage.wal import has_broken_head, is_broken_within

logger = logging.getLogger(__name__)

APPLICATION_ID: Final = 0x4F53_4244  # "OSBD", by which `file` and we know our own files
# Measured with pages in memory: 100,000 events (42 MB) 0.1-0.3 s, 1,000 photos (400 MB) 0.3 s. A server starts within a
# second, so of a larger file the photos and editions are left out: one that is broken costs that photo, not the board.
LOOK_WHOLE_MAX_BYTES: Final = 256 * 1024**2
LEFT_OUT: Final = "blobs"
PAGE_MIN_BYTES: Final = 512
BROKEN_EVENTS: Final = """
    SELECT board, seq FROM log WHERE NOT (json_valid(changes) AND json_valid(before) AND json_valid(made)) LIMIT 1"""
DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class DataFileUnusable(Exception):
    """The file cannot be served: not ours, of a later version, damaged, or not to be opened. The text says which."""


class DataFileDamaged(DataFileUnusable):
    """It was ours, and something has broken it since."""


def require_whole(data: Path) -> None:
    """Raises `DataFileDamaged` with what is the matter. A file that is not there is whole; so is another program's."""
    require_not_emptied(data)
    if (flaw := flaw_of(data)) is not None:
        raise DataFileDamaged(f"{data} is damaged, or no data file at all. It has been left as it is. (Found: {flaw})")


def require_not_emptied(data: Path) -> None:
    """SQLite would take an empty file for a new one, and throw its log away.

    Raises:
        DataFileDamaged: It is empty or gone, and what was written last still lies in its `-wal`; or it is empty, and
            what lies beside it says that it was not. One that is gone, with nothing in a log, was moved or removed.
    """
    if size_of(data) > 0:
        return
    if size_of(wal_path(data)) > 0:
        raise DataFileDamaged(f"{data} is damaged: it is empty or gone, though {wal_path(data).name} is there.")
    if data.exists() and has_held_boards(data):
        raise DataFileDamaged(f"{data} is damaged: it is empty. (To begin anew, remove it.)")


def has_held_boards(data: Path) -> bool:
    """As far as the files beside it tell: a server ran on it, or it was copied."""
    return has_been_served(data) or bool(remembered(data))


def flaw_of(data: Path) -> str | None:
    """The first thing that is wrong with the file; None if nothing is, or it is not there, not ours, not to be read."""
    size = size_of(data)
    if size == 0 or data.is_dir():
        return None
    if size < PAGE_MIN_BYTES and not size_of(wal_path(data)):
        return "file is cut off in its header"  # for SQLite it would be a new one
    if has_broken_head(wal_path(data)):
        return f"the header of {wal_path(data).name} is broken, and what was written last lies there"
    if is_broken_within(wal_path(data)):
        return (
            f"{wal_path(data).name} is broken in its midst, and what follows would be lost. "
            f"A copy of {data.name} alone holds what had been written back from it"
        )
    try:
        with opened(data) as db:
            return next(flaws(db, size, has_log=size_of(wal_path(data)) > 0), None)
    except sqlite3.Error as error:
        return str(error) if kind_of(error) in DAMAGE | {sqlite3.SQLITE_IOERR} else None
    except OSError as error:
        logger.warning("%s is not looked through before it is opened: %s", data, error)
        return None


def kind_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code: the lower byte; the rest says where it met with it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def flaws(db: sqlite3.Connection, size: int, *, has_log: bool) -> Iterator[str]:
    """`size`: of the file, in bytes."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return
    if not has_log and size % db.execute("PRAGMA page_size").fetchone()[0]:
        yield "file is cut off in its last page"  # SQLite would read zeros there
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    parts = [""] if size <= LOOK_WHOLE_MAX_BYTES else [f"('{table}')" for table in tables if table != LEFT_OUT]
    for part in parts:
        found = [line for (line,) in db.execute(f"PRAGMA quick_check{part}")]
        yield from (" ".join(line.split()) for line in found if line != "ok")
    if "log" in tables:  # quick_check looks at pages, not at what stands in them
        yield from (f"event {seq} of board {board} cannot be read" for board, seq in db.execute(BROKEN_EVENTS))


@contextmanager
def opened(data: Path) -> Iterator[sqlite3.Connection]:
    """Raises OSError where a file with a log can be neither linked nor copied."""
    if size_of(wal_path(data)) == 0:
        with closing(sqlite3.connect(f"{data.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            yield db
        return
    with tempfile.TemporaryDirectory(prefix=".openspace-", dir=data.resolve().parent) as folder:
        twin = Path(folder) / "data.db"
        link_or_copy(data.resolve(), twin)
        shutil.copyfile(wal_path(data), wal_path(twin))
        with closing(sqlite3.connect(f"{twin.as_uri()}?mode=ro", uri=True)) as db:
            yield db


def link_or_copy(file: Path, twin: Path) -> None:
    """Some memory sticks know no links."""
    try:
        os.link(file, twin)
    except OSError:
        shutil.copyfile(file, twin)


def wal_path(data: Path) -> Path:
    """SQLite's log beside the real file."""
    real = data.resolve()
    return real.with_name(f"{real.name}-wal")


def size_of(path: Path) -> int:
    """In bytes, 0 for what is not there or not to be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0

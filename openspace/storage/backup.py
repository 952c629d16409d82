"""A copy of a data file that a server may be writing."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from openspace.storage.datafile import DataFileUnusable, connect_to_read, make_private, open_connection

LOCK_WAIT_S = 5.0


async def back_up(data: Path, target: Path, new_epoch: Callable[[], str]) -> int:
    """Write the whole data file, as it is at one moment, to `target`. Returns the number of boards.

    The copy's boards get epochs of their own, so that a screen that saw more than the copy has takes it whole. Nothing
    is left behind when it fails.

    Raises:
        DataFileUnusable: `data` cannot be read, `target` is there already or cannot be written.
    """
    if await asyncio.to_thread(target.exists):
        raise DataFileUnusable(f"{target} is there already. Name another file, or move that one away.")
    if not await asyncio.to_thread(target.parent.is_dir):
        raise DataFileUnusable(f"There is no folder {target.parent}.")
    draft = target.with_name(target.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        make_private(draft)
        async with connect_to_read(data) as db:
            await db.execute("VACUUM INTO ?", (str(draft),))
        boards = await with_new_epochs(draft, new_epoch)
        await asyncio.to_thread(settle, draft, target)
    except (OSError, sqlite3.Error) as error:
        raise DataFileUnusable(f"{target} cannot be written: {error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return boards


async def with_new_epochs(path: Path, new_epoch: Callable[[], str]) -> int:
    db = await open_connection(path, LOCK_WAIT_S)
    try:
        codes = [code for (code,) in await db.execute_fetchall("SELECT code FROM boards")]
        await db.execute("BEGIN")
        await db.executemany("UPDATE boards SET epoch = ? WHERE code = ?", [(new_epoch(), code) for code in codes])
        await db.execute("COMMIT")
        return len(codes)
    finally:
        await db.close()


def settle(draft: Path, target: Path) -> None:
    """On the disk under its name, or not at all."""
    with draft.open("r+b") as file:
        os.fsync(file.fileno())
    draft.rename(target)

"""A copy of a data file that a server may be writing, and which copy to go on from."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from openspace.storage.copies import remember, remembered
from openspace.storage.damage import DataFileUnusable, flaw_of, has_held_boards, require_whole, size_of
from openspace.storage.datafile import connect_to_read, make_private, open_connection
from openspace.storage.lock import keep_servers_off

LOCK_WAIT_S = 5.0


async def back_up(data: Path, target: Path, new_epoch: Callable[[], str]) -> int:
    """Write the whole data file, as it is at one moment, to `target`. Returns the number of boards.

    The copy's boards get epochs of their own, so that a screen that saw more than the copy has takes it whole; of an
    earlier version it stays. Nothing is left behind when it fails.

    Raises:
        DataFileUnusable: `data` cannot be read, `target` is there already or cannot be written.
        DataFileDamaged: What could be read of `data` is not all that was in it; nothing of it is touched.
    """
    if await asyncio.to_thread(target.exists):
        raise DataFileUnusable(f"{target} is there already. Name another file, or move that one away.")
    if not await asyncio.to_thread(target.parent.is_dir):
        raise DataFileUnusable(f"There is no folder {target.parent}.")
    await asyncio.to_thread(require_whole_at_rest, data)
    draft = target.with_name(target.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        make_private(draft)
        async with connect_to_read(data, may_be_earlier=True) as db:
            await db.execute("VACUUM INTO ?", (str(draft),))
        boards = await with_new_epochs(draft, new_epoch)
        await asyncio.to_thread(settle, draft, target)
        await asyncio.to_thread(remember, data, target)
    except (OSError, sqlite3.Error) as error:
        raise DataFileUnusable(f"{target} cannot be written: {error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return boards


def require_whole_at_rest(data: Path) -> None:
    """What a server is just changing could pass for damage; it has looked itself. Raises `DataFileDamaged`."""
    with keep_servers_off(data) as is_at_rest:
        if is_at_rest:
            require_whole(data)


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


def advice(data: Path) -> str:
    """How to go on from a damaged file: the newest copy that is whole, or where the last one was."""
    copies = [copy for copy in remembered(data) if copy != data.resolve()]
    if not copies:
        return "No backup of it has been made with `run.py backup`."
    there = sorted((copy for copy in copies if size_of(copy) > 0), key=lambda copy: copy.stat().st_mtime, reverse=True)
    for copy in there:
        if flaw_of(copy) is None:
            made = datetime.fromtimestamp(copy.stat().st_mtime).astimezone()
            return f"The newest backup is {copy}, of {made:%Y-%m-%d %H:%M}. To go on from it: run.py --data {copy}"
    return f"The last backup was written to {copies[-1]}, which is not there now, or damaged too."


def what_is_gone(data: Path) -> str | None:
    """What to say before a new file is made where boards have been; None where it is there, or was never."""
    if data.exists() or not has_held_boards(data):
        return None
    return f"{data} is gone, though boards have been in it, and is begun anew. {advice(data)}"

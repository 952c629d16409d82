"""What the SQLite store promises when a process is killed, the disk is full, a commit fails or a task is cancelled."""

import asyncio
import random
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from pathlib import Path

import pytest

from openspace.ports import NotSaved
from openspace.storage.datafile import connect
from openspace.storage.sqlite import SqliteStore, open_store
from tests.children import child
from tests.client import WAIT_MAX_S
from tests.storage.examples import CODE, a_row, begin, seqs, some_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.db"


# A killed process


APPENDS_FOR_EVER = """
import asyncio, random, sys
from pathlib import Path
from openspace.storage.sqlite import open_store
from tests.storage.examples import CODE, MORNING, a_record, a_row, begin, links_to, seqs, some_rows

async def main(path, seed):
    random.seed(seed)
    async with open_store(Path(path)) as store:
        last = 0
        while True:
            size = random.choice([1, 2, 7, 40])
            await store.append("LUND482", some_rows(last + 1, last + size))
            last += size
            print(last, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("seed", range(3))
async def test_a_killed_process_loses_nothing_it_had_appended(path: Path, seed: int) -> None:
    async with open_store(path) as store:
        await begin(store, rows=0)
    command = (sys.executable, "-c", APPENDS_FOR_EVER, str(path), str(seed))

    async with child(*command, stdout=PIPE) as process, asyncio.timeout(WAIT_MAX_S):
        assert process.stdout is not None
        lines = [await process.stdout.readline() for _ in range(random.Random(seed).randint(5, 60))]
        process.kill()
        lines += (await process.stdout.read()).splitlines()
        assert await process.wait() == -signal.SIGKILL

    async with open_store(path) as store:
        stored = await store.read(CODE)
    assert stored == some_rows(1, len(stored))
    assert len(stored) >= int(lines[-1])
    assert len(stored) in batch_ends(seed)


def batch_ends(seed: int) -> set[int]:
    """The seqs at which a batch of `APPENDS_FOR_EVER` may end."""
    dice = random.Random(str(seed))
    last = 0
    return {0, *(last := last + dice.choice([1, 2, 7, 40]) for _ in range(10_000))}


# The disk is full


async def test_a_batch_too_large_for_the_disk_is_not_saved_at_all(path: Path) -> None:
    async with open_store(path) as store:
        await begin(store)

    async with open_store(path, max_pages=60) as store:
        with pytest.raises(NotSaved, match="full"):
            await store.append(CODE, some_rows(4, 2_000))

        assert await store.read(CODE) == some_rows(1, 3)
        await store.append(CODE, some_rows(4, 5))
        assert await store.read(CODE) == some_rows(1, 5)


FILLS_THE_DISK = """
import asyncio, resource, sys
from pathlib import Path
from openspace.ports import NotSaved
from openspace.storage.sqlite import open_store
from tests.storage.examples import CODE, MORNING, a_record, a_row, begin, links_to, seqs, some_rows

async def main(path):
    async with open_store(Path(path)) as store:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
        saved = 3
        try:
            while saved < 10_000:
                await store.append("LUND482", [a_row(saved + 1)])
                saved += 1
        except NotSaved:
            try:
                await store.append("LUND482", [a_row(saved + 1)])
            except NotSaved:
                assert await store.read("LUND482") == some_rows(1, saved)
            else:
                raise SystemExit("wrote to a full disk")
        else:
            raise SystemExit("the disk did not fill")
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        await store.append("LUND482", some_rows(saved + 1, saved + 10))
        await store.probe()
        print(saved + 10)

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of a file on Windows")
async def test_a_store_on_a_full_disk_works_again_when_there_is_room(path: Path) -> None:
    async with open_store(path) as store:
        await begin(store)

    command = (sys.executable, "-c", FILLS_THE_DISK, str(path))
    async with child(*command, stdout=PIPE) as process, asyncio.timeout(WAIT_MAX_S):
        output, _ = await process.communicate()

    assert process.returncode == 0
    async with open_store(path) as store:
        assert await store.read(CODE) == some_rows(1, int(output))


# A commit that fails


async def test_a_commit_that_fails_leaves_nothing_and_the_next_one_works(path: Path) -> None:
    async with connect(path) as db:
        store = SqliteStore(db)
        await begin(store)
        await db.set_authorizer(deny("COMMIT"))

        with pytest.raises(NotSaved):
            await store.append(CODE, some_rows(4, 5))

        assert await store.read(CODE) == some_rows(1, 3)
        await db.set_authorizer(deny("nothing"))
        await store.append(CODE, some_rows(4, 5))
        assert await store.read(CODE) == some_rows(1, 5)


async def test_a_single_row_that_cannot_be_written_leaves_nothing_and_the_next_one_works(path: Path) -> None:
    async with connect(path) as db:
        store = SqliteStore(db)
        await begin(store)
        await db.execute("PRAGMA query_only = on")

        with pytest.raises(NotSaved):
            await store.append(CODE, [a_row(4)])

        assert await store.read(CODE) == some_rows(1, 3)
        await db.execute("PRAGMA query_only = off")
        await store.append(CODE, [a_row(4)])
        assert await store.read(CODE) == some_rows(1, 4)


def deny(transaction: str) -> Callable[..., int]:
    """For SQLite to ask before each statement."""
    return lambda action, name, *_: (
        sqlite3.SQLITE_DENY if (action, name) == (sqlite3.SQLITE_TRANSACTION, transaction) else sqlite3.SQLITE_OK
    )


# Cancellation


@pytest.mark.parametrize("steps", range(12))
@pytest.mark.parametrize("cancels", [1, 2])
async def test_a_cancelled_append_is_all_or_nothing_and_harms_no_later_one(
    path: Path, steps: int, cancels: int
) -> None:
    async with open_store(path) as store:
        await begin(store)
        task = asyncio.create_task(store.append(CODE, some_rows(4, 8)))
        for _ in range(steps):
            await asyncio.sleep(0.0002)
        for _ in range(cancels):
            task.cancel()
            await asyncio.sleep(0)
        await asyncio.wait([task])

        stored = await store.read(CODE)

        assert stored in (some_rows(1, 3), some_rows(1, 8))
        last = len(stored)
        await store.append(CODE, [a_row(last + 1, command_id="after")])
        assert seqs(await store.read(CODE)) == list(range(1, last + 2))

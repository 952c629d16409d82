"""[L4] No room on the disk, or another program that will not let go.

Nothing of an act is stored then, what was stored is read, and the next act works once that is over, by itself.
"""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from msgspec import Struct

from openspace.ports import Movement, NotSaved, Revision, Whereabouts
from openspace.storage.datafile import connect, pragma
from openspace.storage.sqlite import SqliteStore
from tests.client import WAIT_MAX_S
from tests.storage.examples import CODE, MORNING, a_record, begin, links_to, some_rows

LOCK_WAIT_S = 0.05
LARGE = random.Random(5).randbytes(400_000)  # more than the room there is
UPDATES = [LARGE[start : start + 1_000] for start in range(0, len(LARGE), 1_000)]
CROWD = {f"person-{number}" * 20: Whereabouts("cafe", MORNING.date()) for number in range(2_000)}
WALKS = [Movement(MORNING, "lobby" * 40, f"s{number}" * 40, 1) for number in range(1_000)]

Write = Callable[[SqliteStore], Awaitable[object]]
WRITES: dict[str, Write] = {
    "events": lambda store: store.append(CODE, some_rows(4, 2_000)),
    "notes": lambda store: store.add_note_updates(CODE, "t1", UPDATES),
    "notes made one": lambda store: store.compact_notes(CODE, "t1", LARGE, 2),
    "a revision": lambda store: store.add_revision(CODE, "t1", Revision(at=MORNING, seq=1, text=LARGE.hex())),
    "a photo": lambda store: store.save_blob(CODE, LARGE),
    "feet": lambda store: store.save_feet(CODE, CROWD, WALKS),
    "a board": lambda store: store.create(a_record("UMEA200"), links_to("UMEA200"), some_rows(1, 2_000)),
}


class Held(Struct, frozen=True):
    """Everything that any of the writes could change."""

    parts: tuple[object, ...]


async def held_by(store: SqliteStore) -> Held:
    return Held(
        (
            await store.records(),
            await store.read(CODE),
            await store.note_updates(CODE, "t1"),
            await store.revisions(CODE, "t1"),
            await store.blob_sizes(CODE),
            await store.whereabouts(CODE),
            await store.movements(CODE),
        )
    )


@asynccontextmanager
async def a_small_disk(path: Path) -> AsyncIterator[tuple[SqliteStore, Callable[[int], Awaitable[object]]]]:
    """A store with little in it, and how many pages more it may have."""
    async with connect(path) as db:
        store = SqliteStore(db)
        await begin(store)
        await store.add_note_updates(CODE, "t1", [b"one", b"two"])

        async def room(pages: int) -> None:
            limit = await pragma(db, "page_count") + pages
            await db.execute_fetchall(f"PRAGMA max_page_count = {limit:d}")

        yield store, room


@pytest.mark.parametrize("kind", WRITES)
async def test_what_finds_no_room_leaves_nothing_and_works_when_there_is_room(tmp_path: Path, kind: str) -> None:
    async with a_small_disk(tmp_path / "data.db") as (store, room):
        await room(5)
        before = await held_by(store)

        for _ in range(2):
            with pytest.raises(NotSaved, match="full"):
                await WRITES[kind](store)

        assert await held_by(store) == before
        await room(100_000)
        await WRITES[kind](store)
        assert await held_by(store) != before
        await store.probe()


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_fits_on_a_disk_that_fills_up_is_there_and_nothing_else(tmp_path: Path, seed: int) -> None:
    """Small acts of every kind, until none fits and then on: each is whole or not there."""
    dice = random.Random(seed)
    notes: list[bytes] = []
    photos, rows, refusals = 0, 3, 0
    async with a_small_disk(tmp_path / "data.db") as (store, room):
        await room(60)
        for _ in range(120):
            size = dice.randrange(1, 20_000)
            try:
                match dice.randrange(3):
                    case 0:
                        await store.append(CODE, some_rows(rows + 1, rows + 2))
                        rows += 2
                    case 1:
                        update = dice.randbytes(size)
                        await store.add_note_updates(CODE, "t1", [update])
                        notes.append(update)
                    case _:
                        await store.save_blob(CODE, dice.randbytes(size))
                        photos += 1
            except NotSaved:
                refusals += 1

        assert await store.read(CODE) == some_rows(1, rows)
        assert [update for _, update in await store.note_updates(CODE, "t1")] == [b"one", b"two", *notes]
        assert len(await store.blob_sizes(CODE)) == photos
        assert await store._database.fetch("PRAGMA integrity_check") == [("ok",)]
    assert refusals > 10


# A lock


@pytest.mark.parametrize("kind", WRITES)
async def test_a_lock_held_for_longer_than_one_waits_is_not_saved_and_then_it_is(tmp_path: Path, kind: str) -> None:
    async with connect(tmp_path / "data.db", lock_wait_s=LOCK_WAIT_S) as db:
        store = SqliteStore(db)
        await begin(store)
        await store.add_note_updates(CODE, "t1", [b"one", b"two"])
        before = await held_by(store)
        with closing(sqlite3.connect(tmp_path / "data.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            with pytest.raises(NotSaved, match="locked"):
                await WRITES[kind](store)
            with pytest.raises(NotSaved, match="locked"):
                await store.probe()

            assert await held_by(store) == before
        await WRITES[kind](store)
        assert await held_by(store) != before


async def test_a_lock_given_back_in_time_costs_only_the_wait(tmp_path: Path) -> None:
    async with connect(tmp_path / "data.db", lock_wait_s=WAIT_MAX_S) as db:
        store = SqliteStore(db)
        await begin(store)
        with closing(sqlite3.connect(tmp_path / "data.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            saving = asyncio.create_task(store.append(CODE, some_rows(4, 5)))
            reading = asyncio.create_task(store.read(CODE))
            await asyncio.wait([saving], timeout=LOCK_WAIT_S)
            was_waiting = not saving.done()

            other.execute("COMMIT")
            await saving

        assert was_waiting
        assert await reading == some_rows(1, 5)

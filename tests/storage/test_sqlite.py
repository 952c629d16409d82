"""What only the SQLite store promises: it stays, shares the file with others and does little work."""

import asyncio
import sqlite3
from collections import Counter
from pathlib import Path

import aiosqlite
import pytest

from openspace.domain.board import replay
from openspace.ports import Conflict, Movement, NotSaved, Revision, Whereabouts
from openspace.storage.datafile import connect
from openspace.storage.sqlite import PAGE_ROWS, SqliteStore, open_store, open_store_to_read
from tests.storage.examples import CODE, MORNING, a_record, a_row, begin, links_to, seqs, some_rows

ROOT = Path(__file__).parents[2]
LIMIT_S = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.db"


# It stays


async def test_everything_is_there_after_opening_again(path: Path) -> None:
    where = {"p1": Whereabouts("cafe", MORNING.date())}
    async with open_store(path) as store:
        secret = await store.secret()
        await begin(store)
        await store.save_feet(CODE, where, [Movement(MORNING, "lobby", "cafe", 1)])

    async with open_store(path) as store:
        assert await store.secret() == secret
        assert await store.records() == [a_record(CODE)]
        assert await store.links(CODE) == links_to(CODE)
        assert await store.read(CODE) == some_rows(1, 3)
        assert await store.whereabouts(CODE) == where
        assert await store.movements(CODE) == [Movement(MORNING, "lobby", "cafe", 1)]


async def test_two_data_files_have_two_secrets(tmp_path: Path) -> None:
    async with open_store(tmp_path / "one.db") as one, open_store(tmp_path / "two.db") as two:
        assert await one.secret() != await two.secret()


# Somebody else writes


async def test_while_another_program_writes_nothing_is_saved_and_then_it_is(path: Path) -> None:
    async with open_store(path, lock_wait_s=0) as store:
        await begin(store)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(NotSaved, match="locked"):
            await store.append(CODE, [a_row(4)])
        with pytest.raises(NotSaved, match="locked"):
            await store.save_feet(CODE, {"p1": Whereabouts("cafe", MORNING.date())}, [])
        assert await store.read(CODE) == some_rows(1, 3)

        other.execute("ROLLBACK")
        other.close()
        await store.append(CODE, [a_row(4)])
        assert await store.read(CODE) == some_rows(1, 4)


async def test_two_programs_on_one_file_cannot_both_take_a_seq(path: Path) -> None:
    async with open_store(path) as one, open_store(path) as two:
        await begin(one)
        await one.append(CODE, [a_row(4, by="p1")])

        with pytest.raises(Conflict):
            await two.append(CODE, [a_row(4, by="p2")])

        assert await two.read(CODE, after=3) == [a_row(4, by="p1")]
        await two.append(CODE, [a_row(5, by="p2")])
        assert seqs(await one.read(CODE)) == [1, 2, 3, 4, 5]


async def test_a_new_file_may_be_opened_by_several_at_once(path: Path) -> None:
    async def secret() -> bytes:
        async with open_store(path) as store:
            return await store.secret()

    assert len({*await asyncio.gather(*(secret() for _ in range(5)))}) == 1


async def test_a_reader_sees_what_the_server_has_appended_and_cannot_write(path: Path) -> None:
    async with open_store(path) as store:
        await begin(store)
        async with open_store_to_read(path) as reader:
            await store.append(CODE, [a_row(4)])

            assert await reader.read(CODE) == some_rows(1, 4)
            with pytest.raises(NotSaved, match="readonly"):
                await reader.append(CODE, [a_row(5)])


# Work


async def traced(db: aiosqlite.Connection) -> Counter[str]:
    """Counts the statements by their first word from now on."""
    seen: Counter[str] = Counter()
    await db.set_trace_callback(lambda sql: seen.update([sql.split()[0]]))
    return seen


async def test_an_append_is_one_transaction_whatever_its_size(path: Path) -> None:
    async with connect(path) as db:
        store = SqliteStore(db)
        await begin(store)
        seen = await traced(db)

        await store.append(CODE, some_rows(4, 259))

        assert seen == {"BEGIN": 1, "INSERT": 256, "COMMIT": 1}


async def test_ten_thousand_events_are_read_in_eleven_questions_and_replayed(path: Path) -> None:
    async with connect(path) as db:
        store = SqliteStore(db)
        await begin(store, rows=10_000)
        seen = await traced(db)

        rows = await store.read(CODE)

        assert seen == {"SELECT": 10_000 // PAGE_ROWS + 1}
        board = replay(row.event for row in rows)
        assert (board.seq, len(board.topics)) == (10_000, 10_000)


async def test_reading_walks_the_key_and_sorts_nothing(path: Path) -> None:
    async with connect(path) as db:
        plan = await db.execute_fetchall(
            "EXPLAIN QUERY PLAN SELECT changes FROM log WHERE board = ? AND seq > ? ORDER BY seq LIMIT 1", (CODE, 0)
        )

        assert [row[3] for row in plan] == ["SEARCH log USING INDEX sqlite_autoindex_log_1 (board=? AND seq>?)"]


async def test_what_was_erased_is_nowhere_in_the_file(tmp_path: Path) -> None:
    """[G10]"""
    path = tmp_path / "x.db"
    async with open_store(path) as store:
        await store.create(a_record("LUND482"), links_to("LUND482"), [a_row(1, by="Zebulon-the-first")])
        await store.append("LUND482", [a_row(seq, by="Zebulon-the-first") for seq in range(2, 50)])
        await store.add_note_updates("LUND482", "t1", [b"Zebulon said" * 500])
        await store.add_revision("LUND482", "t1", Revision(at=MORNING, seq=1, text="Zebulon said"))
        await store.save_blob("LUND482", b"Zebulon as a picture" * 5_000)

        await store.erase("LUND482")

        files = await asyncio.to_thread(everything_in, tmp_path)
    assert b"Zebulon" not in files
    assert b"LUND482" not in files


async def test_a_photo_that_was_erased_is_nowhere_in_the_file(tmp_path: Path) -> None:
    async with open_store(tmp_path / "x.db") as store:
        await store.create(a_record("LUND482"), links_to("LUND482"), [])
        digest = await store.save_blob("LUND482", b"Zebulon as a picture" * 5_000)

        await store.erase_blob("LUND482", digest)

        files = await asyncio.to_thread(everything_in, tmp_path)
    assert b"Zebulon" not in files


async def test_what_was_compacted_away_is_nowhere_in_the_file(tmp_path: Path) -> None:
    """A name that is replaced in the notes is gone when they are next compacted and the log is cut off."""
    async with open_store(tmp_path / "x.db") as store:
        await store.create(a_record("LUND482"), links_to("LUND482"), [])
        await store.add_note_updates("LUND482", "t1", [b"Zebulon said" * 500])

        await store.compact_notes("LUND482", "t1", b"somebody said", 1)

    assert b"Zebulon" not in await asyncio.to_thread(everything_in, tmp_path)


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())

"""Making, opening and upgrading the data file; refusing those that are not ours."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from openspace.ports import Conflict
from openspace.storage import datafile
from openspace.storage.damage import DataFileUnusable, size_of, wal_path
from openspace.storage.datafile import DataFileTooNew, connect, connect_to_read, pragma
from openspace.storage.sqlite import open_store
from tests.storage.examples import MORNING, a_record, a_rich_row, a_row, in_version, links_to, some_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.db"


def content(path: Path) -> bytes:
    return path.read_bytes()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def made_with(path: Path, content: bytes, mode: int = 0o600) -> None:
    path.write_bytes(content)
    path.chmod(mode)


def set_pragma(path: Path, name: str, value: int) -> None:
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA {name} = {value}")
    db.close()


async def test_every_commit_is_synced_to_the_disk(path: Path) -> None:
    async with connect(path) as db:
        assert [*await db.execute_fetchall("PRAGMA journal_mode")] == [("wal",)]
        assert await pragma(db, "synchronous") == 2
        assert await pragma(db, "foreign_keys") == 1


async def test_a_data_file_is_made_with_its_folder(tmp_path: Path) -> None:
    async with connect(tmp_path / "a" / "b" / "data.db") as db:
        assert await pragma(db, "user_version") == len(datafile.schema_scripts())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
async def test_only_the_owner_may_read_a_new_data_file(path: Path) -> None:
    async with open_store(path) as store:
        await store.create(a_record(), links_to(), some_rows(1, 1))

        modes = {file.name: mode(file) for file in path.parent.iterdir()}

    assert modes == {"data.db": 0o600, "data.db-wal": 0o600, "data.db-shm": 0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
async def test_the_mode_of_a_data_file_that_exists_is_left_alone(path: Path) -> None:
    made_with(path, b"", mode=0o640)

    async with connect(path):
        pass

    assert mode(path) == 0o640


async def test_a_file_of_an_earlier_version_is_upgraded_and_keeps_what_it_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_store(path) as store:
        await store.create(a_record(), links_to(), some_rows(1, 3))
    later = [
        *datafile.schema_scripts(),
        "CREATE TABLE notes (topic TEXT); -- first;\nINSERT INTO notes VALUES ('a;b');\n",
        "ALTER TABLE notes ADD COLUMN text TEXT;",
    ]
    monkeypatch.setattr(datafile, "schema_scripts", lambda: later)

    async with connect(path) as db:
        assert await pragma(db, "user_version") == len(later)
        assert [*await db.execute_fetchall("SELECT topic, text FROM notes")] == [("a;b", None)]
    async with open_store(path) as store:
        assert await store.read("LUND482") == some_rows(1, 3)


async def test_a_board_from_before_notes_and_photos_gets_a_place_for_them(path: Path) -> None:
    with in_version(1):
        async with open_store(path) as store:
            await store.create(a_record(), links_to(), some_rows(1, 3))

    async with open_store(path) as store:
        await store.add_note_updates("LUND482", "t1", [b"a"])
        digest = await store.save_blob("LUND482", b"photo")

        assert await store.read("LUND482") == some_rows(1, 3)
        assert await store.note_updates("LUND482", "t1") == [(1, b"a")]
        assert await store.blob("LUND482", digest) == b"photo"


async def test_a_board_from_before_rest_is_to_be_looked_after_and_keeps_what_it_holds(path: Path) -> None:
    with in_version(2):
        async with open_store(path) as store:
            await store.create(a_record(), links_to(), some_rows(1, 3))
            digest = await store.save_blob("LUND482", b"photo")

    async with open_store(path) as store:
        assert await store.to_look_after(MORNING) == [a_record()]
        await store.looked_after("LUND482", None)
        assert await store.to_look_after(MORNING) == []
        assert await store.read("LUND482") == some_rows(1, 3)
        assert await store.blob("LUND482", digest) == b"photo"


async def test_a_log_from_before_commands_had_no_key_is_kept_whole_and_has_none(path: Path) -> None:
    rows = [*some_rows(1, 3), a_rich_row(4), a_row(5, by=None)]
    with in_version(3):
        async with open_store(path) as store:
            await store.create(a_record(), links_to(), rows)
            await store.create(a_record("KIEL100"), [], some_rows(1, 2))

    async with open_store(path) as store:
        assert size_of(wal_path(path)) == 0
        assert await store.read("LUND482") == rows
        assert await store.read("KIEL100") == some_rows(1, 2)
        with pytest.raises(Conflict):
            await store.append("LUND482", [a_row(5)])
        with pytest.raises(KeyError):
            await store.append("NONE000", [a_row(1)])
        await store.append("LUND482", some_rows(6, 8))
        assert await store.read("LUND482", after=5) == some_rows(6, 8)
    async with connect(path) as db:
        assert await pragma(db, "foreign_keys") == 1
        assert [*await db.execute_fetchall("PRAGMA foreign_key_check")] == []
        assert [row[1] for row in await db.execute_fetchall("PRAGMA index_list(log)")] == ["sqlite_autoindex_log_1"]


async def test_opening_a_file_of_this_version_writes_nothing(path: Path) -> None:
    async with open_store(path) as store:
        await store.create(a_record(), links_to(), some_rows(1, 3))
    before = content(path)

    async with open_store(path):
        assert size_of(wal_path(path)) == 0

    assert content(path) == before


async def test_a_file_that_an_earlier_server_may_be_serving_is_not_upgraded(path: Path) -> None:
    with in_version(1):
        async with connect(path):
            pass
    before = content(path)

    with pytest.raises(DataFileUnusable, match="earlier version"):
        async with connect(path, may_upgrade=False):
            pass

    assert content(path) == before


async def test_an_upgrade_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with connect(path) as db:
        before = await pragma(db, "user_version")
    monkeypatch.setattr(
        datafile, "schema_scripts", lambda: [*"-" * before, "CREATE TABLE half (a);", "CREATE TABLE half (a);"]
    )

    with pytest.raises(DataFileUnusable, match="half already exists"):
        async with connect(path):
            pass

    monkeypatch.undo()
    async with connect(path) as db:
        assert await pragma(db, "user_version") == before
        assert [*await db.execute_fetchall("SELECT name FROM sqlite_schema WHERE name = 'half'")] == []


async def test_a_file_of_a_later_version_is_refused_and_left_alone(path: Path) -> None:
    async with connect(path):
        pass
    set_pragma(path, "user_version", 99)
    before = content(path)

    with pytest.raises(DataFileTooNew, match="later version") as refused:
        async with connect(path):
            pass

    assert (refused.value.found, refused.value.known) == (99, len(datafile.schema_scripts()))
    assert content(path) == before


async def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = content(path)

    with pytest.raises(DataFileUnusable, match="another program"):
        async with connect(path):
            pass

    assert content(path) == before


async def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    diary = b"Dear diary, " * 1_000
    made_with(path, diary)

    with pytest.raises(DataFileUnusable, match="not a database"):
        async with connect(path):
            pass

    assert content(path) == diary


async def test_a_folder_is_no_data_file(tmp_path: Path) -> None:
    with pytest.raises(DataFileUnusable, match="cannot be opened"):
        async with connect(tmp_path):
            pass


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(DataFileUnusable, match="cannot be opened"):
        async with connect(tmp_path / "file" / "data.db"):
            pass


async def test_reading_makes_no_file(path: Path) -> None:
    with pytest.raises(DataFileUnusable, match="unable to open"):
        async with connect_to_read(path):
            pass

    assert list(path.parent.iterdir()) == []


async def test_reading_upgrades_no_file(path: Path) -> None:
    async with connect(path):
        pass
    set_pragma(path, "user_version", 0)

    with pytest.raises(DataFileUnusable, match="earlier version"):
        async with connect_to_read(path):
            pass


async def test_reading_refuses_a_later_version(path: Path) -> None:
    async with connect(path):
        pass
    set_pragma(path, "user_version", 99)

    with pytest.raises(DataFileTooNew):
        async with connect_to_read(path):
            pass

"""[E10] A backup is the whole data file at one moment, taken while a server writes, and opens under new epochs."""

import asyncio
import os
from pathlib import Path

import pytest

from openspace.storage.backup import back_up
from openspace.storage.damage import DataFileDamaged, DataFileUnusable, wal_path
from openspace.storage.datafile import connect_to_read, pragma
from openspace.storage.sqlite import open_store
from tests.storage.examples import a_record, everything, in_version, links_to, some_rows


async def test_a_copy_holds_everything_under_a_new_epoch(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with open_store(tmp_path / "openspace.db") as store:
        await store.create(a_record("LUND482"), links_to("LUND482"), some_rows(1, 3))
        await store.add_note_updates("LUND482", "t1", [b"an update"])
        secret = await store.secret()
        digest = await store.save_blob("LUND482", b"a picture")

        assert await back_up(tmp_path / "openspace.db", copy, lambda: "new") == 1
    async with open_store(copy) as again:
        record = await again.record("LUND482")
        assert record is not None
        assert record.epoch == "new"
        assert await again.read("LUND482") == some_rows(1, 3)
        assert await again.links("LUND482") == links_to("LUND482")
        assert await again.note_updates("LUND482", "t1") == [(1, b"an update")]
        assert await again.blob("LUND482", digest) == b"a picture"
        assert await again.secret() == secret


async def test_the_file_that_is_copied_stays_as_it_is(tmp_path: Path) -> None:
    async with open_store(tmp_path / "openspace.db") as store:
        await store.create(a_record("LUND482"), [], some_rows(1, 3))

        await back_up(tmp_path / "openspace.db", tmp_path / "copy.db", lambda: "new")

        assert await store.record("LUND482") == a_record("LUND482")


async def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    async with open_store(tmp_path / "openspace.db"):
        pass
    (tmp_path / "copy.db").write_text("precious")

    with pytest.raises(DataFileUnusable, match="is there already"):
        await back_up(tmp_path / "openspace.db", tmp_path / "copy.db", lambda: "new")

    assert (tmp_path / "copy.db").read_text() == "precious"


@pytest.mark.parametrize("data", ["nothing.db", "foreign.db"])
async def test_what_cannot_be_copied_leaves_nothing_behind(tmp_path: Path, data: str) -> None:
    (tmp_path / "foreign.db").write_text("no data file")

    with pytest.raises(DataFileUnusable):
        await back_up(tmp_path / data, tmp_path / "copy.db", lambda: "new")

    assert await asyncio.to_thread(os.listdir, tmp_path) == ["foreign.db"]


async def test_a_file_of_an_earlier_version_is_copied_as_it_is(tmp_path: Path) -> None:
    """The morning after an upgrade, before the new version has touched anything."""
    data, copy = tmp_path / "openspace.db", tmp_path / "copy.db"
    with in_version(1):
        async with open_store(data) as store:
            await store.create(a_record("LUND482"), links_to("LUND482"), some_rows(1, 3))
    before = data.read_bytes()

    assert await back_up(data, copy, lambda: "new") == 1

    assert data.read_bytes() == before
    async with connect_to_read(copy, may_be_earlier=True) as db:
        assert await pragma(db, "user_version") == 1
    async with open_store(copy) as again:
        assert [record.epoch for record in await again.records()] == ["new"]
        assert await again.read("LUND482") == some_rows(1, 3)
        assert await again.links("LUND482") == links_to("LUND482")


async def test_of_a_damaged_file_no_copy_is_made_that_would_pass_for_whole(tmp_path: Path) -> None:
    """[L6] SQLite would leave out what stands behind a break in its log, and the copy would be named as the newest."""
    async with open_store(tmp_path / "openspace.db") as store:
        await store.create(a_record("LUND482"), [], some_rows(1, 3))
        await store.append("LUND482", some_rows(4, 4))
        await store.append("LUND482", some_rows(5, 5))
        crashed = tmp_path / "crashed.db"
        crashed.write_bytes((tmp_path / "openspace.db").read_bytes())
        log = bytearray(wal_path(tmp_path / "openspace.db").read_bytes())
    log[len(log) // 2] ^= 1
    wal_path(crashed).write_bytes(log)
    before = everything(tmp_path)

    with pytest.raises(DataFileDamaged, match="in its midst"):
        await back_up(crashed, tmp_path / "copy.db", lambda: "new")

    assert everything(tmp_path) == before


async def test_an_empty_file_is_no_earlier_version(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()

    with pytest.raises(DataFileUnusable, match="is empty"):
        await back_up(tmp_path / "empty.db", tmp_path / "copy.db", lambda: "new")

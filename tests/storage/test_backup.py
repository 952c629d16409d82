"""[E10] A backup is the whole data file at one moment, taken while a server writes, and opens under new epochs."""

import asyncio
import os
from pathlib import Path

import pytest

from openspace.storage.backup import back_up
from openspace.storage.damage import DataFileUnusable
from openspace.storage.sqlite import open_store
from tests.storage.examples import a_record, links_to, some_rows


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

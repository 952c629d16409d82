"""[L6] A damaged data file is recognised before it is opened, and nothing of it or beside it is touched."""

import asyncio
import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from openspace.ports import NotRead, NotSaved
from openspace.storage import damage
from openspace.storage.backup import advice, back_up, what_is_gone
from openspace.storage.copies import list_path
from openspace.storage.damage import DataFileDamaged, DataFileUnusable, require_whole, wal_path
from openspace.storage.lock import lock_data_file, lock_path
from openspace.storage.sqlite import open_store
from tests.storage.examples import CODE, a_row, begin, everything, some_rows

PAGE_BYTES = 4_096
Damage = Callable[[Path], None]


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A file that was served and closed in good order."""
    path = tmp_path / "data.db"
    with lock_data_file(path, "http://192.168.1.20:8000"):
        await fill(path)
    return path


async def fill(path: Path) -> None:
    async with open_store(path) as store:
        await begin(store, rows=300)
        await store.save_blob(CODE, random.Random(1).randbytes(200_000))


async def crashed(path: Path, folder: Path) -> Path:
    """The same as a killed server leaves it: what was written last lies in the `-wal`."""
    target = folder / "data.db"
    async with open_store(path) as store:
        await store.append(CODE, some_rows(301, 330))
        await asyncio.to_thread(copy_both, path, target)
    return target


def copy_both(path: Path, target: Path) -> None:
    target.write_bytes(path.read_bytes())
    wal_path(target).write_bytes(wal_path(path).read_bytes())


def overwritten(start: int, content: bytes) -> Damage:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(start)
            file.write(content)

    return damage


def cut(size: int) -> Damage:
    return lambda path: os.truncate(path, size)


def page(number: int, content: bytes) -> Damage:
    """Pages are counted from 1, as SQLite does."""
    return overwritten((number - 1) * PAGE_BYTES, content)


DAMAGES = {
    "no header": overwritten(0, bytes(100)),
    "noise for a header": overwritten(0, random.Random(2).randbytes(100)),
    "no first page": page(1, bytes(PAGE_BYTES)),
    "noise for the tables' names": overwritten(100, random.Random(3).randbytes(PAGE_BYTES - 100)),
    "noise for a page": page(40, random.Random(4).randbytes(PAGE_BYTES)),
    "zeros for a page": page(40, bytes(PAGE_BYTES)),
    "another page's content": lambda path: page(40, path.read_bytes()[50 * PAGE_BYTES : 51 * PAGE_BYTES])(path),
    "a part of a picture": page(70, bytes(PAGE_BYTES)),
    "half the file": cut(40 * PAGE_BYTES),
    "cut in a page": cut(80 * PAGE_BYTES + 99),
    "the last page gone": lambda path: os.truncate(path, path.stat().st_size - PAGE_BYTES),
    "the last byte gone": lambda path: os.truncate(path, path.stat().st_size - 1),
    "a part of an event": lambda path: overwritten(path.read_bytes().index(b'"title"'), bytes(7))(path),
    "cut in the header": cut(70),
    "nothing": cut(0),
}

# The first page and the last stand in a log that has anything new.
HEALED_BY_LOG = {
    "no header",
    "noise for a header",
    "no first page",
    "noise for the tables' names",
    "the last page gone",
    "the last byte gone",
}


def test_a_file_that_is_whole_is_found_so_and_not_touched(path: Path) -> None:
    before = everything(path.parent)

    require_whole(path)

    assert everything(path.parent) == before


@pytest.mark.parametrize("kind", DAMAGES)
async def test_a_damaged_file_is_recognised_and_not_touched(path: Path, kind: str) -> None:
    DAMAGES[kind](path)
    before = everything(path.parent)

    with pytest.raises(DataFileDamaged, match="damaged"):
        require_whole(path)

    assert everything(path.parent) == before


@pytest.mark.parametrize("kind", DAMAGES)
async def test_so_it_is_after_a_crash(path: Path, tmp_path: Path, kind: str) -> None:
    """With a log beside it, which is neither written back nor thrown away."""
    (tmp_path / "crashed").mkdir()
    data = await crashed(path, tmp_path / "crashed")
    require_whole(data)
    DAMAGES[kind](data)
    before = everything(data.parent)

    if is_healed := kind in HEALED_BY_LOG:
        require_whole(data)
    else:
        with pytest.raises(DataFileDamaged, match="damaged"):
            require_whole(data)

    assert everything(data.parent) == before
    if is_healed:
        async with open_store(data) as store:
            assert await store.read(CODE) == some_rows(1, 330)


async def test_a_file_that_is_gone_beside_its_log_is_not_made_anew(path: Path, tmp_path: Path) -> None:
    """A disk that was not mounted; SQLite would throw the log away."""
    (tmp_path / "crashed").mkdir()
    data = await crashed(path, tmp_path / "crashed")
    data.unlink()
    before = everything(data.parent)

    with pytest.raises(DataFileDamaged, match="empty or gone"):
        async with open_store(data):
            pass

    assert everything(data.parent) == before


@pytest.mark.parametrize("witness", ["a lock", "a list of backups"])
async def test_an_empty_file_that_held_boards_is_not_made_anew(path: Path, tmp_path: Path, witness: str) -> None:
    """Neither by a server nor by an import."""
    copy = tmp_path / "copy.db"
    await back_up(path, copy, lambda: "new")
    {"a lock": list_path, "a list of backups": lock_path}[witness](path).unlink()
    os.truncate(path, 0)
    before = everything(tmp_path)

    with pytest.raises(DataFileDamaged, match="it is empty"):
        require_whole(path)
    with pytest.raises(DataFileDamaged, match="it is empty"):
        async with open_store(path):
            pass

    assert everything(tmp_path) == before
    assert (str(copy) in advice(path)) == (witness == "a list of backups")


async def test_an_emptied_file_is_known_though_the_last_server_was_killed_before_it_ran(path: Path) -> None:
    with lock_data_file(path) as lock:
        lock.announce("")
    os.truncate(path, 0)

    with pytest.raises(DataFileDamaged, match="it is empty"):
        require_whole(path)


async def test_what_a_server_left_that_was_killed_in_its_very_first_start_is_begun_anew(tmp_path: Path) -> None:
    """It had heard nobody, so nothing was acknowledged."""
    with lock_data_file(tmp_path / "data.db"):
        (tmp_path / "data.db").touch()

    require_whole(tmp_path / "data.db")


async def test_a_file_that_was_taken_away_is_begun_anew_and_it_is_said(path: Path, tmp_path: Path) -> None:
    """Moved, or removed to begin anew: nothing is lost by a new one, but whoever lost it must not wonder."""
    copy = tmp_path / "copy.db"
    await back_up(path, copy, lambda: "new")
    assert what_is_gone(path) is None
    await asyncio.to_thread(path.unlink)

    require_whole(path)

    said = what_is_gone(path)
    assert said is not None
    assert said.startswith(
        f"{path} is gone, though boards have been in it, and is begun anew. The newest backup is {copy}"
    )
    async with open_store(path) as store:
        assert await store.records() == []


def test_of_a_new_file_nothing_is_said(tmp_path: Path) -> None:
    assert what_is_gone(tmp_path / "data.db") is None


@pytest.mark.parametrize("start", [0, 9, 31])
async def test_a_log_whose_head_is_broken_is_not_thrown_away(path: Path, tmp_path: Path, start: int) -> None:
    """SQLite would take it for no log at all, and what was acknowledged last would be gone without a word."""
    (tmp_path / "crashed").mkdir()
    data = await crashed(path, tmp_path / "crashed")
    before_it_broke = wal_path(data).read_bytes()[start]
    overwritten(start, bytes([before_it_broke ^ 0x10]))(wal_path(data))
    before = everything(data.parent)

    with pytest.raises(DataFileDamaged, match=r"the header of data\.db-wal is broken"):
        require_whole(data)

    assert everything(data.parent) == before


async def test_a_log_whose_head_never_came_to_the_disk_holds_nothing_back(path: Path) -> None:
    wal_path(path).write_bytes(bytes(4_128))

    require_whole(path)

    async with open_store(path) as store:
        assert await store.read(CODE) == some_rows(1, 300)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_new_file_is_whole(tmp_path: Path, is_there: bool) -> None:
    if is_there:
        (tmp_path / "data.db").touch()

    require_whole(tmp_path / "data.db")


def test_what_cannot_be_opened_is_for_others_to_say(tmp_path: Path) -> None:
    """A folder, or a file one may not read, is not damaged."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()

    require_whole(tmp_path / "folder")
    require_whole(tmp_path / "file" / "data.db")


def test_a_database_of_another_program_is_for_others_to_judge(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "data.db")
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()

    require_whole(tmp_path / "data.db")


def test_of_a_very_large_file_the_photos_are_left_out_and_the_log_is_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage, "LOOK_WHOLE_MAX_BYTES", 1_000)
    whole = path.read_bytes()

    DAMAGES["a part of a picture"](path)
    require_whole(path)
    path.write_bytes(whole)
    DAMAGES["noise for a page"](path)
    with pytest.raises(DataFileDamaged):
        require_whole(path)


async def test_where_links_are_unknown_a_copy_is_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("not on this stick")

    (tmp_path / "crashed").mkdir()
    data = await crashed(path, tmp_path / "crashed")
    monkeypatch.setattr(os, "link", no_links)

    require_whole(data)
    DAMAGES["half the file"](data)

    with pytest.raises(DataFileDamaged):
        require_whole(data)


# What to go on from


async def test_the_newest_backup_that_is_whole_is_named(path: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    older, newer, broken = tmp_path / "old.db", tmp_path / "stick" / "new.db", tmp_path / "broken.db"
    for number, copy in enumerate((older, newer, broken)):
        await back_up(path, copy, lambda: "new")
        os.utime(copy, (1_000_000 + number, 1_000_000 + number))
    DAMAGES["noise for a page"](broken)

    assert f"The newest backup is {newer}, of 1970-01-12" in advice(path)


async def test_a_backup_that_has_been_carried_away_is_named_all_the_same(path: Path, tmp_path: Path) -> None:
    await back_up(path, tmp_path / "copy.db", lambda: "new")
    (tmp_path / "copy.db").unlink()

    assert f"The last backup was written to {tmp_path / 'copy.db'}, which is not there now" in advice(path)


def test_that_there_is_no_backup_is_said(path: Path) -> None:
    assert "No backup" in advice(path)


async def test_a_list_of_backups_that_cannot_be_written_keeps_no_backup_from_anybody(
    path: Path, tmp_path: Path
) -> None:
    list_path(path).mkdir()

    await back_up(path, tmp_path / "copy.db", lambda: "new")

    require_whole(tmp_path / "copy.db")
    assert "No backup" in advice(path)


# Damage while it is served


async def test_a_row_that_is_no_event_any_more_is_not_read_and_the_file_counts_as_damaged(path: Path) -> None:
    async with open_store(path) as store:
        await store.probe()
        other = sqlite3.connect(path)
        other.execute("UPDATE log SET changes = substr(changes, 9) WHERE seq = 7")
        other.commit()
        other.close()

        with pytest.raises(NotRead, match="damaged"):
            await store.read(CODE)

        with pytest.raises(NotSaved, match="damaged"):
            await store.probe()
    with pytest.raises(DataFileDamaged, match=f"event 7 of board {CODE} cannot be read"):
        require_whole(path)


async def test_a_page_that_breaks_under_a_running_server_is_said_and_what_was_acknowledged_stays_readable(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_store(path) as store:
        digest = next(iter(await store.blob_sizes(CODE)))
        await asyncio.to_thread(DAMAGES["a part of a picture"], path)

        with pytest.raises(NotRead):
            await store.blob(CODE, digest)

        with pytest.raises(NotSaved, match="damaged"):
            await store.probe()
        await store.append(CODE, [a_row(301)])
        assert await store.read(CODE) == some_rows(1, 301)
    assert [record.getMessage() for record in caplog.records if "damaged" in record.getMessage()] != []
    with pytest.raises(DataFileUnusable):
        require_whole(path)

"""[L5, L6] SQLite's log read without SQLite, where its own writing is out of the ordinary."""

import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from openspace.storage.wal import FRAME_HEAD, HEAD_BYTES, Head, checksum, frames, has_broken_head, is_broken_within

PAGE_BYTES = 4_096
FRAME_BYTES = FRAME_HEAD.size + PAGE_BYTES
COMMITS = 5


def left_behind(folder: Path, options: str = "") -> Path:
    """The log of a killed program that had written a picture five times, with its file beside it."""
    path, twin = folder / "data.db", folder / "twin.db"
    db = sqlite3.connect(f"{path.as_uri()}?{options}", uri=True, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE pictures (content BLOB)")
        for _ in range(COMMITS):
            db.execute("INSERT INTO pictures VALUES (randomblob(9000))")
        shutil.copyfile(path, twin)
        return Path(shutil.copyfile(f"{path}-wal", f"{twin}-wal"))
    finally:
        db.close()


def pictures_in(twin: Path) -> int:
    """As SQLite reads it."""
    db = sqlite3.connect(twin)
    try:
        return int(db.execute("SELECT count(*) FROM pictures").fetchone()[0])
    finally:
        db.close()


def without_frame(wal: bytes, number: int) -> bytes:
    start = HEAD_BYTES + number * FRAME_BYTES
    return wal[:start] + bytes(FRAME_BYTES) + wal[start + FRAME_BYTES :]


def ends(wal: Path) -> list[int]:
    """The numbers of the frames that end a transaction, from 0."""
    with wal.open("rb") as file:
        file.seek(HEAD_BYTES)
        return [number for number, frame in enumerate(frames(file, PAGE_BYTES)) if frame.is_end]


def summed_anew(wal: Path, magic: int) -> bytes:
    """With the checksums of a machine that takes bytes in the order `magic` says."""
    content = struct.pack(">I", magic) + wal.read_bytes()[4:HEAD_BYTES]
    words = Head.of(content).words
    sums = checksum(words, content[:-8], (0, 0))
    content = content[:-8] + struct.pack(">2I", *sums)
    with wal.open("rb") as file:
        file.seek(HEAD_BYTES)
        for frame in frames(file, PAGE_BYTES):
            sums = checksum(words, frame.summed, sums)
            content += FRAME_HEAD.pack(frame.summed[:8], frame.salts, *sums) + frame.summed[8:]
    return content


def test_a_last_frame_that_is_written_twice_before_it_is_synced_proves_nothing(tmp_path: Path) -> None:
    """Where a disk may spoil its neighbours; then any of the transaction may be missing after a power cut."""
    wal = left_behind(tmp_path, "psow=0")
    whole = wal.read_bytes()
    first, again = ends(wal)[-2:]
    assert again == first + 1, "SQLite has not written it twice"

    wal.write_bytes(without_frame(whole, first - 1))
    assert not is_broken_within(wal)

    wal.write_bytes(without_frame(whole, 1))
    assert is_broken_within(wal)


@pytest.mark.parametrize("magic", [0x377F_0682, 0x377F_0683])
def test_a_log_says_itself_in_which_order_its_checksums_take_the_bytes(tmp_path: Path, magic: int) -> None:
    """It may have been begun on another kind of machine."""
    wal = left_behind(tmp_path)
    wal.write_bytes(whole := summed_anew(wal, magic))

    assert not has_broken_head(wal)
    assert not is_broken_within(wal)
    wal.write_bytes(without_frame(whole, 1))
    assert is_broken_within(wal)
    wal.write_bytes(whole)
    assert pictures_in(tmp_path / "twin.db") == COMMITS


@pytest.mark.parametrize("length", [0, 1, HEAD_BYTES - 1, HEAD_BYTES, HEAD_BYTES + 1, HEAD_BYTES + FRAME_BYTES])
def test_a_log_of_any_length_is_looked_through(tmp_path: Path, length: int) -> None:
    wal = left_behind(tmp_path)
    wal.write_bytes(wal.read_bytes()[:length])

    assert not has_broken_head(wal)
    assert not is_broken_within(wal)


def test_a_log_that_is_not_there_is_not_broken(tmp_path: Path) -> None:
    assert not has_broken_head(tmp_path / "log")
    assert not is_broken_within(tmp_path / "log")

"""SQLite's own log beside a data file (`-wal`), read without SQLite: whether something acknowledged is lost in it.

SQLite reads the log up to the first frame whose checksum does not fit, and throws away what is behind without a word.
After a power cut that is right: what is behind was never acknowledged. After a bit has turned over it is not.

They are told apart by this. A frame's checksum goes on from that of the frame before. Commits are synced one by one
(synchronous=FULL), so a frame that goes on from the end of a transaction was written when that transaction was on the
disk, with all before it, and had been acknowledged. If a frame before it does not fit now, it broke afterwards:
no power cut does that, in whatever order a disk writes. Such a log is broken. SQLite would even take the file back in
time where the log had been written back already, as it writes its front over what came later (measured: 59 rows became
11, and `integrity_check` said ok). All else is read as SQLite does:

- Of the last transaction any frame may be missing and any other be there: nothing goes on from its end.
- A log begun anew after a checkpoint lies over the older one, whose frames carry other salts.
- What a commit left that failed (disk full, sync refused) is overwritten from its start, and what is written then goes
  on from the commit before.
- Where a disk may spoil its neighbours, SQLite writes the last frame of a transaction twice before it syncs: a frame
  that repeats the one before it proves nothing.

So what breaks in the last transaction passes for torn, and so may the head of the frame before it.
Format: https://sqlite.org/fileformat2.html#walformat
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Self

HEAD_BYTES: Final = 32
FRAME_HEAD: Final = struct.Struct(">8s8s2I")  # page and size, salts, checksum
SUMMED_BYTES: Final = 8  # of a frame's head; the page follows

Sums = tuple[int, int]


class Head(NamedTuple):
    """Of the log. `words`: how its numbers are read for checksums, by `struct`."""

    words: str
    page_bytes: int
    salts: bytes
    sums: Sums
    is_whole: bool

    @classmethod
    def of(cls, content: bytes) -> Self:
        magic, _, page_bytes, _, salts, first, second = struct.unpack(">4I8s2I", content)
        words = ">2I" if magic & 1 else "<2I"
        is_whole = checksum(words, content[:-8], (0, 0)) == (first, second)
        return cls(words, page_bytes, salts, (first, second), is_whole)


class Frame(NamedTuple):
    """`summed`: the number of its page, the size of the file after it if it ends a transaction (else 0), the page."""

    summed: bytes
    salts: bytes
    sums: Sums

    @property
    def is_end(self) -> bool:
        return any(self.summed[4:SUMMED_BYTES])


def has_broken_head(wal: Path) -> bool:
    """Whether a log that was begun would pass for none at SQLite, which then throws it away.

    Its head is on the disk before anything else of it, so one of zeros has nothing behind it that anybody was told of.
    """
    try:
        with wal.open("rb") as file:
            content, has_more = file.read(HEAD_BYTES), bool(file.read(1))
    except OSError:
        return False
    return has_more and any(content) and not Head.of(content).is_whole


def is_broken_within(wal: Path) -> bool:
    """Whether something acknowledged stands behind a frame that is broken (measured: 20 ms a MB).

    For a log whose head is whole, or that is not there.
    """
    try:
        with wal.open("rb") as file:
            content = file.read(HEAD_BYTES)
            return len(content) == HEAD_BYTES and goes_on_behind_a_break(Head.of(content), file)
    except OSError:
        return False


def goes_on_behind_a_break(head: Head, file: BinaryIO) -> bool:
    last = Frame(b"", head.salts, head.sums)
    has_broken = False
    for frame in frames(file, head.page_bytes):
        goes_on = frame.salts == head.salts and checksum(head.words, frame.summed, last.sums) == frame.sums
        if goes_on and has_broken and last.is_end and frame.summed != last.summed:
            return True
        has_broken = has_broken or not goes_on
        last = frame
    return False


def frames(file: BinaryIO, page_bytes: int) -> Iterator[Frame]:
    """Those that have their full length, also of an older log."""
    while len(content := file.read(FRAME_HEAD.size + page_bytes)) == FRAME_HEAD.size + page_bytes:
        summed, salts, first, second = FRAME_HEAD.unpack_from(content)
        yield Frame(summed + content[FRAME_HEAD.size :], salts, (first, second))


def checksum(words: str, content: bytes, before: Sums) -> Sums:
    """SQLite's, going on from another."""
    first, second = before
    for word, other in struct.iter_unpack(words, content):
        first = (first + word + second) & 0xFFFF_FFFF
        second = (second + other + first) & 0xFFFF_FFFF
    return first, second

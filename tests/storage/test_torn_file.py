"""[L2, L5] A data file whose `-wal` was cut at any byte: it opens, is sound, holds what was committed before the cut.

As after a power cut: file and log copied at one instant, with nothing written back since the log was last begun anew.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import Struct

from openspace.ports import Movement, Stored, Whereabouts
from openspace.storage.damage import DataFileDamaged, flaw_of, require_whole, wal_path
from openspace.storage.sqlite import SqliteStore, open_store
from tests.storage.examples import CODE, MORNING, begin, everything, some_rows

FRAME_BYTES = 24 + 4_096
HEADER_BYTES = 32
OLDER_ROWS = 150  # written back before; what they left in the log lies behind the new frames
ACTS = 16


class Held(Struct, frozen=True):
    """All that was stored."""

    rows: list[Stored]
    notes: list[tuple[int, bytes]]
    pictures: dict[str, int]
    whereabouts: dict[str, Whereabouts]


class Torn(Struct, frozen=True):
    """Both files at one instant. `held`: after each commit, by where that ends in the log."""

    main: bytes
    wal: bytes
    held: dict[int, Held]

    def before(self, cut: int) -> Held:
        return self.held[max(end for end in self.held if end <= cut)]

    def wal_until(self, end: int) -> bytes:
        """As it was when so much had been written: the older log lies behind it."""
        return self.wal[:end] + self.wal[max(self.held) :]

    @property
    def transactions(self) -> list[tuple[int, int]]:
        """Where each begins and ends in the log."""
        return list(pairwise([HEADER_BYTES, *sorted(self.held)[1:]]))

    @property
    def borders(self) -> list[int]:
        return [HEADER_BYTES, *range(HEADER_BYTES + FRAME_BYTES, max(self.held) + 1, FRAME_BYTES)]


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Torn:
    return asyncio.run(torn_off(tmp_path_factory.mktemp("torn") / "data.db"))


async def torn_off(path: Path) -> Torn:
    """A day of all kinds of acts, on a log that was begun anew over an older one."""
    main, wal = path.read_bytes, wal_path(path).read_bytes
    async with open_store(path) as store:
        await begin(store, rows=3)
        for seq in range(4, OLDER_ROWS):
            await store.append(CODE, some_rows(seq, seq))
        await store._database.fetch("PRAGMA wal_checkpoint(RESTART)")
        written_back, held = main(), {0: await held_by(store)}
        for act in acts(store):
            await act()
            held[end_of(wal())] = await held_by(store)
        assert main() == written_back, "written back meanwhile"
        assert len(held) == ACTS + 1
        return Torn(main(), wal(), held)


def acts(store: SqliteStore) -> Iterator[Callable[[], Awaitable[object]]]:
    dice, last = random.Random(4), OLDER_ROWS - 1
    for number in range(ACTS):
        size = dice.choice([1, 1, 2, 7])
        match number % 4:
            case 1:
                yield partial(store.add_note_updates, CODE, "t1", [dice.randbytes(200)])
            case 2:
                yield partial(store.save_blob, CODE, dice.randbytes(9_000))
            case 3:
                moved = {f"p{number}": Whereabouts("cafe", MORNING.date())}
                yield partial(store.save_feet, CODE, moved, [Movement(MORNING, "lobby", "cafe", 1)])
            case _:
                yield partial(store.append, CODE, some_rows(last + 1, last + size))
                last += size


def end_of(wal: bytes) -> int:
    """Of the last frame that is of this log: each carries the salts of the header."""
    salts, end = wal[16:24], HEADER_BYTES
    while wal[end + 8 : end + 16] == salts:
        end += FRAME_BYTES
    return end


async def held_by(store: SqliteStore) -> Held:
    return Held(
        await store.read(CODE),
        await store.note_updates(CODE, "t1"),
        await store.blob_sizes(CODE),
        await store.whereabouts(CODE),
    )


async def require_prefix(torn: Torn, path: Path, cut: int, behind: bytes = b"") -> None:
    """What a power cut leaves when only so much of the log had reached the disk."""
    wal = torn.wal[:cut] + behind
    write_both(path, torn.main, wal)
    while cut < len(wal) and wal[cut] == torn.wal[cut]:
        cut += 1  # zeros may happen to be what was there

    assert flaw_of(path) is None
    async with open_store(path) as store:
        assert await store._database.fetch("PRAGMA integrity_check") == [("ok",)]
        assert await held_by(store) == torn.before(cut)
        last = len(torn.before(cut).rows)
        await store.append(CODE, some_rows(last + 1, last + 1))
    assert not wal_path(path).exists()


def write_both(path: Path, main: bytes, wal: bytes) -> None:
    path.write_bytes(main)
    wal_path(path).write_bytes(wal)


def turned_over(wal: bytes, position: int, dice: random.Random) -> bytes:
    """One bit of that byte."""
    broken = bytearray(wal)
    broken[position] ^= 1 << dice.randrange(8)
    return bytes(broken)


def test_the_log_that_is_torn_lies_over_an_older_one(torn: Torn) -> None:
    """So that every cut below has something behind it that must not come back."""
    assert len(torn.wal) > max(torn.held) + 10 * FRAME_BYTES


async def test_a_log_cut_at_a_commit_or_a_byte_beside_it_holds_what_was_committed(torn: Torn, tmp_path: Path) -> None:
    for end in torn.held:
        for cut in {max(0, end - 1), end, end + 1}:
            await require_prefix(torn, tmp_path / "data.db", cut)


@pytest.mark.parametrize("beside", [-1, 0, 1])
@pytest.mark.long
async def test_a_log_cut_at_any_frame_or_a_byte_beside_it_holds_what_was_committed(
    torn: Torn, tmp_path: Path, beside: int
) -> None:
    for border in torn.borders:
        await require_prefix(torn, tmp_path / "data.db", border + beside)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))])
async def test_a_log_cut_anywhere_holds_what_was_committed(torn: Torn, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for cut in [*range(8), *(dice.randrange(max(torn.held)) for _ in range(40))]:
        await require_prefix(torn, tmp_path / "data.db", cut)


@pytest.mark.parametrize("kind", ["noise", "zeros", "an older log", "a later frame twice"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 5))])
async def test_what_lies_behind_the_cut_is_not_read(torn: Torn, tmp_path: Path, kind: str, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(10):
        cut = dice.choice([dice.choice(torn.borders), dice.randrange(HEADER_BYTES, max(torn.held))])
        behind = {
            "noise": dice.randbytes(3 * FRAME_BYTES),
            "zeros": bytes(3 * FRAME_BYTES),
            "an older log": bytes(-(cut - HEADER_BYTES) % FRAME_BYTES) + torn.wal[max(torn.held) :],
            "a later frame twice": torn.wal[-2 * FRAME_BYTES :],
        }[kind]
        await require_prefix(torn, tmp_path / "data.db", cut, behind)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 5))])
async def test_a_bit_that_turned_over_in_the_last_transaction_ends_the_log_before_it(
    torn: Torn, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    for start, end in dice.sample(torn.transactions, 8):
        broken = turned_over(torn.wal_until(end), dice.randrange(start, end), dice)

        await require_prefix(torn, tmp_path / "data.db", start, broken[start:])


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 5))])
async def test_a_last_transaction_of_which_any_frames_are_missing_ends_the_log_before_it(
    torn: Torn, tmp_path: Path, seed: int
) -> None:
    """A disk writes in any order what was not synced."""
    dice = random.Random(seed)
    for start, end in dice.sample([(start, end) for start, end in torn.transactions if end - start > FRAME_BYTES], 8):
        wal = bytearray(torn.wal_until(end))
        borders = range(start, end, FRAME_BYTES)
        for border in dice.sample(borders, dice.randrange(1, len(borders))):
            wal[border : border + FRAME_BYTES] = dice.choice([bytes(FRAME_BYTES), dice.randbytes(FRAME_BYTES)])

        await require_prefix(torn, tmp_path / "data.db", start, bytes(wal[start:]))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 5))])
def test_a_bit_that_turned_over_behind_which_something_was_acknowledged_is_damage(
    torn: Torn, tmp_path: Path, seed: int
) -> None:
    """[L6] In every frame of every transaction but the last two, in its head and in its page."""
    dice, path = random.Random(seed), tmp_path / "data.db"
    for border in range(HEADER_BYTES, torn.transactions[-2][0], FRAME_BYTES):
        for broken in (border + dice.randrange(24), border + dice.randrange(24, FRAME_BYTES)):
            write_both(path, torn.main, turned_over(torn.wal, broken, dice))
            before = everything(tmp_path)

            with pytest.raises(DataFileDamaged, match=r"data\.db-wal is broken in its midst"):
                require_whole(path)

            assert everything(tmp_path) == before


def test_a_page_that_broke_in_the_last_transaction_but_one_is_damage(torn: Torn, tmp_path: Path) -> None:
    """[L6] As the last one goes on from what was there."""
    start, end = torn.transactions[-2]
    for border in range(start, end, FRAME_BYTES):
        write_both(
            tmp_path / "data.db", torn.main, turned_over(torn.wal, border + 24 + border % 4_096, random.Random(1))
        )

        with pytest.raises(DataFileDamaged, match="in its midst"):
            require_whole(tmp_path / "data.db")


async def test_a_broken_log_that_had_been_written_back_does_not_take_the_file_back_in_time(tmp_path: Path) -> None:
    """[L6] SQLite would write its front over pages that are newer, and find nothing wrong."""
    path, twin = tmp_path / "data.db", tmp_path / "twin.db"
    async with open_store(path) as store:
        await begin(store, rows=3)
        for seq in range(4, 40):
            await store.append(CODE, some_rows(seq, seq))
        await store._database.fetch("PRAGMA wal_checkpoint(PASSIVE)")
        main, wal = path.read_bytes(), wal_path(path).read_bytes()
    write_both(twin, main, turned_over(wal, len(wal) // 3, random.Random(1)))

    with pytest.raises(DataFileDamaged, match=r"A copy of twin\.db alone holds what had been written back"):
        require_whole(twin)

    write_both(twin, main, b"")
    require_whole(twin)
    async with open_store(twin) as store:
        assert await store.read(CODE) == some_rows(1, 39)


async def test_a_log_that_was_begun_anew_and_has_no_frame_yet_holds_what_was_written_back(
    torn: Torn, tmp_path: Path
) -> None:
    """Its new head is synced before anything is written over the older frames."""
    older = torn.wal[max(torn.held) :]

    await require_prefix(torn, tmp_path / "data.db", HEADER_BYTES, older)


async def test_what_commits_that_failed_have_left_is_not_read(torn: Torn, tmp_path: Path) -> None:
    """A full disk twice, then room: each is written over the one before and goes on from the same commit."""
    start, _ = torn.transactions[8]
    last = len(torn.held[start].rows)
    tries = []
    for rows in (100, 40, 1):
        write_both(tmp_path / "data.db", torn.main, torn.wal_until(start))
        async with open_store(tmp_path / "data.db") as store:
            await store.append(CODE, some_rows(last + 1, last + rows))
            tries.append(await asyncio.to_thread(wal_path(tmp_path / "data.db").read_bytes))
    ends = [end_of(wal) for wal in tries]
    assert ends == sorted(set(ends), reverse=True), "each shorter than the one before"

    wal = tries[2][: ends[2]] + tries[1][ends[2] : ends[1]] + tries[0][ends[1] :]
    write_both(tmp_path / "data.db", torn.main, wal)

    require_whole(tmp_path / "data.db")
    async with open_store(tmp_path / "data.db") as store:
        assert await store.read(CODE) == some_rows(1, last + 1)


@pytest.mark.parametrize("shm", [b"", bytes(32_768), b"\xff" * 32_768])
async def test_an_index_of_the_log_from_another_time_does_no_harm(torn: Torn, tmp_path: Path, shm: bytes) -> None:
    """The `-shm` is only memory: gone after a power cut, or copied at another moment."""
    path = tmp_path / "data.db"
    for cut in (max(torn.held) // 2, len(torn.wal)):
        await asyncio.to_thread(path.with_name("data.db-shm").write_bytes, shm)
        await require_prefix(torn, path, cut)

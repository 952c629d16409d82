"""What every store promises of photos and editions (`openspace.ports.BlobStore`)."""

import hashlib

import pytest

from openspace.ports import NotRead, NotSaved, Restored, Store
from tests.storage.examples import a_record

PICTURE = bytes(range(256)) * 300


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def test_bytes_are_found_under_the_sum_of_themselves(store: Store, board: str) -> None:
    digest = await store.save_blob(board, PICTURE)

    assert digest == digest_of(PICTURE)
    assert await store.blob(board, digest) == PICTURE


async def test_the_same_bytes_are_kept_once(store: Store, board: str) -> None:
    await store.save_blob(board, PICTURE)

    await store.save_blob(board, PICTURE)

    assert await store.blob_sizes(board) == {digest_of(PICTURE): len(PICTURE)}


async def test_what_is_not_there_is_none(store: Store, board: str) -> None:
    assert await store.blob(board, digest_of(PICTURE)) is None
    assert await store.blob_sizes(board) == {}
    assert await store.blob("NONE000", digest_of(PICTURE)) is None
    assert await store.blob_sizes("NONE000") == {}


async def test_no_bytes_are_bytes_too(store: Store, board: str) -> None:
    digest = await store.save_blob(board, b"")

    assert await store.blob(board, digest) == b""


async def test_an_erased_blob_is_gone_and_the_others_stay(store: Store, board: str) -> None:
    gone, kept = await store.save_blob(board, PICTURE), await store.save_blob(board, b"kept")

    await store.erase_blob(board, gone)
    await store.erase_blob(board, gone)

    assert await store.blob(board, gone) is None
    assert await store.blob(board, kept) == b"kept"


async def test_two_boards_have_blobs_of_their_own(store: Store, board: str) -> None:
    await store.create(a_record("KIEL100"), [], [])
    digest = await store.save_blob(board, PICTURE)
    assert await store.blob("KIEL100", digest) is None
    await store.save_blob("KIEL100", PICTURE)

    await store.erase_blob(board, digest)

    assert await store.blob("KIEL100", digest) == PICTURE


async def test_blobs_of_no_board_are_not_kept(store: Store) -> None:
    with pytest.raises(KeyError):
        await store.save_blob("NONE000", PICTURE)
    await store.erase_blob("NONE000", digest_of(PICTURE))

    assert await store.blob("NONE000", digest_of(PICTURE)) is None


async def test_an_import_brings_blobs_under_their_own_sums(store: Store) -> None:
    await store.create(a_record("KIEL100"), [], [], Restored(blobs={digest_of(PICTURE): PICTURE}))

    assert await store.blob("KIEL100", digest_of(PICTURE)) == PICTURE


async def test_erasing_a_board_takes_its_blobs_along(store: Store, board: str) -> None:
    digest = await store.save_blob(board, PICTURE)

    await store.erase(board)

    assert await store.blob(board, digest) is None
    assert await store.blob_sizes(board) == {}


async def test_a_closed_store_neither_saves_nor_reads_blobs(store: Store, board: str) -> None:
    await store.close()

    for write in (store.save_blob(board, PICTURE), store.erase_blob(board, digest_of(PICTURE))):
        with pytest.raises(NotSaved):
            await write
    for read in (store.blob(board, digest_of(PICTURE)), store.blob_sizes(board)):
        with pytest.raises(NotRead):
            await read

"""What every store promises of notes (`openspace.ports.NoteStore`)."""

from datetime import timedelta

import pytest

from openspace.ports import NotRead, NotSaved, Restored, Revision, Store
from tests.storage.examples import MORNING, a_record


def a_revision(text: str, minutes: int = 0) -> Revision:
    return Revision(at=MORNING + timedelta(minutes=minutes), seq=3 + minutes, text=text, authors=2)


async def test_updates_come_back_in_order_under_growing_numbers(store: Store, board: str) -> None:
    assert await store.add_note_updates(board, "t1", [b"a", b"b"]) == 2
    assert await store.add_note_updates(board, "t2", [b"other"]) == 1
    assert await store.add_note_updates(board, "t1", [b"c"]) == 3

    assert await store.note_updates(board, "t1") == [(1, b"a"), (2, b"b"), (3, b"c")]
    assert sorted(await store.noted(board)) == ["t1", "t2"]


async def test_a_document_that_is_not_there_is_empty(store: Store, board: str) -> None:
    assert await store.note_updates(board, "t1") == []
    assert await store.noted(board) == []
    assert await store.revisions(board, "t1") == []
    assert await store.note_updates("NONE000", "t1") == []
    assert await store.noted("NONE000") == []
    assert await store.revisions("NONE000", "t1") == []


async def test_no_updates_make_no_document(store: Store, board: str) -> None:
    assert await store.add_note_updates(board, "t1", []) == 0

    assert await store.noted(board) == []


async def test_compaction_puts_one_update_in_place_of_those_before(store: Store, board: str) -> None:
    await store.add_note_updates(board, "t1", [b"a", b"b", b"c"])

    await store.compact_notes(board, "t1", b"ab", 2)

    assert await store.note_updates(board, "t1") == [(2, b"ab"), (3, b"c")]


async def test_numbers_keep_growing_over_compaction(store: Store, board: str) -> None:
    await store.add_note_updates(board, "t1", [b"a", b"b"])
    await store.compact_notes(board, "t1", b"ab", 2)

    assert await store.add_note_updates(board, "t1", [b"c"]) == 3

    assert await store.note_updates(board, "t1") == [(2, b"ab"), (3, b"c")]


async def test_revisions_come_back_oldest_first(store: Store, board: str) -> None:
    first, second = a_revision("först نص 🙂"), a_revision("sedan", 2)
    await store.add_revision(board, "t1", first)
    await store.add_revision(board, "t2", a_revision("another"))

    await store.add_revision(board, "t1", second)

    assert await store.revisions(board, "t1") == [first, second]


async def test_notes_of_no_board_are_not_kept(store: Store) -> None:
    with pytest.raises(KeyError):
        await store.add_note_updates("NONE000", "t1", [b"a"])
    with pytest.raises(KeyError):
        await store.compact_notes("NONE000", "t1", b"a", 1)
    with pytest.raises(KeyError):
        await store.add_revision("NONE000", "t1", a_revision("a"))

    assert await store.note_updates("NONE000", "t1") == []


async def test_two_boards_have_notes_of_their_own(store: Store, board: str) -> None:
    await store.create(a_record("KIEL100"), [], [])
    await store.add_note_updates(board, "t1", [b"ours"])

    await store.add_note_updates("KIEL100", "t1", [b"theirs"])

    assert await store.note_updates(board, "t1") == [(1, b"ours")]
    assert await store.note_updates("KIEL100", "t1") == [(1, b"theirs")]


async def test_an_import_brings_documents_and_time_lines(store: Store) -> None:
    revisions = [a_revision("a"), a_revision("ab", 1)]
    restored = Restored(notes={"t1": b"whole"}, revisions={"t1": revisions})

    await store.create(a_record("KIEL100"), [], [], restored)

    assert await store.note_updates("KIEL100", "t1") == [(1, b"whole")]
    assert await store.revisions("KIEL100", "t1") == revisions
    assert await store.add_note_updates("KIEL100", "t1", [b"more"]) == 2


async def test_erasing_a_board_takes_its_notes_along(store: Store, board: str) -> None:
    await store.create(a_record("KIEL100"), [], [])
    await store.add_note_updates("KIEL100", "t1", [b"stays"])
    await store.add_note_updates(board, "t1", [b"goes"])
    await store.add_revision(board, "t1", a_revision("goes"))

    await store.erase(board)

    assert await store.note_updates(board, "t1") == []
    assert await store.noted(board) == []
    assert await store.revisions(board, "t1") == []
    assert await store.note_updates("KIEL100", "t1") == [(1, b"stays")]


async def test_a_closed_store_neither_saves_nor_reads_notes(store: Store, board: str) -> None:
    await store.close()

    for write in (
        store.add_note_updates(board, "t1", [b"a"]),
        store.compact_notes(board, "t1", b"a", 1),
        store.add_revision(board, "t1", a_revision("a")),
    ):
        with pytest.raises(NotSaved):
            await write
    for read in (store.note_updates(board, "t1"), store.noted(board), store.revisions(board, "t1")):
        with pytest.raises(NotRead):
            await read

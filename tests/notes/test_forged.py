"""An update that would hold the server up is found out before it is applied."""

from openspace.live.notes.crdt import HARMLESS_BYTES, Crdt
from openspace.yjs.update import decode_update
from tests.yjs.documents import stories
from tests.yjs.writing import amid, first, structs, update

LETTERS = 8_000


def test_letters_that_all_claim_one_neighbour_are_found_out_on_a_copy() -> None:
    """[Y20] Applied, this takes pycrdt some seven seconds."""
    crdt = Crdt([update(structs(9, 0, first("a" * (LETTERS + 2))))])
    forged = update(structs(5, 0, *(amid(9, 0, at + 1, "x") for at in range(LETTERS))))

    assert crdt.is_held_up_by(forged, decode_update(forged))
    assert crdt.text == "a" * (LETTERS + 2)


def test_a_day_offline_holds_nobody_up() -> None:
    largest = max((updated for story in stories() for updated in story.updates), key=len)
    words = update(*(structs(client, 0, *(first("ord ") for _ in range(100))) for client in range(1, 40)))

    assert len(largest) > HARMLESS_BYTES
    assert not Crdt().is_held_up_by(largest, decode_update(largest))
    assert not Crdt().is_held_up_by(words, decode_update(words))

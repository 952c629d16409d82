"""An emoji that is cut in half becomes what Yjs makes of it, and the document stays one that can be read."""

from openspace.yjs.pairs import Pairs, split_pairs
from openspace.yjs.update import decode_update
from tests.yjs.documents import Document, opened
from tests.yjs.writing import after, before, between, first, gone, structs, update

EMOJI = update(structs(1, 0, first("a👍b")))


def cut_by(change: bytes) -> Document:
    document = opened(EMOJI)
    assert document.take(change)
    assert opened(document.whole()).text == document.text
    return document


def test_words_put_between_the_halves_leave_two_replacements() -> None:
    """[Y22]"""
    document = cut_by(update(structs(2, 0, between(1, 2, "x"))))

    assert (document.text, document.rebuilt) == ("a\ufffdx\ufffdb", 1)


def test_a_neighbour_on_either_side_is_enough_to_cut() -> None:
    assert sorted(cut_by(update(structs(2, 0, after(1, 1, "x")))).text) == sorted("a\ufffdx\ufffdb")
    assert sorted(cut_by(update(structs(2, 0, before(1, 2, "x")))).text) == sorted("a\ufffdx\ufffdb")


def test_deleting_one_half_leaves_one_replacement() -> None:
    assert cut_by(update(deletions=gone(1, (1, 1)))).text == "a\ufffdb"
    assert cut_by(update(deletions=gone(1, (2, 2)))).text == "a\ufffd"


def test_words_beside_an_emoji_leave_it_whole() -> None:
    document = cut_by(update(structs(2, 0, between(1, 1, "x"), between(1, 3, "y"))))

    assert (document.text, document.rebuilt) == ("ax👍yb", 0)


def test_an_update_that_cuts_its_own_emoji_is_split_before_it_is_applied() -> None:
    document = Document()

    document.take(update(structs(1, 0, first("👍")), structs(2, 0, between(1, 1, "x"))))

    assert (document.text, document.rebuilt) == ("\ufffdx\ufffd", 1)


def test_who_knows_the_first_half_alone_gets_a_replacement_for_the_second() -> None:
    document = opened(update(structs(1, 0, first("\ufffd"))))

    document.take(update(structs(1, 0, first("👍b"))))

    assert document.text == "\ufffd\ufffdb"


def test_only_the_pairs_named_are_split_and_no_clock_changes() -> None:
    written = update(structs(1, 5, first("👍a👍" * 40), after(1, 7, "👍")))

    split = split_pairs(written, {(1, 9), (1, 206)})

    assert decode_update(split).reaches == decode_update(written).reaches
    assert split == update(structs(1, 5, first("👍a\ufffd\ufffd" + "👍a👍" * 39), after(1, 7, "\ufffd\ufffd")))


def test_a_pair_is_split_once() -> None:
    pairs = Pairs()
    facts = decode_update(EMOJI)
    cutting = decode_update(update(structs(2, 0, after(1, 1, "x"))))
    pairs.add(facts, {})

    cut = pairs.cut_by(cutting, {1: 4})
    pairs.add(cutting, {1: 4}, cut)
    pairs.add(facts, {1: 4, 2: 1})

    assert set(cut) == {(1, 2)}
    assert not pairs.cut_by(cutting, {1: 4, 2: 1})

"""What no client of a plain text writes is refused, with the place."""

import json
from itertools import product
from pathlib import Path

import pytest

from openspace.yjs.errors import BadUpdate
from openspace.yjs.update import CLOCK_MAX, decode_state_vector, decode_update
from openspace.yjs.writer import block, uint
from tests.yjs.fuzz import judge
from tests.yjs.writing import ROOT, after, before, first, gone, structs, update

EMPTY = b"\x00\x00"
REFUSED = json.loads(Path(__file__).with_name("refused.json").read_text(encoding="utf-8"))


def why(refused: bytes) -> str:
    with pytest.raises(BadUpdate) as bad:
        decode_update(refused)
    return str(bad.value)


def test_facts_tell_what_an_update_brings_and_needs() -> None:
    facts = decode_update(
        update(structs(7, 3, after(9, 4, "å👍"), first("x")), deletions=gone(8, (0, 2), (5, 1))),
    )

    assert (facts.inserted, facts.deleted) == (4, 3)
    assert (dict(facts.needs), dict(facts.reaches)) == ({7: 3, 9: 5, 8: 6}, {7: 7})
    assert not facts.is_empty


def test_an_update_that_says_nothing_is_empty() -> None:
    assert decode_update(b"\x00\x00").is_empty


def test_a_letter_beside_one_of_the_same_update_needs_nothing() -> None:
    facts = decode_update(update(structs(9, 0, first("abc")), structs(7, 0, after(9, 2, "d"))))

    assert facts.needs == {}


def test_what_follows_a_gap_needs_the_gap() -> None:
    gap = bytes((10,)) + uint(5)

    facts = decode_update(update(structs(7, 0, first("ab"), gap, after(7, 6, "c"))))

    assert (facts.needs, facts.reaches) == ({7: 7}, {7: 8})


def test_a_gap_with_nothing_after_it_needs_and_brings_nothing() -> None:
    facts = decode_update(update(structs(7, 4, bytes((10,)) + uint(5))))

    assert facts.is_empty
    assert facts.needs == {}


def test_every_input_of_up_to_two_bytes_but_the_empty_update_is_refused() -> None:
    accepted = []
    for length in (0, 1, 2):
        for letters in product(range(256), repeat=length):
            try:
                decode_update(bytes(letters))
            except BadUpdate:
                continue
            accepted.append(bytes(letters))

    assert accepted == [EMPTY]


# Bytes that mean something somewhere in an update, and those that begin long numbers.
TELLING = (0, 1, 2, 4, 5, 7, 10, 63, 64, 127, 128, 129, 132, 192, 196, 240, 254, 255)


@pytest.mark.parametrize("length", [3, 4, pytest.param(5, marks=pytest.mark.long)])
def test_short_inputs_that_are_accepted_do_pycrdt_no_harm(length: int) -> None:
    """Some of these make room for millions of structs in pycrdt 0.14 before it looks how many there are."""
    outcomes = {judge(EMPTY, bytes(letters)) for letters in product(TELLING, repeat=length)}

    assert outcomes <= {"refused", "unconnected", "applied"}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["update"])
def test_what_was_found_to_do_harm_stays_refused(case: dict[str, str]) -> None:
    assert case["why"] in why(bytes.fromhex(case["update"]))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (2, "JSON"),
        (3, "binary"),
        (5, "embed"),
        (6, "format"),
        (7, "nested type"),
        (8, "any"),
        (9, "document"),
        (11, "11"),
    ],
)
def test_content_that_is_no_plain_text_is_refused_by_name(kind: int, name: str) -> None:
    """[Y20]"""
    assert why(update(structs(1, 0, bytes((kind,)) + ROOT + b"\x01\x01a"))) == f"byte 4: content of kind {name}"


def test_another_root_a_nested_parent_and_a_key_are_refused() -> None:
    """[Y20]"""
    other_root = b"\x04\x01" + block(b"secret") + block(b"x")
    nested = b"\x04\x00\x01\x00" + block(b"x")
    key = b"\x24" + ROOT + block(b"key") + block(b"x")

    reasons = [why(update(structs(1, 0, struct))) for struct in (other_root, nested, key)]

    assert reasons == ["byte 5: an unknown root 'secret'", "byte 5: a nested parent", "byte 4: an entry of a map"]


def test_a_client_twice_is_refused() -> None:
    twice = structs(5, 0, first("a"))

    assert why(update(twice, twice)).endswith("client 5 twice")
    assert why(update(deletions=uint(2) + gone(5, (0, 1))[1:] + gone(5, (1, 1))[1:])).endswith(
        "deletions of client 5 twice"
    )


@pytest.mark.parametrize("ranges", [[(0, 0)], [(5, 1), (0, 1)], [(0, 3), (2, 1)], [(CLOCK_MAX, 1)]])
def test_ranges_that_are_empty_out_of_order_or_too_far_are_refused(ranges: list[tuple[int, int]]) -> None:
    assert "deletion of" in why(update(deletions=gone(5, *ranges)))


def test_clocks_do_not_run_over() -> None:
    assert "over 2147483647" in why(update(structs(1, CLOCK_MAX + 1, first("a"))))
    assert "a struct of length 2" in why(update(structs(1, CLOCK_MAX - 1, first("ab"))))
    assert "a number of more than 53 bits" in why(update(structs(2**63, 0, first("a"))))


@pytest.mark.parametrize("clock", [5, 6, CLOCK_MAX - 1])
def test_a_letter_beside_itself_or_a_later_one_is_refused(clock: int) -> None:
    assert "put beside the later" in why(update(structs(1, 5, after(1, clock, "a"))))
    assert "put beside the later" in why(update(structs(1, 5, before(1, clock, "a"))))


def test_letters_that_wait_for_each_other_are_refused() -> None:
    """[Y20]"""
    two = update(structs(1, 0, after(2, 0, "a")), structs(2, 0, after(1, 0, "b")))
    three = update(
        structs(1, 0, first("x"), after(2, 1, "a")),
        structs(2, 0, first("y"), after(3, 1, "b")),
        structs(3, 0, first("z"), after(1, 1, "c")),
    )

    assert "wait for each other" in why(two)
    assert "wait for each other" in why(three)


def test_letters_that_wait_for_each_other_in_turns_are_taken() -> None:
    turns = 200
    one = [first("a"), *(after(2, at, "a") for at in range(turns))]
    two = [after(1, at, "b") for at in range(turns)]

    facts = decode_update(update(structs(1, 0, *one), structs(2, 0, *two)))

    assert facts.needs == {}


@pytest.mark.parametrize("length", [b"\x81\x00", b"\x80\x00", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"])
def test_numbers_that_are_longer_than_need_be_are_refused(length: bytes) -> None:
    assert why(b"\x01" + length).startswith("byte 1: ")


@pytest.mark.parametrize("text", [b"\xed\xa0\xbd", b"\xff", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"])
def test_what_is_not_utf_8_is_refused(text: bytes) -> None:
    assert "not UTF-8" in why(update(structs(1, 0, b"\x04" + ROOT + block(text))))


def test_an_update_cut_short_or_with_more_behind_is_refused() -> None:
    whole = update(structs(1, 0, first("hej")), deletions=gone(1, (0, 1)))

    reasons = [why(whole[:end]) for end in range(len(whole))]

    assert all("early" in reason or "left" in reason for reason in reasons)
    assert why(whole + b"\x00") == f"byte {len(whole)}: 1 bytes too many"


def test_a_state_vector_is_read_whole_or_refused() -> None:
    assert decode_state_vector(b"\x02\x05\x07\x80\x01\x01") == {5: 7, 128: 1}
    for bad in (b"", b"\x01\x05", b"\x02\x05\x07\x05\x07", b"\x00\x00", b"\x01\x05\xff\xff\xff\xff\x0f"):
        with pytest.raises(BadUpdate):
            decode_state_vector(bad)

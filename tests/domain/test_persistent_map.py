"""A mapping whose versions share is a dict to whoever reads it, whatever came before and comes after."""

from typing import Final

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from openspace import wire
from openspace.domain.board import Board, Changes, apply_changes
from openspace.domain.entities import Wall
from openspace.domain.persistent_map import CHANGED_MAX, SMALL, PersistentMap, merge

KEYS: Final = [f"p{nth}" for nth in range(2 * SMALL)]
LARGE: Final = dict.fromkeys(KEYS[: SMALL + 20], 0)

changes = st.dictionaries(st.sampled_from(KEYS), st.one_of(st.integers(1, 9), st.none()), max_size=12)
growth = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 9), max_size=12)


def updated(collection: dict[str, int], changes: dict[str, int | None]) -> dict[str, int]:
    """What `merge` has always meant."""
    after = {**collection, **{key: value for key, value in changes.items() if value is not None}}
    return {key: value for key, value in after.items() if key not in changes or changes[key] is not None}


@given(st.lists(st.tuples(st.one_of(changes, growth, growth), st.booleans()), max_size=30))
def test_every_version_stays_the_dict_it_was_in_its_order(steps: list[tuple[dict[str, int | None], bool]]) -> None:
    versions = [(merge({}, LARGE), LARGE)]
    for made, is_walked in steps:
        version, expected = versions[-1]
        if is_walked:
            list(version)
        versions.append((merge(version, made), updated(expected, made)))

    for version, expected in versions:
        assert len(version) == len(expected)
        assert [(key, version.get(key), key in version) for key in KEYS] == [
            (key, expected.get(key), key in expected) for key in KEYS
        ]
        assert list(version.items()) == list(expected.items())
        assert (list(version), list(version.keys()), list(version.values())) == (
            list(expected),
            list(expected.keys()),
            list(expected.values()),
        )
        assert version == expected
        assert expected == version


@given(growth, growth)
def test_two_that_follow_one_version_know_nothing_of_each_other(one: dict[str, int], other: dict[str, int]) -> None:
    before = merge(merge({}, LARGE), {"p1": 5})

    after, also = merge(before, one), merge(before, other)

    assert (after, also, before) == ({**LARGE, "p1": 5, **one}, {**LARGE, "p1": 5, **other}, {**LARGE, "p1": 5})


def test_small_collections_are_plain_dicts() -> None:
    assert type(merge(dict.fromkeys(KEYS[: SMALL - 1], 0), {"new": 1})) is dict
    assert type(merge(dict.fromkeys(KEYS[:SMALL], 0), {"new": 1})) is PersistentMap
    assert type(merge(merge({}, LARGE), dict.fromkeys(KEYS[:30]))) is dict


def test_a_change_copies_what_changed_before_and_not_the_collection() -> None:
    version = merge({}, LARGE)
    assert isinstance(version, PersistentMap)
    shared = version.whole()

    for nth in range(CHANGED_MAX):
        following = merge(version, {KEYS[nth]: 1})
        assert isinstance(following, PersistentMap)
        version = following

    assert version._shared is shared
    assert len(version._changed) == CHANGED_MAX


def test_what_is_not_there_is_missing() -> None:
    version = merge({}, LARGE)

    assert (version.get("nobody"), version.get("nobody", 7), "nobody" in version) == (None, 7, False)


def test_a_large_board_is_encoded_as_a_small_one() -> None:
    walls: dict[str, Wall | None] = {key: Wall(id=key, scene="principles") for key in KEYS}
    board = apply_changes(Board(), Changes(walls=walls))

    seen = msgspec.json.decode(
        bytes(wire.snapshot(apply_changes(board, Changes(walls={"new": Wall(id="new", scene="principles")}))))
    )

    assert list(seen["walls"]) == [*KEYS, "new"]

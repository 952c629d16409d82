"""The reducer's own promises; what it does to boards is in the vectors that the browser shares."""

from openspace.domain.board import COLLECTIONS, Changes
from openspace.domain.entities import Interest, Profile


def test_changes_have_a_field_for_each_collection_in_their_order() -> None:
    assert Changes.__struct_fields__ == COLLECTIONS


def test_only_collections_that_change_are_named() -> None:
    profile, interest = Profile(id="p1", name="Anna"), Interest(id="p1", topics=("t1",))

    changes = Changes(interests={"p1": interest}, profiles={"p1": profile}, topics={"t1": None})

    assert changes.each() == [("topics", {"t1": None}), ("profiles", {"p1": profile}), ("interests", {"p1": interest})]

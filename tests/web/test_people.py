"""Badges: who somebody is on one board."""

import pytest
from itsdangerous import URLSafeTimedSerializer

from openspace.ports import Link
from openspace.web import people
from openspace.web.people import Badge, Badges

ANNA = Badge("LUND482", "anna", ("participant",))


def test_a_badge_is_read_back_by_a_server_with_the_same_secret() -> None:
    token = Badges(b"s" * 32).sign(ANNA)

    assert Badges(b"s" * 32).read(token) == ANNA


def test_a_badge_of_another_server_is_none() -> None:
    assert Badges(b"t" * 32).read(Badges(b"s" * 32).sign(ANNA)) is None


@pytest.mark.parametrize("token", ["", "x", ".", "..", "a.b.c", "å" * 40, "x" * 100_000])
def test_rubbish_is_no_badge(token: str) -> None:
    assert Badges(b"s" * 32).read(token) is None


def test_a_signed_thing_of_another_shape_is_no_badge() -> None:
    signer = URLSafeTimedSerializer(b"s" * 32, salt="openspace badge")

    assert Badges(b"s" * 32).read(str(signer.dumps(["LUND482"]))) is None


def test_a_badge_that_has_left_memory_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "REMEMBERED_MAX", 2)
    badges = Badges(b"secret")
    worn = [Badge("LUND482", person, ("participant",)) for person in ("p1", "p2", "p3", "p4")]
    tokens = [badges.sign(badge) for badge in worn]

    assert [badges.read(token) for token in tokens] == worn


def test_an_expired_badge_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    token = Badges(b"s" * 32).sign(ANNA)
    monkeypatch.setattr(people, "BADGE_MAX_AGE_S", -1)

    assert Badges(b"s" * 32).read(token) is None


def test_a_link_adds_its_role_to_the_person() -> None:
    badge = people.with_link(ANNA, Link(key="k", code="LUND482", role="facilitator", person="f"))

    assert badge == Badge("LUND482", "anna", ("facilitator", "participant"))
    assert badge.actor("sv").role == "facilitator"


def test_whoever_was_nobody_becomes_the_links_person() -> None:
    assert people.with_link(None, Link(key="k", code="LUND482", role="scribe", person="s")).person == "s"


def test_a_wall_that_somebody_joins_on_acts_as_that_person() -> None:
    wall = people.with_link(None, Link(key="k", code="LUND482", role="wall"))

    assert wall.actor("").person is None
    assert people.with_person(wall, "LUND482", "anna") == Badge("LUND482", "anna", ("participant", "wall"))

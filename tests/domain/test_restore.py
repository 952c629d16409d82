"""[E9] A whole board from a file keeps every rule that its commands would have kept, or is refused with the place."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from openspace.domain.board import Changes
from openspace.domain.commands import AddAction, PutAside, SetInterest, WithdrawTopic
from openspace.domain.entities import Person
from openspace.domain.rules.restore import Unsound, require_sound
from openspace.exports.archive import whole_of
from tests.domain.day import Day, a_day


def a_rich_day() -> Day:
    day = a_day()
    first = day.topic("Bees", at=("oak", "10:00"))
    day.topic("Ants", by="bo", at=("elm", "10:00"))
    gone, aside = day.topic("Gone", by="cy"), day.topic("Aside", by="cy")
    day.act(AddAction(command_id="c", topic=first, what="Plant flowers"), "ada")
    day.act(SetInterest(command_id="c", topic=first, on=True), "bo")
    day.act(WithdrawTopic(command_id="c", topic=gone), "cy")
    day.act(PutAside(command_id="c", topic=aside, why="Unkind"))
    return day


def test_what_the_commands_made_is_sound() -> None:
    require_sound(whole_of(a_rich_day().board))


def broken(name: str, change: Callable[[Any], dict[str, Any]]) -> Changes:
    """The day's board with the first entity of a collection changed."""
    whole = whole_of(a_rich_day().board)
    key, entity = next(iter(getattr(whole, name).items()))
    changed = replace(entity, **change(entity))
    return whole.merged(Changes(**{name: {key: changed}}))


@pytest.mark.parametrize(
    ("name", "change", "where"),
    [
        ("topics", {"title": ""}, "title"),
        ("topics", {"title": "x" * 141}, "title"),
        ("topics", {"title": "turned \u202e round"}, "title"),
        ("topics", {"title": " blank "}, "title"),
        ("topics", {"convener": "nobody"}, "convener"),
        ("topics", {"id": "other"}, "topics"),
        ("topics", {"breaks": (999,)}, "breaks"),
        ("topics", {"posted_at": datetime(2027, 4, 14)}, "posted_at"),  # noqa: DTZ001 - a time without an offset
        ("sessions", {"topic": "nothing"}, "topic"),
        ("sessions", {"room": "nothing"}, "room"),
        ("sessions", {"slot": "nothing"}, "slot"),
        ("rooms", {"colour": 99}, "rooms"),
        ("rooms", {"seats": -1}, "rooms"),
        ("gathering", {"timezone": "../../etc/passwd"}, "timezone"),
        ("gathering", {"language": "<b>"}, "language"),
        ("actions", {"topic": "nothing"}, "topic"),
        ("actions", {"what": "two\nlines"}, "what"),
        ("profiles", {"name": "n" * 61}, "name"),
        ("interests", {"id": "nobody"}, "interests"),
        ("shelf", {"id": "nobody"}, "shelf"),
    ],
)
def test_what_breaks_a_rule_is_named_with_its_place(name: str, change: dict[str, Any], where: str) -> None:
    with pytest.raises(Unsound) as refused:
        require_sound(broken(name, lambda entity: change))

    assert refused.value.where.startswith(f"$.board.{name}")
    assert where in refused.value.where


def test_two_sessions_in_one_place_are_refused() -> None:
    whole = whole_of(a_rich_day().board)
    first, second = whole.sessions.values()
    assert first is not None
    assert second is not None

    with pytest.raises(Unsound, match="taken by another"):
        require_sound(whole.merged(Changes(sessions={second.id: replace(second, room=first.room, slot=first.slot)})))


def test_slots_that_overlap_are_refused() -> None:
    whole = whole_of(a_rich_day().board)
    first, second = whole.slots.values()
    assert first is not None
    assert second is not None

    with pytest.raises(Unsound, match="overlaps"):
        require_sound(whole.merged(Changes(slots={second.id: replace(second, starts=first.starts)})))


def test_an_id_that_could_be_a_path_is_refused() -> None:
    whole = whole_of(a_rich_day().board)
    topic = next(filter(None, whole.topics.values()))

    with pytest.raises(Unsound, match="letters, digits"):
        require_sound(whole.merged(Changes(topics={"../x": replace(topic, id="../x")})))


def test_a_topic_on_board_and_shelf_at_once_is_refused() -> None:
    whole = whole_of(a_rich_day().board)
    shelved = next(filter(None, whole.shelf.values()))
    people: dict[str, Person | None] = {shelved.convener.id: shelved.convener}

    with pytest.raises(Unsound, match="on the board as well"):
        require_sound(whole.merged(Changes(topics={shelved.id: shelved.topic}, people=people)))

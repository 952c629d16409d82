"""What goes down the wire, byte by byte where it matters."""

import json
from datetime import UTC, datetime

from openspace import wire
from openspace.domain.board import Board, Changes, Event, apply
from openspace.domain.entities import Interest, Person, Session, Topic
from openspace.domain.errors import Invalid, NotNow, RoomTaken, Unknown
from tests.domain.day import a_day

NOON = datetime(2027, 4, 14, 12, 0, tzinfo=UTC)


def english(message: str) -> str:
    return message


def test_a_public_event_carries_whole_entities_and_who_if_they_are_public() -> None:
    """[S3]"""
    topic = Topic(id="t1", title="Bees", convener="ada", posted_at=NOON)
    changes = Changes(
        topics={"t1": topic}, people={"ada": Person(id="ada", name="Ada")}, interests={"ada": Interest(id="ada")}
    )
    event = Event(seq=7, at=NOON, type="topic_proposed", by="ada", changes=changes)

    sent = json.loads(bytes(wire.public_event(event, apply(Board(), event))))

    assert (sent["seq"], sent["at"], sent["by"]) == (7, "2027-04-14T12:00:00Z", "ada")
    assert set(sent["changes"]) == {"topics", "people"}
    assert sent["changes"]["topics"]["t1"]["title"] == "Bees"


def test_an_event_with_nothing_public_is_its_seq() -> None:
    """[S3, M8]"""
    event = Event(seq=8, at=NOON, type="interest_set", by="bo", changes=Changes(interests={"bo": Interest(id="bo")}))

    assert bytes(wire.public_event(event, Board())) == b'{"seq":8}'


def test_who_is_not_public_is_not_named() -> None:
    """[G5]"""
    event = Event(
        seq=9,
        at=NOON,
        type="heads_counted",
        by="bo",
        changes=Changes(sessions={"s": Session(id="s", topic="t", room="r", slot="l")}),
    )

    assert "by" not in json.loads(bytes(wire.public_event(event, Board())))


def test_what_goes_away_is_null() -> None:
    """[S3]"""
    event = Event(seq=9, at=NOON, type="topic_unplaced", changes=Changes(sessions={"s": None}))

    assert json.loads(bytes(wire.public_event(event, Board())))["changes"] == {"sessions": {"s": None}}


def test_a_snapshot_has_every_public_collection_and_no_private_one() -> None:
    """[S2]"""
    day = a_day()

    board = json.loads(bytes(wire.snapshot(day.board)))

    places = {"gathering", "rooms", "slots", "topics", "sessions", "people", "announcements", "walls"}
    assert set(board) == places | {"actions", "photos", "editions"}


def test_a_refusal_is_filled_in_after_translation() -> None:
    """[A3]"""
    day = a_day()
    day.topic("Ants {0} {name}", by="bo", at=("oak", "10:00"))
    topic = day.topic("Bees")
    try:
        day.place(topic, "oak", "10:00", by="ada")
    except RoomTaken as refused:
        message = wire.refusal("c1", refused, lambda message: "På svenska: " + message)

    assert message.message.startswith("På svenska: 10:00 oak")
    assert "Ants {0} {name}" in message.message
    assert message.instead.cells[0] == {"room": day.room("elm").id, "slot": day.slot("10:00").id}


def test_every_refusal_says_what_to_do_instead() -> None:
    for refused in (Unknown(terms={"what": "topic"}), NotNow(), Invalid(field="x"), wire.NotSavedNow()):
        message = wire.refusal(None, refused, english)

        assert message.message
        assert message.instead.text

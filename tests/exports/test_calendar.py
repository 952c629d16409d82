"""Calendars: rules R14 and R15. Read by icalendar, and line by line by RFC 5545."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event
from msgspec.structs import replace

from openspace.domain.board import Board
from openspace.domain.chronicle import chronicle_of
from openspace.domain.commands import AddAction, EditAction, EditRoom, PutAside, UnplaceTopic
from openspace.domain.context import Actor
from openspace.domain.harvest import proceedings_of
from openspace.domain.new_board import NewBoard, RoomPlan, SlotPlan
from openspace.domain.rules.gathering import make_board
from openspace.exports.calendar import AGENDA, DEADLINES, WHOLE, Part, calendar_of, make_calendar
from openspace.exports.material import Material
from openspace.locales.catalog import read_catalog
from tests.domain.day import Day, a_day
from tests.exports.small_book import ARABIC

LINE_MAX_OCTETS = 75
REQUIRED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"}
HARD = "Äpplen; päron, \\ och\u200dd 👨‍👩‍👧‍👦 " + ARABIC


def material_of(day: Day, language: str = "en", base: str = "https://board.example", topic: str = "") -> Material:
    book = proceedings_of(day.board, "LUND482", {}, [], "internal", day.now)
    chronicle = chronicle_of(act.event for act in day.acts.values())
    return Material(book=book, catalog=read_catalog(language), base_url=base, topic=topic, chronicle=chronicle)


def read(content: bytes) -> list[Event]:
    """Every event, once the text has been found to keep the rules."""
    problems = broken_rules(content)
    assert problems == []
    return [event for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event)]


def broken_rules(content: bytes) -> list[str]:
    """RFC 5545, sections 3.1, 3.4 and 3.6.1, as far as what we write is concerned."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    found = []
    lines = content.split(b"\r\n")[:-1]
    found += [f"a bare line end in {line!r}" for line in lines if b"\n" in line or b"\r" in line]
    found += [f"{len(line)} octets: {line!r}" for line in lines if len(line) > LINE_MAX_OCTETS]
    for line in lines:
        line.decode()  # a fold never splits a character
    unfolded = re.sub(rb"\r\n[ \t]", b"", content).decode().split("\r\n")
    found += [f"no property: {line!r}" for line in unfolded[:-1] if not re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line)]
    for event in "\r\n".join(unfolded).split("BEGIN:VEVENT")[1:]:
        names = [re.split("[:;]", line)[0] for line in event.split("\r\n") if line]
        found += [f"{name} is missing" for name in REQUIRED - set(names)]
        found += [f"{name} stands twice" for name in set(names) if names.count(name) > 1 and name != "END"]
    return found


def by_uid(events: Sequence[Event]) -> dict[str, Event]:
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids)
    return dict(zip(uids, events, strict=True))


def test_the_agenda_has_every_session_once_with_room_hours_and_address() -> None:
    """[R14]"""
    day = a_day()
    topic = day.topic(HARD, at=("oak", "10:00"))

    events = by_uid(read(calendar_of(material_of(day), AGENDA)))

    event = events[f"session-{day.session(topic).id}@openspace"]
    assert str(event["SUMMARY"]) == HARD
    assert str(event["LOCATION"]) == "oak"
    assert str(event["URL"]) == f"https://board.example/b/LUND482/topics/{topic}"
    assert str(event["DESCRIPTION"]) == "Opened by Ada"
    slot = day.slot("10:00")
    assert (event.start, event.end) == (slot.starts, slot.ends)
    assert [str(e["SUMMARY"]) for uid, e in events.items() if uid.startswith("day")] == ["Forum"]


def test_a_uid_stays_and_the_sequence_grows_when_a_session_moves() -> None:
    """[R15]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    uid = f"session-{day.session(topic).id}@openspace"
    sequences = [sequence(day, uid)]

    day.place(topic, "elm", "11:00")
    sequences.append(sequence(day, uid))
    day.act(EditRoom(command_id="c", room=day.room("elm").id, name="ash"))
    sequences.append(sequence(day, uid))
    day.act(UnplaceTopic(command_id="c", topic=topic), "ada")
    gone = by_uid(read(calendar_of(material_of(day), AGENDA)))[uid]
    sequences.append(number_of(gone))

    assert sequences == sorted(set(sequences))
    assert (str(gone["STATUS"]), str(gone["SUMMARY"]), str(gone["LOCATION"])) == ("CANCELLED", "Bees", "ash")


def sequence(day: Day, uid: str) -> int:
    return number_of(by_uid(read(calendar_of(material_of(day), AGENDA)))[uid])


def number_of(event: Event) -> int:
    return int(str(event["SEQUENCE"]))


def test_what_a_topic_was_called_is_not_said_when_it_was_put_aside() -> None:
    """[R15, D1]"""
    day = a_day()
    topic = day.topic("Something ugly", at=("oak", "10:00"))
    day.act(PutAside(command_id="c", topic=topic, why="Ugly"))

    content = calendar_of(material_of(day), AGENDA)

    assert b"ugly" not in content
    assert [str(e["SUMMARY"]) for e in read(content) if e.get("STATUS") == "CANCELLED"] == ["Not on the board any more"]


def test_an_edition_of_before_has_no_session_twice() -> None:
    """[R15] It lost its place after the book was published."""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    book = material_of(day).book
    day.act(UnplaceTopic(command_id="c", topic=topic), "ada")

    events = by_uid(read(calendar_of(replace(material_of(day), book=book), AGENDA)))

    assert [str(e["STATUS"]) for uid, e in events.items() if uid.startswith("session")] == ["CONFIRMED"]


def test_deadlines_are_days_that_take_up_no_time() -> None:
    """[R14]"""
    day = a_day()
    topic = day.topic("Bees")
    due = date(2027, 6, 1)
    ids = [
        day.act(AddAction(command_id="c", topic=topic, what=what, who="Region Skåne", due=due, first_step="Call"), "bo")
        .made["action"] for what in ("Ask", "Write", "Drop")
    ]  # fmt: skip
    day.act(AddAction(command_id="c", topic=topic, what="Some day"), "bo")
    day.act(EditAction(command_id="c", action=ids[1], progress="done", news="Sent"), "bo")
    day.act(EditAction(command_id="c", action=ids[2], progress="dropped"), "bo")

    events = by_uid(read(calendar_of(material_of(day), DEADLINES)))

    told = [events[f"action-{action}@openspace"] for action in ids]
    assert len(events) == 3
    assert [str(event["SUMMARY"]) for event in told] == ["Ask", "✓ Write", "Drop"]
    assert [str(event["STATUS"]) for event in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {(event.start, event.end, str(event["TRANSP"])) for event in told} == {
        (due, due + timedelta(days=1), "TRANSPARENT")
    }
    assert str(told[1]["DESCRIPTION"]) == "Region Skåne\nFirst step: Call\nSent\nBees"


def test_a_part_holds_only_what_was_picked() -> None:
    """[R14]"""
    day = a_day()
    picked, other = day.topic("Bees", at=("oak", "10:00")), day.topic("Ants", by="bo", at=("elm", "10:00"))
    day.act(UnplaceTopic(command_id="c", topic=other), "bo")

    events = read(calendar_of(material_of(day), Part(topics=frozenset({picked}), deeds=frozenset(), is_busy=True)))

    assert [str(event["SUMMARY"]) for event in events] == ["Forum", "Bees"]
    assert "TRANSP" not in events[1]


def test_one_topic_alone_is_that_topic() -> None:
    """[R14]"""
    day = a_day()
    topic, _ = day.topic("Bees", at=("oak", "10:00")), day.topic("Ants", by="bo", at=("elm", "10:00"))

    events = read(make_calendar(material_of(day, topic=topic)))

    assert [str(event["SUMMARY"]) for event in events] == ["Bees"]


def test_export_and_feed_are_one_code() -> None:
    """[R14]"""
    material = material_of(a_day())

    assert make_calendar(material) == calendar_of(material, WHOLE)


def test_words_are_in_the_readers_language_and_what_people_wrote_in_theirs() -> None:
    day = a_day()
    day.topic("Bees", at=("oak", "10:00"))

    content = calendar_of(material_of(day, language="sv"), AGENDA, name="Forum: مواضيعي")

    assert "Öppnas av Ada" in content.decode().replace("\r\n ", "")
    assert str(Calendar.from_ical(content)["X-WR-CALNAME"]) == "Forum: مواضيعي"


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/Stockholm", "2027-03-28T01:30+01:00", "2027-03-28T00:30+00:00"),  # before the clock goes on
        ("Europe/Stockholm", "2027-03-28T03:30+02:00", "2027-03-28T01:30+00:00"),  # an hour later
        ("Europe/Stockholm", "2027-10-31T02:30+02:00", "2027-10-31T00:30+00:00"),  # the first half past two
        ("Europe/Stockholm", "2027-10-31T02:30+01:00", "2027-10-31T01:30+00:00"),  # the second
        ("Africa/Cairo", "2027-04-30T01:30+03:00", "2027-04-29T22:30+00:00"),
        ("Pacific/Kiritimati", "2027-04-14T09:00+14:00", "2027-04-13T19:00+00:00"),
    ],
)
def test_an_hour_is_the_same_instant_in_every_zone(zone: str, local: str, utc: str) -> None:
    """[R14] Also in the nights in which the clock is changed."""
    day = a_day_at(datetime.fromisoformat(local), zone)
    day.place(day.topic("Bees"), "oak", next(f"{slot.starts:%H:%M}" for slot in day.board.slots.values()))

    (event,) = [e for e in read(calendar_of(material_of(day), AGENDA)) if str(e["UID"]).startswith("session")]

    assert event.start == datetime.fromisoformat(utc)
    assert event.end - event.start == timedelta(minutes=45)
    whole_day = [e for e in read(calendar_of(material_of(day), AGENDA)) if str(e["UID"]).startswith("day")]
    assert [e.start for e in whole_day] == [date.fromisoformat(local[:10])]


def a_day_at(starts: datetime, zone: str) -> Day:
    """One room and one slot of 45 minutes."""
    day = a_day()
    slot = SlotPlan(starts=starts, ends=starts.astimezone(UTC) + timedelta(minutes=45))
    plan = NewBoard(title="Forum", timezone=zone, rooms=[RoomPlan(name="oak")], slots=[slot])
    day.board, day.acts = Board(), {}
    day.apply(make_board(plan, day.context(Actor(None)), ("facilitator", "scribe")), None)
    day.person("ada")
    return day

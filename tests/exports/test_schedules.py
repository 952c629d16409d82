"""[E12] The agenda as conference apps read it, held against the rules of voc/schedule, validator/."""

import json
import re
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from openspace.domain.commands import SwapSessions
from openspace.exports.schedule_json import make_schedule_json
from openspace.exports.schedule_xml import make_schedule_xml
from tests.exports.small_book import ARABIC, a_full_day, material_of

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]")
ACRONYM = re.compile(r"[a-z0-9_-][a-z0-9_]{3,}(-2[0-9]{3}-[a-z]+)?")
NEEDED_IN_XML = {"room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track"}
ALLOWED_IN_XML = NEEDED_IN_XML | {
    "logo",
    "persons",
    "language",
    "description",
    "recording",
    "links",
    "attachments",
    "url",
}
NEEDED_IN_JSON = {
    "abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start", "subtitle",
    "title", "track", "type", "url",
}  # fmt: skip


def xml_of(edition: str = "internal") -> Element:
    return fromstring(make_schedule_xml(material_of(*a_full_day(), edition=edition)))  # type: ignore[arg-type]


def conference() -> dict[str, Any]:
    document = json.loads(make_schedule_json(material_of(*a_full_day())))
    assert set(document) <= {"$schema", "generator", "schedule"}
    found: dict[str, Any] = document["schedule"]["conference"]
    return found


def test_the_xml_keeps_to_the_schema() -> None:
    root = xml_of()

    assert [child.tag for child in root] == ["generator", "version", "conference", "day"]
    events = root.findall("day/room/event")
    assert len(events) == 3
    for event in events:
        tags = [child.tag for child in event]
        assert len(set(tags)) == len(tags)
        assert NEEDED_IN_XML <= set(tags) <= ALLOWED_IN_XML
        assert UUID.fullmatch(event.get("guid", ""))
        assert int(event.get("id", "0")) > 0
        assert datetime.fromisoformat(event.findtext("date", "")).utcoffset() is not None
        assert re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", event.findtext("start", ""))
        assert re.fullmatch(r"[0-9]{2}:[0-9]{2}", event.findtext("duration", ""))
        assert SLUG.fullmatch(event.findtext("slug", ""))
    for unique in ("guid", "id"):
        assert len({event.get(unique) for event in events}) == 3
    assert {event.findtext("title") for event in events} >= {ARABIC}
    assert root.findtext("conference/time_zone_name") == "Europe/Stockholm"


def test_the_json_keeps_to_the_schema() -> None:
    found = conference()

    assert {"title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"} <= set(found)
    assert ACRONYM.fullmatch(found["acronym"])
    assert found["daysCount"] == len(found["days"]) == 1
    (day,) = found["days"]
    assert set(day) == {"date", "day_end", "day_start", "index", "rooms"}
    assert datetime.fromisoformat(day["day_start"]).utcoffset() is not None
    events = [event for room in day["rooms"].values() for event in room]
    assert len(events) == 3
    for event in events:
        assert set(event) >= NEEDED_IN_JSON
        assert event["id"] >= 1
        assert UUID.fullmatch(event["guid"])
        assert SLUG.fullmatch(event["slug"])
        assert re.fullmatch("[0-9]+:[0-9]{2}", event["duration"])
        assert event["url"].startswith("https://board.example/b/LUND482/topics/")
        assert all(set(person) == {"name", "guid"} for person in event["persons"])
    assert [room["name"] for room in found["rooms"]]
    assert all(UUID.fullmatch(room["guid"]) for room in found["rooms"])


def test_guids_and_numbers_stay_when_topics_move() -> None:
    day, topics = a_full_day()
    before = {e.get("guid"): e for e in fromstring(make_schedule_xml(material_of(day, topics))).iter("event")}
    first, second, _ = day.board.sessions
    day.act(SwapSessions(command_id="c", a=first, b=second))
    day.place(topics["arabic"], "Trapphuset & <gården>", "11:00")

    after = {e.get("guid"): e for e in fromstring(make_schedule_xml(material_of(day, topics))).iter("event")}

    assert after.keys() == before.keys()
    assert {guid: e.get("id") for guid, e in after.items()} == {guid: e.get("id") for guid, e in before.items()}
    assert [after[guid].findtext("room") for guid in after] != [before[guid].findtext("room") for guid in before]


def test_the_public_edition_names_nobody_without_the_tick() -> None:
    assert xml_of("internal").findall(".//person")
    assert not xml_of("public").findall(".//person")

"""c3voc's `schedule.json`."""

from typing import Any

import msgspec

from openspace.exports.material import Material
from openspace.exports.schedule import GENERATOR, Day, Schedule, Talk, guid_of, schedule_of

SCHEMA = "https://c3voc.de/schedule/schema.json"  # what it says it keeps to; nobody fetches it


def make_schedule_json(material: Material) -> bytes:
    """UTF-8."""
    schedule = schedule_of(material)
    content = {"version": schedule.version, "conference": conference_of(schedule, material)}
    if schedule.base_url:
        content["base_url"] = schedule.base_url
    document = {"$schema": SCHEMA, "generator": {"name": GENERATOR, "version": "1"}, "schedule": content}
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def conference_of(schedule: Schedule, material: Material) -> dict[str, Any]:
    made = material.book.made_at.astimezone(material.zone).date()
    return {
        "acronym": schedule.acronym,
        "title": schedule.title,
        "description": material.book.theme,
        "start": (schedule.days[0].day if schedule.days else made).isoformat(),
        "end": (schedule.days[-1].day if schedule.days else made).isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": schedule.grain,
        "time_zone_name": schedule.time_zone,
        "rooms": [{"name": name, "guid": guid} for name, guid in room_guids(material).items()],
        "days": [day_of(day) for day in schedule.days],
    }


def room_guids(material: Material) -> dict[str, str]:
    """By name, as rooms of one name are one."""
    return {place.name: guid_of(place.id) for place in reversed(material.book.places)}


def day_of(day: Day) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.day.isoformat(),
        "day_start": day.starts.isoformat(timespec="seconds"),
        "day_end": day.ends.isoformat(timespec="seconds"),
        "rooms": {name: [talk_of(talk) for talk in talks] for name, talks in day.rooms},
    }


def talk_of(talk: Talk) -> dict[str, Any]:
    return {
        "id": talk.number,
        "guid": talk.guid,
        "date": talk.starts.isoformat(timespec="seconds"),
        "start": f"{talk.starts:%H:%M}",
        "duration": talk.duration,
        "room": talk.room,
        "slug": talk.slug,
        "url": talk.url or f"urn:uuid:{talk.guid}",
        "title": talk.title,
        "subtitle": None,
        "track": None,
        "type": "discussion",
        "language": talk.language,
        "abstract": talk.about,
        "description": None,
        "persons": [{"name": name, "guid": guid_of(f"person {number}")} for number, name in talk.people],
        "links": [],
        "attachments": [],
    }

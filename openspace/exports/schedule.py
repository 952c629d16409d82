"""The agenda as conference apps read it: one set of facts for frab's `schedule.xml` and c3voc's `schedule.json`.

Rules: the XSD and JSON schema in voc/schedule, validator/. An event's guid is made of the session's id, so it stays
when the session moves; so does the number that older apps know it by.
"""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from openspace.domain.proceedings import Meeting, Report, Time
from openspace.exports.markdown import slug
from openspace.exports.material import Material
from openspace.exports.words import Words, language_of

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "sessions.openspace-board")
GENERATOR: Final = "openspace-board"
ID_BITS: Final = 31  # what apps store it in


class Talk(Struct, frozen=True, kw_only=True):
    """One session as these formats want it: "event" there."""

    number: int
    guid: str
    room: str
    starts: datetime  # in the board's zone
    duration: str  # "00:45"
    slug: str
    title: str
    about: str
    language: str
    people: tuple[tuple[int, str], ...]  # number and name of those this edition names
    url: str


class Day(Struct, frozen=True, kw_only=True):
    """A day with sessions. `rooms` in the order of the board, each with its talks in order of time."""

    index: int  # 1, 2, …
    day: date
    starts: datetime
    ends: datetime
    rooms: tuple[tuple[str, tuple[Talk, ...]], ...]


class Schedule(Struct, frozen=True, kw_only=True):
    version: str  # when the book was made: it grows
    title: str
    acronym: str  # the board's code, lower case
    time_zone: str
    base_url: str
    grain: str  # "00:05": every start is a multiple
    days: tuple[Day, ...]


def schedule_of(material: Material) -> Schedule:
    """Every session of the reports asked for."""
    book, words = material.book, Words(material)
    first_last: dict[date, tuple[datetime, datetime]] = {}
    for time in book.times:
        starts, ends = time.starts.astimezone(material.zone), time.ends.astimezone(material.zone)
        old = first_last.get(starts.date(), (starts, ends))
        first_last[starts.date()] = (min(old[0], starts), max(old[1], ends))
    talks = sorted(talks_of(material, words), key=lambda talk: talk.starts)
    days = tuple(
        Day(
            index=nth,
            day=day,
            starts=starts,
            ends=ends,
            rooms=rooms_of(material, [t for t in talks if t.starts.date() == day]),
        )
        for nth, (day, (starts, ends)) in enumerate(sorted(first_last.items()), 1)
    )
    return Schedule(
        version=f"{book.made_at.astimezone(material.zone):%Y-%m-%d %H:%M}",
        title=book.title,
        acronym=book.code.lower(),
        time_zone=book.timezone,
        base_url=material.base_url,
        grain="00:05",
        days=days,
    )


def rooms_of(material: Material, talks: list[Talk]) -> tuple[tuple[str, tuple[Talk, ...]], ...]:
    """Rooms of one name would be one room to these formats, so they are."""
    names = dict.fromkeys(place.name for place in material.book.places)
    return tuple((name, tuple(talk for talk in talks if talk.room == name)) for name in names)


def talks_of(material: Material, words: Words) -> Iterator[Talk]:
    taken: set[int] = set()
    for report in material.reports:
        for meeting in report.meetings:
            number = number_of(meeting.id, taken)
            taken.add(number)
            yield talk_of(report, meeting, number, material, words)


def talk_of(report: Report, meeting: Meeting, number: int, material: Material, words: Words) -> Talk:
    time = words.time(meeting.slot)
    path = f"/b/{material.book.code}/topics/{report.id}"
    convener = report.convener
    return Talk(
        number=number,
        guid=guid_of(meeting.id),
        room=words.where(meeting),
        starts=time.starts.astimezone(material.zone),
        duration=length_of(time),
        slug=ascii_slug(f"{material.book.code}-{number}-{slug(report.title)}"),
        title=report.title,
        about=report.about,
        language=language_of(report, material.book),
        people=((number_of(convener.person or convener.name, set()), convener.name),) if convener.name else (),
        url=material.base_url + path if material.base_url else "",
    )


def length_of(time: Time) -> str:
    """ "00:45" """
    minutes = (time.ends - time.starts) // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def guid_of(key: str) -> str:
    """The same UUID for the same id, always."""
    return str(uuid.uuid5(NAMESPACE, key))


def number_of(key: str, taken: set[int]) -> int:
    """A positive number that only depends on the key, but for the rare one that is taken."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> (32 - ID_BITS) or 1
    while number in taken:
        number = number % ((1 << ID_BITS) - 1) + 1
    return number


def ascii_slug(text: str) -> str:
    """Small letters, digits and single hyphens; ends in a letter or digit."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split())

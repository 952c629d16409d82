"""frab's and pentabarf's `schedule.xml`."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from openspace.exports.material import Material
from openspace.exports.schedule import GENERATOR, Day, Schedule, Talk, schedule_of


def make_schedule_xml(material: Material) -> bytes:
    """UTF-8."""
    schedule = schedule_of(material)
    root = Element("schedule")
    SubElement(root, "generator", name=GENERATOR, version="1")
    add(root, "version", schedule.version)
    add_conference(root, schedule)
    for day in schedule.days:
        add_day(root, day)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def add_conference(root: Element, schedule: Schedule) -> None:
    conference = SubElement(root, "conference")
    add(conference, "title", schedule.title)
    add(conference, "acronym", schedule.acronym)
    if schedule.days:
        add(conference, "start", schedule.days[0].day.isoformat())
        add(conference, "end", schedule.days[-1].day.isoformat())
    add(conference, "days", str(len(schedule.days)))
    add(conference, "timeslot_duration", schedule.grain)
    if schedule.base_url:
        add(conference, "base_url", schedule.base_url)
    add(conference, "time_zone_name", schedule.time_zone)


def add_day(root: Element, day: Day) -> None:
    element = SubElement(
        root,
        "day",
        index=str(day.index),
        date=day.day.isoformat(),
        start=day.starts.isoformat(timespec="seconds"),
        end=day.ends.isoformat(timespec="seconds"),
    )
    for name, talks in day.rooms:
        room = SubElement(element, "room", name=printable(name))
        for talk in talks:
            add_talk(room, talk)


def add_talk(room: Element, talk: Talk) -> None:
    event = SubElement(room, "event", guid=talk.guid, id=str(talk.number))
    for name, text in (
        ("room", talk.room),
        ("title", talk.title),
        ("subtitle", ""),
        ("type", "discussion"),
        ("date", talk.starts.isoformat(timespec="seconds")),
        ("start", f"{talk.starts:%H:%M}"),
        ("duration", talk.duration),
        ("abstract", talk.about),
        ("slug", talk.slug),
        ("track", ""),
        ("logo", ""),
    ):
        add(event, name, text)
    persons = SubElement(event, "persons")
    for number, name in talk.people:
        add(persons, "person", name).set("id", str(number))
    add(event, "language", talk.language)
    add(event, "description", "")
    add(event, "links", "")
    add(event, "attachments", "")
    if talk.url:
        add(event, "url", talk.url)


def add(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = printable(text)
    return element


def printable(text: str) -> str:
    """Without what XML cannot hold, escaped or not (XML 1.0, section 2.2)."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )

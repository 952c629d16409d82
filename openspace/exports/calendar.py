"""iCalendar (RFC 5545): the agenda, one person's part of it, the days by which something is to be done.

Times are in UTC, so that no reader has to know a zone; a session's UID is its own for ever, and its SEQUENCE the last
event that touched it. Deadlines are events of a whole day, not VTODO: the calendars of phones and of most offices leave
out VTODO in feeds, and a deadline nobody sees is none.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, vText
from msgspec import Struct

from openspace.domain.chronicle import Gone, Revision
from openspace.domain.entities import Progress
from openspace.domain.errors import N_
from openspace.domain.proceedings import Deed, Meeting, Report
from openspace.exports.material import Material
from openspace.exports.words import Words

PRODID: Final = "-//Openspace//Openspace board//EN"
REFRESH: Final = timedelta(minutes=15)  # how often calendars shall ask again
STATUS: Final[dict[Progress, str]] = {
    "open": "CONFIRMED",
    "doing": "CONFIRMED",
    "done": "CONFIRMED",
    "dropped": "CANCELLED",
}
DONE: Final = "\u2713 "


class Part(Struct, frozen=True, kw_only=True):
    """What of a board a calendar holds. None: all."""

    topics: frozenset[str] | None = None  # whose sessions
    deeds: frozenset[str] | None = None  # which actions' deadlines
    has_frame: bool = True  # the gathering's days, breaks and circles
    is_busy: bool = False  # whether sessions take up the reader's time


WHOLE: Final = Part()
AGENDA: Final = Part(deeds=frozenset())
DEADLINES: Final = Part(topics=frozenset(), has_frame=False)


def make_calendar(material: Material) -> bytes:
    """Agenda and deadlines of everything asked for."""
    return calendar_of(material, WHOLE)


def calendar_of(material: Material, part: Part, name: str = "") -> bytes:
    """One calendar. `name`: as the reader's list of calendars shows it; the gathering's unless given."""
    made = Maker(material)
    calendar = Calendar()
    title = name or material.book.title
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", title)
    calendar.add("x-wr-calname", vText(title))
    calendar.add("x-wr-timezone", vText(material.book.timezone))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vText("PT15M"))
    for event in made.events(part):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


class Maker:
    """Events from one material."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._words = Words(material)
        self._first = Revision(0, material.book.made_at)

    def events(self, part: Part) -> Iterable[Event]:
        material = self._material
        reports = [r for r in material.reports if part.topics is None or r.id in part.topics]
        if part.has_frame and not material.topic:
            yield from self._frame()
        for report in reports:
            yield from (self._meeting(report, meeting, part) for meeting in report.meetings)
        yield from self._cancelled(part)
        for report in material.reports:
            due = (deed for deed in report.deeds if deed.due and (part.deeds is None or deed.id in part.deeds))
            yield from (self._deadline(report, deed) for deed in due)

    def _frame(self) -> Iterable[Event]:
        """The days of the gathering, and what is for everybody."""
        book = self._material.book
        for day in sorted({time.starts.astimezone(self._material.zone).date() for time in book.times}):
            event = self._event(f"day-{book.code}-{day:%Y%m%d}", book.title, self._first)
            yield with_day(event, day)
        for time in book.times:
            if time.kind != "sessions":
                label = time.label or self._words.say(N_("Break") if time.kind == "break" else N_("All together"))
                yield transparent(
                    with_hours(self._event(f"slot-{time.id}", label, self._first), time.starts, time.ends)
                )

    def _meeting(self, report: Report, meeting: Meeting, part: Part) -> Event:
        time, place = self._words.time(meeting.slot), self._words.place(meeting.room)
        event = self._event(f"session-{meeting.id}", report.title, self._revision(meeting.id))
        with_hours(event, time.starts, time.ends)
        event.add("location", place.name)
        event.add("status", "CONFIRMED")
        opened = (
            self._words.say(N_("Opened by {name}")).format(name=report.convener.name) if report.convener.name else ""
        )
        self._describe(event, report, [report.about, opened, place.directions])
        return event if part.is_busy else transparent(event)

    def _cancelled(self, part: Part) -> Iterable[Event]:
        """Sessions that lost their place. What a topic was called that is off the board is said no more."""
        reports = self._material.book.reports
        titles = {report.id: report.title for report in reports}
        standing = {meeting.id for report in reports for meeting in report.meetings}  # in an edition of before
        for gone in self._material.chronicle.gone.values():
            is_asked = self._material.topic in ("", gone.topic) and (part.topics is None or gone.topic in part.topics)
            if is_asked and gone.id not in standing:
                yield self._gone(gone, titles.get(gone.topic) or self._words.say(N_("Not on the board any more")))

    def _gone(self, gone: Gone, title: str) -> Event:
        event = with_hours(self._event(f"session-{gone.id}", title, gone.revision), gone.starts, gone.ends)
        event.add("location", gone.room)
        event.add("status", "CANCELLED")
        return transparent(event)

    def _deadline(self, report: Report, deed: Deed) -> Event:
        assert deed.due is not None
        done = DONE if deed.progress == "done" else ""
        event = self._event(f"action-{deed.id}", done + deed.what, self._revision(deed.id))
        with_day(event, deed.due)
        event.add("status", STATUS[deed.progress])
        step = self._words.say(N_("First step: {step}")).format(step=deed.first_step) if deed.first_step else ""
        self._describe(event, report, [self._words.named(deed.who), step, deed.news, report.title])
        return event

    def _event(self, uid: str, summary: str, revision: Revision) -> Event:
        event = Event()
        event.add("uid", f"{uid}@openspace")
        event.add("summary", summary)
        event.add("dtstamp", revision.at.astimezone(UTC))
        event.add("last-modified", revision.at.astimezone(UTC))
        event.add("sequence", revision.seq)
        return event

    def _describe(self, event: Event, report: Report, lines: list[str]) -> None:
        if text := "\n".join(filter(None, lines)):
            event.add("description", text)
        if base := self._material.base_url:
            event.add("url", f"{base}/b/{self._material.book.code}/topics/{report.id}")

    def _revision(self, id: str) -> Revision:
        return self._material.chronicle.revisions.get(id, self._first)


def with_hours(event: Event, starts: datetime, ends: datetime) -> Event:
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    return event


def with_day(event: Event, day: date) -> Event:
    """The whole of it, taking up nobody's time."""
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return transparent(event)


def transparent(event: Event) -> Event:
    event.add("transp", "TRANSPARENT")
    return event

"""What every format says in words: names, bands, progress, times. In the language of the material's catalog."""

from datetime import date, datetime
from typing import Final

from babel.dates import format_date

from openspace.domain.entities import Progress
from openspace.domain.errors import N_
from openspace.domain.proceedings import Band, Meeting, Named, Place, Proceedings, Report, Time
from openspace.exports.material import Material
from openspace.locales.pseudo import PSEUDO

PROGRESS: Final[dict[Progress, str]] = {
    "open": N_("not begun"),
    "doing": N_("under way"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}


class Words:
    """The sentences of one book."""

    def __init__(self, material: Material) -> None:
        self.say = material.catalog.gettext
        self.say_many = material.catalog.ngettext
        language = material.catalog.language
        self._locale = "en_GB" if language in ("en", PSEUDO) else language.replace("-", "_")
        self._zone = material.zone
        self._places = {place.id: place for place in material.book.places}
        self._times = {time.id: time for time in material.book.times}

    def named(self, who: Named) -> str:
        """A name; "named in the internal edition" for one that is hidden; empty for nobody."""
        return self.say(N_("named in the internal edition")) if who.is_hidden else who.name

    def band(self, band: Band) -> str:
        """ "10–19"; "under 5"; "100 or more"."""
        if band.high is None:
            return self.say(N_("{low} or more")).format(low=band.low)
        return self.say(N_("under {n}")).format(n=band.high + 1) if band.low == 0 else f"{band.low}–{band.high}"

    def follow_up(self) -> str:
        """What stands before the link."""
        return self.say(N_("How it goes is told here, without an account:"))

    def progress(self, progress: Progress) -> str:
        return self.say(PROGRESS[progress])

    def day(self, day: date | datetime) -> str:
        """ "Tuesday, 5 May 2026" """
        local = day.astimezone(self._zone).date() if isinstance(day, datetime) else day
        return str(format_date(local, "full", locale=self._locale))

    def date(self, day: date) -> str:
        """ "5 May 2026" """
        return str(format_date(day, "long", locale=self._locale))

    def hours(self, time: Time) -> str:
        """ "10:30–11:15", by the board's clock."""
        return f"{time.starts.astimezone(self._zone):%H:%M}–{time.ends.astimezone(self._zone):%H:%M}"

    def clock(self, instant: datetime) -> str:
        return f"{instant.astimezone(self._zone):%H:%M}"

    def iso_day(self, instant: datetime) -> str:
        """ "2026-05-05", by the board's clock."""
        return instant.astimezone(self._zone).date().isoformat()

    def when(self, meeting: Meeting) -> str:
        """ "10:30–11:15"; with the day when the gathering has several."""
        time = self._times[meeting.slot]
        return f"{self.day(time.starts)} {self.hours(time)}" if self.has_days else self.hours(time)

    def where(self, meeting: Meeting) -> str:
        return self._places[meeting.room].name

    @property
    def has_days(self) -> bool:
        """Whether the gathering lasts longer than a day."""
        return len({time.starts.astimezone(self._zone).date() for time in self._times.values()}) > 1

    def place(self, room: str) -> Place:
        return self._places[room]

    def time(self, slot: str) -> Time:
        return self._times[slot]


def language_of(report: Report, book: Proceedings) -> str:
    """BCP 47 of a topic's own text."""
    return report.language or book.language

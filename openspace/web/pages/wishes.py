"""What somebody types who makes a board: texts as they came, and what they mean.

Kept as texts, so that a form that was refused comes back as it was filled in.
"""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import LOCALTZ
from msgspec import Struct

from openspace.domain.entities import ROOMS_MAX, SEATS_MAX
from openspace.domain.errors import N_, Invalid
from openspace.domain.new_board import RoomPlan
from openspace.domain.planning import DAYS_MAX, Hours

PEOPLE_MAX: Final = 2_000
LUNCH_MAX_MINUTES: Final = 180
KEEP_DAYS: Final = 90
OTHER_ZONE: Final = "Europe/Stockholm"  # where a machine does not say where it stands

Value = TypeVar("Value")


class BadField(Invalid):
    """`field`: the input's name."""

    def __init__(self, field: str, label: str, instead: str) -> None:
        super().__init__(terms={"field": label}, instead=instead)
        self.field = field


class Wishes(Struct, frozen=True, kw_only=True):
    """The fields of the first step, by their inputs' names. `rooms`: one a line, a number at its end is its seats."""

    title: str = ""
    theme: str = ""
    day: str = ""
    days: str = "1"
    starts: str = "09:00"
    ends: str = "16:00"
    people: str = "40"
    rooms: str = ""
    lunch: str = "12:00"
    lunch_minutes: str = "60"
    language: str = "en"
    timezone: str = ""
    responsible: str = ""
    keep_until: str = ""
    wifi_name: str = ""
    wifi_password: str = ""

    @property
    def head_count(self) -> int:
        return _whole(self.people, "people", N_("The number of people"), 1, PEOPLE_MAX)

    @property
    def first_day(self) -> date:
        return _parsed(date.fromisoformat, self.day, "day", N_("The date"), N_("Write it as 2027-03-01."))

    @property
    def kept_until(self) -> date | None:
        """None leaves it to the board: 90 days after the last one."""
        label, instead = N_("The day until which data is kept"), N_("Write it as 2027-03-01.")
        return _parsed(date.fromisoformat, self.keep_until, "keep_until", label, instead) if self.keep_until else None

    @property
    def zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            instead = N_("Choose one such as Europe/Stockholm.")
            raise BadField("timezone", N_("The time zone"), instead) from None

    @property
    def hours(self) -> Hours:
        return Hours(
            first_day=self.first_day,
            days=_whole(self.days, "days", N_("The number of days"), 1, DAYS_MAX),
            starts=clock_of(self.starts, "starts"),
            ends=clock_of(self.ends, "ends"),
            lunch=clock_of(self.lunch, "lunch") if self.lunch else None,
            lunch_minutes=_whole(self.lunch_minutes, "lunch_minutes", N_("The length of lunch"), 15, LUNCH_MAX_MINUTES),
        )

    @property
    def named_rooms(self) -> list[RoomPlan]:
        lines = [line.strip() for line in self.rooms.splitlines() if line.strip()]
        if len(lines) > ROOMS_MAX:
            raise BadField("rooms", N_("The list of rooms"), N_("Leave some out; they can be added later."))
        return [room_of(line) for line in lines]


def wishes_from(fields: Mapping[str, str], otherwise: Wishes) -> Wishes:
    """What the form says; a field it does not have stays as it was."""
    return Wishes(**{name: fields.get(name, getattr(otherwise, name)).strip() for name in Wishes.__struct_fields__})


def blank_wishes(language: str, today: date) -> Wishes:
    """What the empty form proposes."""
    return Wishes(
        day=today.isoformat(),
        language=language,
        timezone=local_zone(),
        keep_until=(today + timedelta(days=KEEP_DAYS)).isoformat(),
    )


def local_zone() -> str:
    """The zone of this machine, which stands where the gathering is."""
    name = getattr(LOCALTZ, "key", None) or getattr(LOCALTZ, "zone", None) or ""
    return OTHER_ZONE if name in ("", "UTC", "Etc/UTC", "GMT", "Etc/GMT") else str(name)


def clock_of(text: str, field: str) -> time:
    return _parsed(time.fromisoformat, text, field, N_("The time"), N_("Write it as 13:30.")).replace(tzinfo=None)


def room_of(line: str) -> RoomPlan:
    """ "Sal Vättern 30", "Sal Vättern, 30" -> 30 seats; a number alone, or behind nothing else, is a name."""
    name, _, last = line.replace("\t", " ").rpartition(" ")
    if name.strip(" ,:;") and last.isdecimal() and 1 <= int(last) <= SEATS_MAX:
        return RoomPlan(name=name.strip(" ,:;"), seats=int(last))
    return RoomPlan(name=line)


def _whole(text: str, field: str, label: str, low: int, high: int) -> int:
    if not text.isdecimal() or len(text) > 6 or not low <= int(text) <= high:
        error = BadField(field, label, N_("Use a whole number from {low} to {high}."))
        error.values = {"low": low, "high": high}
        raise error
    return int(text)


def _parsed(parse: Callable[[str], Value], text: str, field: str, label: str, instead: str) -> Value:
    try:
        return parse(text)
    except ValueError:
        raise BadField(field, label, instead) from None

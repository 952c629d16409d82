"""The second step of making a board: rooms and rows of the day, as proposed and then as edited.

Texts, like the wishes. A row whose times are emptied, a room whose name is emptied, is left out.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from openspace.domain.entities import ROOMS_MAX, SEATS_MAX, SLOTS_MAX, SlotKind
from openspace.domain.errors import N_
from openspace.domain.new_board import NewBoard, RoomPlan, SlotPlan
from openspace.domain.planning import DAYS_MAX, Proposal
from openspace.web.pages.wishes import BadField, Wishes, clock_of

KINDS: Final[tuple[SlotKind, ...]] = ("sessions", "break", "plenary")
SPARE_ROWS: Final = 2  # empty ones at the end, for whoever has no script to add more


class RoomLine(Struct, frozen=True):
    name: str = ""
    seats: str = ""


class SlotLine(Struct, frozen=True):
    """`day`: from 0."""

    day: str = "0"
    starts: str = ""
    ends: str = ""
    kind: str = "sessions"
    label: str = ""


class Plan(Struct, frozen=True):
    rooms: tuple[RoomLine, ...]
    slots: tuple[SlotLine, ...]


def planned(proposal: Proposal, wishes: Wishes, translate: Callable[[str], str]) -> Plan:
    """The proposal as lines of the form, labels in the language of the board."""
    names = wishes.named_rooms or [
        RoomPlan(name=translate(N_("Room {n}")).format(n=n)) for n in range(1, proposal.rooms + 1)
    ]
    return Plan(
        rooms=tuple(RoomLine(room.name, str(room.seats or "")) for room in names),
        slots=tuple(
            SlotLine(
                day=str((row.starts.date() - wishes.first_day).days),
                starts=f"{row.starts:%H:%M}",
                ends=f"{row.ends:%H:%M}",
                kind=row.kind,
                label=translate(row.label) if row.label else "",
            )
            for row in proposal.rows
        ),
    )


def plan_from(fields: Mapping[str, str]) -> Plan:
    """The lines of the form, empty ones left out."""

    def text(name: str, n: int) -> str:
        return fields.get(f"{name}-{n}", "").strip()

    rooms = (RoomLine(text("room", n), text("seats", n)) for n in range(ROOMS_MAX + SPARE_ROWS))
    slots = (
        SlotLine(**{name: text(name, n) for name in SlotLine.__struct_fields__}) for n in range(SLOTS_MAX + SPARE_ROWS)
    )
    return Plan(tuple(room for room in rooms if room.name), tuple(slot for slot in slots if slot.starts or slot.ends))


def new_board(wishes: Wishes, plan: Plan) -> NewBoard:
    """The board to be made.

    Raises:
        BadField: A time, number or date cannot be read.
    """
    return NewBoard(
        title=wishes.title,
        theme=wishes.theme or None,
        language=wishes.language,
        timezone=wishes.zone.key,
        rooms=[RoomPlan(name=room.name, seats=seats_of(room, n)) for n, room in enumerate(plan.rooms)],
        slots=[slot_of(line, n, wishes) for n, line in enumerate(plan.slots)],
        state="gathering",
        people_expected=wishes.head_count,
        responsible=wishes.responsible or None,
        keep_until=wishes.kept_until,
        wifi_name=wishes.wifi_name or None,
        wifi_password=wishes.wifi_password or None,
    )


def slot_of(line: SlotLine, n: int, wishes: Wishes) -> SlotPlan:
    if line.day not in map(str, range(DAYS_MAX)):
        raise BadField(f"day-{n}", N_("The day"), N_("Choose one of the days."))
    day = wishes.first_day + timedelta(days=int(line.day))
    starts, ends = clock_of(line.starts, f"starts-{n}"), clock_of(line.ends, f"ends-{n}")
    kind: SlotKind = next((kind for kind in KINDS if kind == line.kind), "sessions")
    return SlotPlan(
        starts=datetime.combine(day, starts, wishes.zone),
        ends=datetime.combine(day, ends, wishes.zone),
        kind=kind,
        label=line.label,
    )


def seats_of(room: RoomLine, n: int) -> int | None:
    if not room.seats:
        return None
    if not room.seats.isdecimal() or not 1 <= int(room.seats[:6]) <= SEATS_MAX:
        raise BadField(f"seats-{n}", N_("The number of seats"), N_("Leave it empty, or use a whole number."))
    return int(room.seats)

"""Rooms and slots, also while the day runs: what loses its place waits, never away.

Rules V1-V7 of docs/PROTOCOL.md.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import UNSET
from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import AddRoom, AddSlot, EditRoom, EditSlot, RemoveRoom, RemoveSlot
from openspace.domain.context import Context
from openspace.domain.entities import (
    COLOURS,
    ROOMS_MAX,
    SEATS_MAX,
    SLOTS_MAX,
    SYMBOLS,
    Room,
    Session,
    Slot,
)
from openspace.domain.errors import N_, Invalid, SlotsOverlap, TooMany
from openspace.domain.insight import clock_time
from openspace.domain.new_board import RoomPlan, SlotPlan
from openspace.domain.rules.permission import require_facilitator, room_of, slot_of

SLOT_MAX = timedelta(hours=24)
# Far enough from both ends of the calendar that no zone, shift or length leads over them.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def add_room(board: Board, command: AddRoom, context: Context) -> Draft:
    require_facilitator(context)
    plan = RoomPlan(name=command.name, seats=command.seats, directions=command.directions)
    room = new_room(context.new_id(), plan, list(board.rooms.values()))
    return Draft(type="room_added", changes=Changes(rooms={room.id: room}), made={"room": room.id})


def edit_room(board: Board, command: EditRoom, context: Context) -> Draft:
    """Closing takes away the places that are not over yet (V3)."""
    require_facilitator(context)
    old = room_of(board, command.room)
    room = replace(
        old,
        name=old.name if command.name is UNSET else text.required_name(command.name),
        seats=old.seats if command.seats is UNSET else seats(command.seats),
        colour=old.colour if command.colour is UNSET else colour(command.colour),
        symbol=old.symbol if command.symbol is UNSET else command.symbol,
        directions=old.directions if command.directions is UNSET else text.line(command.directions),
        is_open=old.is_open if command.is_open is UNSET else command.is_open,
    )
    closes = old.is_open and not room.is_open
    lost = [s for s in board.sessions.values() if s.room == room.id and board.slots[s.slot].ends > context.now]
    changes = Changes(rooms={room.id: room} if room != old else {}, sessions=gone(lost) if closes else {})
    return Draft(type="room_edited", changes=changes)


def remove_room(board: Board, command: RemoveRoom, context: Context) -> Draft:
    require_facilitator(context)
    room = room_of(board, command.room)
    lost = [session for session in board.sessions.values() if session.room == room.id]
    return Draft(type="room_removed", changes=Changes(rooms={room.id: None}, sessions=gone(lost)))


def add_slot(board: Board, command: AddSlot, context: Context) -> Draft:
    require_facilitator(context)
    plan = SlotPlan(starts=command.starts, ends=command.ends, kind=command.kind, label=command.label)
    slot = new_slot(context.new_id(), plan, board.frame.zone, len(board.slots))
    require_apart(board.slots.values(), slot)
    return Draft(type="slot_added", changes=Changes(slots={slot.id: slot}), made={"slot": slot.id})


def edit_slot(board: Board, command: EditSlot, context: Context) -> Draft:
    """A slot that is no longer for sessions takes away their places (V6)."""
    require_facilitator(context)
    old = slot_of(board, command.slot)
    zone = board.frame.zone
    starts = old.starts if command.starts is UNSET else command.starts
    ends = old.ends if command.ends is UNSET else command.ends
    require_forward(starts, ends)
    slot = replace(
        old,
        starts=starts.astimezone(zone),
        ends=ends.astimezone(zone),
        kind=old.kind if command.kind is UNSET else command.kind,
        label=old.label if command.label is UNSET else text.name(command.label),
    )
    require_apart(board.slots.values(), slot)
    lost = [s for s in board.sessions.values() if s.slot == slot.id] if slot.kind != "sessions" else []
    changes = Changes(slots={slot.id: slot} if slot != old else {}, sessions=gone(lost))
    return Draft(type="slot_edited", changes=changes)


def remove_slot(board: Board, command: RemoveSlot, context: Context) -> Draft:
    require_facilitator(context)
    slot = slot_of(board, command.slot)
    lost = [session for session in board.sessions.values() if session.slot == slot.id]
    return Draft(type="slot_removed", changes=Changes(slots={slot.id: None}, sessions=gone(lost)))


def new_room(room: str, plan: RoomPlan, others: list[Room]) -> Room:
    """With the first colour nobody has; each eight share the eight symbols (V1)."""
    if len(others) >= ROOMS_MAX:
        raise TooMany(limit=ROOMS_MAX)
    taken = {other.colour for other in others}
    number = next((n for n in range(1, COLOURS + 1) if n not in taken), len(others) % COLOURS + 1)
    return Room(
        id=room,
        name=text.required_name(plan.name),
        seats=seats(plan.seats),
        colour=number,
        symbol=SYMBOLS[(number - 1) % len(SYMBOLS)],
        directions=text.line(plan.directions),
    )


def new_slot(slot: str, plan: SlotPlan, zone: ZoneInfo, how_many: int) -> Slot:
    """In the board's zone; does not look at the others but for their number."""
    if how_many >= SLOTS_MAX:
        raise TooMany(limit=SLOTS_MAX)
    require_forward(plan.starts, plan.ends)
    return Slot(
        id=slot,
        starts=plan.starts.astimezone(zone),
        ends=plan.ends.astimezone(zone),
        kind=plan.kind or "sessions",
        label=text.name(plan.label),
    )


def require_forward(starts: datetime, ends: datetime) -> None:
    """[V4]"""
    if not (EARLIEST <= starts <= LATEST and EARLIEST <= ends <= LATEST):
        raise Invalid(terms={"field": N_("The date")})
    if not starts < ends <= starts + SLOT_MAX:
        raise Invalid(
            says=N_("A slot ends after it starts, within 24 hours."), instead=N_("Change the start or the end.")
        )


def require_apart(slots: Iterable[Slot], slot: Slot) -> None:
    """Slots of one board never overlap (V5). The slot itself, by id, is passed over."""
    for other in slots:
        if other.id != slot.id and other.starts < slot.ends and slot.starts < other.ends:
            raise SlotsOverlap(time=span(slot), other=span(other))


def span(slot: Slot) -> str:
    """ "10:30–11:15"."""
    return f"{clock_time(slot)}\u2013{slot.ends:%H:%M}"


def gone(sessions: Iterable[Session]) -> dict[str, Session | None]:
    """Their topics wait for a place."""
    return {session.id: None for session in sessions}


def seats(number: int | None) -> int | None:
    return text.whole(number, 1, SEATS_MAX, N_("The number of seats"))


def colour(number: int) -> int:
    return text.whole(number, 1, COLOURS, N_("The colour")) or 1

"""The clock slips: starting, ending and stretching slots, and shifting what is left of the day.

Rules C1-C5 of docs/PROTOCOL.md. Each act is one event, so one undo takes it back.
"""

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import EndSlot, ExtendSlot, ShiftDay, StartSlot
from openspace.domain.context import Context
from openspace.domain.entities import Slot
from openspace.domain.errors import N_, NotNow
from openspace.domain.insight import sorted_slots
from openspace.domain.rules.permission import require_facilitator, slot_of
from openspace.domain.rules.venue import require_apart, require_forward, span

STRETCH_MAX_MINUTES = 240


def start_slot(board: Board, command: StartSlot, context: Context) -> Draft:
    """It starts now and still ends when it was to; the one before it ends (C1)."""
    require_facilitator(context)
    slot = slot_of(board, command.slot)
    now = context.now.replace(second=0, microsecond=0).astimezone(slot.starts.tzinfo)
    if now >= slot.ends:
        raise NotNow(says=N_("{time} is over."), instead=N_("Give it a later end first."), time=span(slot))
    if slot.starts <= context.now:
        raise NotNow(says=N_("{time} has started."), instead=N_("There is nothing to do."), time=span(slot))
    started = replace(slot, starts=now)
    under_way = [replace(s, ends=now) for s in board.slots.values() if s.starts < now < s.ends and s.id != slot.id]
    return redrawn(board, "slot_started", [started, *under_way])


def end_slot(board: Board, command: EndSlot, context: Context) -> Draft:
    """It ends now; what follows keeps its time (C2)."""
    require_facilitator(context)
    slot = slot_of(board, command.slot)
    if not slot.starts < context.now < slot.ends:
        raise NotNow(
            says=N_("{time} is not under way."), instead=N_("Only what is under way can end now."), time=span(slot)
        )
    minute = context.now.replace(second=0, microsecond=0).astimezone(slot.starts.tzinfo)
    ends = minute if minute > slot.starts else context.now.astimezone(slot.starts.tzinfo)
    return redrawn(board, "slot_ended", [replace(slot, ends=ends)])


def extend_slot(board: Board, command: ExtendSlot, context: Context) -> Draft:
    """It ends later (or, with negative minutes, earlier); what follows too closely is pushed along (C3)."""
    require_facilitator(context)
    slot = slot_of(board, command.slot)
    minutes = text.whole(command.minutes, -STRETCH_MAX_MINUTES, STRETCH_MAX_MINUTES, N_("The number of minutes")) or 0
    longer = replace(slot, ends=slot.ends + timedelta(minutes=minutes))
    require_forward(longer.starts, longer.ends)
    following = [other for other in sorted_slots(board) if other.starts > slot.starts]
    return redrawn(board, "slot_extended", [longer, *pushed(longer, following)])


def shift_day(board: Board, command: ShiftDay, context: Context) -> Draft:
    """Every slot of the day that has not begun, or those from the named one on, moves by so many minutes (C4)."""
    require_facilitator(context)
    minutes = text.whole(command.minutes, -STRETCH_MAX_MINUTES, STRETCH_MAX_MINUTES, N_("The number of minutes")) or 0
    moving = slots_to_shift(board, command, context)
    if not moving:
        raise NotNow(says=N_("Nothing is left of the day."), instead=N_("Add a slot, or change one by hand."))
    shift = timedelta(minutes=minutes)
    return redrawn(board, "day_shifted", [replace(s, starts=s.starts + shift, ends=s.ends + shift) for s in moving])


def slots_to_shift(board: Board, command: ShiftDay, context: Context) -> list[Slot]:
    if command.slot is not None:
        first = slot_of(board, command.slot)
        return [s for s in sorted_slots(board) if s.starts >= first.starts and s.starts.date() == first.starts.date()]
    to_come = [slot for slot in sorted_slots(board) if slot.starts > context.now]
    return [slot for slot in to_come if slot.starts.date() == to_come[0].starts.date()]


def pushed(before: Slot, following: Iterable[Slot]) -> list[Slot]:
    """Those that would overlap the one before, moved just clear of it, with their length kept."""
    moved = []
    for slot in following:
        late = before.ends - slot.starts
        if late <= timedelta():
            break
        before = replace(slot, starts=slot.starts + late, ends=slot.ends + late)
        moved.append(before)
    return moved


def redrawn(board: Board, type: str, changed: list[Slot]) -> Draft:
    """The slots in their new times, if they still lie apart (V5)."""
    new = {slot.id: slot for slot in changed}
    slots = {**board.slots, **new}
    for slot in changed:
        require_apart(slots.values(), slot)
    return Draft(type=type, changes=Changes(slots={key: s for key, s in new.items() if s != board.slots[key]}))

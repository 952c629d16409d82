"""Read-only questions to a board."""

from datetime import date, datetime, time, timedelta

from openspace.domain.board import Board
from openspace.domain.entities import Room, Session, Slot, Spot, Topic
from openspace.domain.errors import FreeCell

GO_OPENS_BEFORE = timedelta(minutes=10)
NEAREST_CELLS = 3


def day_of(board: Board, now: datetime) -> date:
    """The day it is on the board's wall."""
    return now.astimezone(board.frame.zone).date()


def erase_at(board: Board) -> datetime | None:
    """The end of the last day that was promised, by the board's own calendar; None if nobody promised."""
    keep_until = board.frame.keep_until
    if keep_until is None or keep_until == date.max:
        return None
    return datetime.combine(keep_until + timedelta(days=1), time.min, board.frame.zone)


def is_due_for_erasing(board: Board, now: datetime) -> bool:
    """Whether the last day that was promised at join is over, by the board's own calendar."""
    keep_until = board.frame.keep_until
    return keep_until is not None and day_of(board, now) > keep_until


def sorted_slots(board: Board) -> list[Slot]:
    """In order of time."""
    return sorted(board.slots.values(), key=lambda slot: slot.starts)


def current_slot(board: Board, now: datetime) -> Slot | None:
    return next((slot for slot in board.slots.values() if slot.starts <= now < slot.ends), None)


def sessions_of(board: Board, topic: str) -> list[Session]:
    return [session for session in board.sessions.values() if session.topic == topic]


def waiting(board: Board) -> list[Topic]:
    """Topics without a session, oldest first."""
    placed = {session.topic for session in board.sessions.values()}
    return [topic for topic in board.topics.values() if topic.id not in placed]


def convener_name(board: Board, topic: Topic) -> str:
    """Empty when the convener chose no name."""
    person = board.people.get(topic.convener)
    return person.name if person else ""


def convener_sessions(board: Board, convener: str) -> list[Session]:
    held = {topic.id for topic in board.topics.values() if topic.convener == convener}
    return [session for session in board.sessions.values() if session.topic in held]


def is_open_to_feet(slot: Slot, now: datetime) -> bool:
    """Whether people may go to its sessions: from ten minutes before until it ends."""
    return slot.starts - GO_OPENS_BEFORE <= now < slot.ends


def session_in_room(board: Board, room: str, now: datetime) -> Session | None:
    """The session there now or about to start; the one under way wins."""
    found = [s for s in board.sessions.values() if s.room == room and is_open_to_feet(board.slots[s.slot], now)]
    return min(found, key=lambda session: board.slots[session.slot].starts, default=None)


def clock_time(slot: Slot) -> str:
    """ "13:00", by the wall's clock in the board's zone."""
    return f"{slot.starts:%H:%M}"


def place_label(slot: Slot, room: Room) -> str:
    """ "13:00 Biblioteket"."""
    return f"{clock_time(slot)} {room.name}"


def open_cells(board: Board, ignoring: frozenset[str] = frozenset()) -> list[tuple[Room, Slot]]:
    """Where nobody meets yet: open rooms during slots of sessions, by time, then in the order of the rooms.

    `ignoring`: sessions that are about to move away.
    """
    others = (session for session in board.sessions.values() if session.id not in ignoring)
    taken = {(session.room, session.slot) for session in others}
    return [
        (room, slot)
        for slot in sorted_slots(board)
        if slot.kind == "sessions"
        for room in board.rooms.values()
        if room.is_open and (room.id, slot.id) not in taken
    ]


def free_cells(
    board: Board, now: datetime, near: Spot, convener: str, ignoring: frozenset[str] = frozenset()
) -> tuple[FreeCell, ...]:
    """The nearest places this convener could take, best first.

    The same time in another room, then the same room at another time, then the rest by nearness in time;
    what is past comes last, as paper is typed in afterwards. `ignoring`: as of `open_cells`.
    """
    busy = {session.slot for session in convener_sessions(board, convener) if session.id not in ignoring}
    wanted = board.slots.get(near.slot)

    def distance(room: Room, slot: Slot) -> tuple[bool, bool, float, bool]:
        apart = abs((slot.starts - wanted.starts).total_seconds()) if wanted else 0.0
        return (slot.ends <= now and slot.id != near.slot, slot.id != near.slot, apart, room.id != near.room)

    free = [(room, slot) for room, slot in open_cells(board, ignoring) if slot.id not in busy]
    free.sort(key=lambda cell: distance(*cell))
    return tuple(FreeCell(room.id, slot.id, place_label(slot, room)) for room, slot in free[:NEAREST_CELLS])

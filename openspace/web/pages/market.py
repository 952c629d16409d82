"""The board as a page lists it: what is on, what comes, what waits for a place."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from openspace.domain.board import Board
from openspace.domain.entities import Room, Session, Slot, Topic
from openspace.domain.insight import convener_name, is_open_to_feet, sessions_of, sorted_slots, waiting


class Meeting(Struct, frozen=True):
    """One session with all that is said about it."""

    session: Session
    topic: Topic
    convener: str  # empty if they chose no name
    room: Room
    slot: Slot


class Period(Struct, frozen=True):
    """One slot and what meets in it. `is_open`: people may go there now."""

    slot: Slot
    is_now: bool
    is_over: bool
    is_open: bool
    meetings: tuple[Meeting, ...]


class Waiting(Struct, frozen=True):
    """A topic that has no place yet."""

    topic: Topic
    convener: str


def periods(board: Board, now: datetime) -> list[Period]:
    """Every slot in order of time; meetings in the order of the rooms."""
    rooms = {room: number for number, room in enumerate(board.rooms)}
    by_slot: dict[str, list[Session]] = {slot: [] for slot in board.slots}
    for session in board.sessions.values():
        by_slot[session.slot].append(session)
    return [
        Period(
            slot,
            is_now=slot.starts <= now < slot.ends,
            is_over=slot.ends <= now,
            is_open=is_open_to_feet(slot, now),
            meetings=tuple(meetings(board, sorted(by_slot[slot.id], key=lambda session: rooms[session.room]))),
        )
        for slot in sorted_slots(board)
    ]


def meetings(board: Board, sessions: Iterable[Session]) -> Iterable[Meeting]:
    for session in sessions:
        topic = board.topics[session.topic]
        name = convener_name(board, topic)
        yield Meeting(session, topic, name, board.rooms[session.room], board.slots[session.slot])


def meetings_of(board: Board, topic: str) -> list[Meeting]:
    """Of one topic, in order of time."""
    return sorted(meetings(board, sessions_of(board, topic)), key=lambda meeting: meeting.slot.starts)


def without_place(board: Board) -> list[Waiting]:
    """Newest first."""
    return [Waiting(topic, convener_name(board, topic)) for topic in reversed(waiting(board))]


def moment(board: Board, now: datetime) -> str:
    """Changes when a page of this board would say "now" or "go" of something else."""
    return "".join("o" if is_open_to_feet(slot, now) else "-" for slot in board.slots.values()) + "".join(
        str((slot.starts <= now) + (slot.ends <= now)) for slot in board.slots.values()
    )

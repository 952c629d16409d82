"""Placing topics in rooms and slots.

Everything that can make a place forbidden is decided here and nowhere else.
Rules A1-A9 of docs/PROTOCOL.md. Time never forbids placing: paper is typed in afterwards.
"""

from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft, apply_changes
from openspace.domain.commands import PlaceTopic, RepeatTopic, SwapSessions, UnplaceTopic
from openspace.domain.context import Context
from openspace.domain.entities import Session, Spot
from openspace.domain.errors import N_, ConvenerBusy, Invalid, NoSessionsThen, RoomClosed, RoomTaken, TooMany
from openspace.domain.insight import (
    convener_name,
    free_cells,
    place_label,
    sessions_of,
)
from openspace.domain.rules.permission import (
    require_may_place,
    room_of,
    session_meant,
    session_of,
    slot_of,
    topic_of,
)
from openspace.domain.rules.venue import span

SESSIONS_OF_A_TOPIC_MAX = 20


def place_topic(board: Board, command: PlaceTopic, context: Context) -> Draft:
    """Give a topic a room and a slot, or move its session there under the same id.

    Raises:
        Unknown: The topic, room, slot or session is not on the board.
        WhichSession: The topic has several sessions and none was named.
        Clash: The room is closed or taken (A3), the slot is a break (A5), or the convener is busy then (A4).
    """
    topic = topic_of(board, command.topic)
    require_may_place(board, topic, context.actor)
    text.line(command.why)
    old = session_meant(board, topic.id, command.session)
    placed = moved_to(old, command.room, command.slot) if old else new_session(topic.id, command, context)
    require_fits(board, placed, context)
    made = {} if old else {"session": placed.id}
    changes = Changes(sessions={placed.id: placed} if placed != old else {})
    return Draft(type="topic_placed", changes=changes, made=made)


def repeat_topic(board: Board, command: RepeatTopic, context: Context) -> Draft:
    """One session more: continued, or once again for others (A7)."""
    topic = topic_of(board, command.topic)
    require_may_place(board, topic, context.actor)
    if len(sessions_of(board, topic.id)) >= SESSIONS_OF_A_TOPIC_MAX:
        raise TooMany(limit=SESSIONS_OF_A_TOPIC_MAX)
    session = new_session(topic.id, command, context)
    require_fits(board, session, context)
    return Draft(type="topic_repeated", changes=Changes(sessions={session.id: session}), made={"session": session.id})


def unplace_topic(board: Board, command: UnplaceTopic, context: Context) -> Draft:
    """The topic stays up and waits for a place."""
    topic = topic_of(board, command.topic)
    require_may_place(board, topic, context.actor)
    text.line(command.why)
    session = session_meant(board, topic.id, command.session)
    return Draft(type="topic_unplaced", changes=Changes(sessions={session.id: None} if session else {}))


def swap_sessions(board: Board, command: SwapSessions, context: Context) -> Draft:
    """Two sessions trade places in one act (A6); both conveners must be free where they land."""
    a, b = session_of(board, command.a), session_of(board, command.b)
    for session in (a, b):
        require_may_place(board, board.topics[session.topic], context.actor)
    text.line(command.why)
    if a.id == b.id:
        raise Invalid(says=N_("Those are the same session."), instead=N_("Choose two different ones."))
    swapped = (moved_to(a, b.room, b.slot), moved_to(b, a.room, a.slot))
    after = apply_changes(board, Changes(sessions={session.id: session for session in swapped}))
    for session in swapped:
        require_fits(after, session, context)
    return Draft(type="sessions_swapped", changes=Changes(sessions={session.id: session for session in swapped}))


def new_session(topic: str, command: PlaceTopic | RepeatTopic, context: Context) -> Session:
    return Session(id=context.new_id(), topic=topic, room=command.room, slot=command.slot)


def moved_to(session: Session, room: str, slot: str) -> Session:
    """Heads counted by hand were counted at another time: they go with it only within its slot."""
    heads = session.heads_by_hand if session.slot == slot else None
    return replace(session, room=room, slot=slot, heads_by_hand=heads)


def require_fits(board: Board, session: Session, context: Context) -> None:
    """A session may be where it says: the room open and free, sessions held then, its convener free.

    Raises:
        Unknown: No such room or slot.
        NoSessionsThen, RoomClosed, RoomTaken, ConvenerBusy: With the nearest free cells.
    """
    room, slot = room_of(board, session.room), slot_of(board, session.slot)
    topic = board.topics[session.topic]
    spot = Spot(room.id, slot.id)
    others = others_then(board, session)
    here, busy = other_in_room(others, session), other_of_convener(board, others, topic.convener)
    if slot.kind == "sessions" and room.is_open and here is None and busy is None:
        return
    cells = free_cells(board, context.now, spot, topic.convener, ignoring=frozenset({session.id}))
    if slot.kind != "sessions":
        raise NoSessionsThen(cells=cells, time=slot.label or span(slot))
    if here is not None:
        holder = board.topics[here.topic]
        raise RoomTaken(
            by=holder.id,
            cells=cells,
            place=place_label(slot, room),
            title=holder.title,
            name=convener_name(board, holder) or "–",
        )
    if not room.is_open:
        raise RoomClosed(cells=cells, room=room.name)
    assert busy is not None
    raise ConvenerBusy(
        cells=cells,
        name=convener_name(board, topic) or "–",
        title=board.topics[busy.topic].title,
        time=span(slot),
    )


def is_free_for(board: Board, session: Session, convener: str) -> bool:
    """Whether the session fits where it says, room and slot gone or closed included."""
    room, slot = board.rooms.get(session.room), board.slots.get(session.slot)
    others = others_then(board, session)
    return (
        room is not None
        and room.is_open
        and slot is not None
        and slot.kind == "sessions"
        and other_in_room(others, session) is None
        and other_of_convener(board, others, convener) is None
    )


def others_then(board: Board, session: Session) -> list[Session]:
    """The other sessions in its slot."""
    return [other for other in board.sessions.values() if other.slot == session.slot and other.id != session.id]


def other_in_room(others: list[Session], session: Session) -> Session | None:
    """Who else holds that room then."""
    return next((other for other in others if other.room == session.room), None)


def other_of_convener(board: Board, others: list[Session], convener: str) -> Session | None:
    """Another session the convener holds then."""
    return next((other for other in others if board.topics[other.topic].convener == convener), None)

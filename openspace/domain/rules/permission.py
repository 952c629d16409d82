"""Who may do what. Rules P1-P6 of docs/PROTOCOL.md."""

from openspace.domain.board import Board
from openspace.domain.context import Actor, Context
from openspace.domain.entities import Role, Room, Session, Slot, Topic
from openspace.domain.errors import N_, NotYours, Silenced, Unknown, WhichSession
from openspace.domain.insight import sessions_of

HELPERS: frozenset[Role] = frozenset({"facilitator", "scribe"})


def require_somebody(board: Board, actor: Actor) -> str:
    """The actor's person id.

    Raises:
        NotYours: A wall only shows (P1).
        Unknown: The person is not of this board.
    """
    if actor.person is None or actor.role == "wall":
        raise NotYours(says=N_("A wall only shows the board."), instead=N_("Use a phone, or the facilitator's desk."))
    if actor.person not in board.profiles:
        raise Unknown(terms={"what": N_("person")}, instead=N_("Join the board again."))
    return actor.person


def require_voice(board: Board, actor: Actor) -> str:
    """The actor's person id, if they may write (P6)."""
    person = require_somebody(board, actor)
    silenced = board.profiles[person].silenced
    if silenced is not None:
        raise Silenced(why=silenced)
    return person


def require_facilitator(context: Context) -> None:
    """[P2]"""
    if context.actor.role != "facilitator":
        raise NotYours(says=N_("Only a facilitator may do that."), instead=N_("Ask the facilitator."))


def require_helper(context: Context) -> None:
    """Facilitator or scribe (P3)."""
    if context.actor.role not in HELPERS:
        raise NotYours(says=N_("Only a facilitator or scribe may do that."), instead=N_("Ask one of them."))


def speaks_for(board: Board, convener: str, actor: Actor) -> bool:
    """The convener, or a helper for somebody without a phone (P4)."""
    if actor.person == convener:
        return True
    person = board.people.get(convener)
    return actor.role in HELPERS and person is not None and not person.has_phone


def require_speaks_for(board: Board, topic: Topic, actor: Actor) -> None:
    """[P4] Words are the convener's alone, also before a facilitator."""
    require_voice(board, actor)
    if not speaks_for(board, topic.convener, actor):
        raise NotYours


def require_may_place(board: Board, topic: Topic, actor: Actor) -> None:
    """[P5] The convener's choice; a facilitator may help."""
    require_voice(board, actor)
    if actor.role != "facilitator" and not speaks_for(board, topic.convener, actor):
        raise NotYours(says=N_("Only its convener or a facilitator may move it."), instead=N_("Talk to the convener."))


def topic_of(board: Board, topic: str) -> Topic:
    if topic not in board.topics:
        raise Unknown(terms={"what": N_("topic")})
    return board.topics[topic]


def room_of(board: Board, room: str) -> Room:
    if room not in board.rooms:
        raise Unknown(terms={"what": N_("room")})
    return board.rooms[room]


def slot_of(board: Board, slot: str) -> Slot:
    if slot not in board.slots:
        raise Unknown(terms={"what": N_("time")})
    return board.slots[slot]


def session_of(board: Board, session: str) -> Session:
    if session not in board.sessions:
        raise Unknown(terms={"what": N_("session")})
    return board.sessions[session]


def session_meant(board: Board, topic: str, named: str | None) -> Session | None:
    """The session of the topic that a command means; None when it has none and none was named.

    Raises:
        Unknown: The named session is not one of the topic's.
        WhichSession: There are several and none was named.
    """
    sessions = sessions_of(board, topic)
    if named is not None:
        found = next((session for session in sessions if session.id == named), None)
        if found is None:
            raise Unknown(terms={"what": N_("session")})
        return found
    if len(sessions) > 1:
        raise WhichSession
    return sessions[0] if sessions else None

"""Taking an act back.

Rules U1-U4 of docs/PROTOCOL.md. What the act overwrote is put back, unless anything it touched
has changed since, and only if the rules allow the result.
"""

from openspace.domain.board import Board, Changes, Draft, apply_changes
from openspace.domain.context import Act, Context
from openspace.domain.errors import N_, ChangedSince, NotYours, Unknown
from openspace.domain.rules.agenda import require_fits
from openspace.domain.rules.marketplace import shelve
from openspace.domain.rules.permission import require_voice
from openspace.domain.rules.venue import require_apart

FOREVER = frozenset({"board_made", "person_joined", "person_added"})
TOLD = frozenset({"notices"})  # words to people are not part of what an act did


def undo(board: Board, context: Context) -> Draft:
    """One's own act, or a facilitator anyone's that a facilitator could do (U1).

    Raises:
        Unknown: No such act.
        NotYours: Somebody else's.
        ChangedSince: Something it touched is no longer as it left it (U2).
        Clash, SlotsOverlap: What was there before no longer fits (U3).
    """
    person = require_voice(board, context.actor)
    act = context.act
    if act is None or act.event.type in FOREVER:
        raise Unknown(terms={"what": N_("act")})
    if act.event.by != person:
        raise NotYours(says=N_("Only who did it may take it back."), instead=N_("Talk to them."))
    require_unchanged(board, act)
    changes = taken_back(board, act, context)
    require_sound(apply_changes(board, changes), changes, context)
    return Draft(type="act_undone", changes=changes)


def require_unchanged(board: Board, act: Act) -> None:
    """[U2]"""
    for name, changed in act.event.changes.each():
        now = getattr(board, name)
        if name not in TOLD and any(now.get(key) != entity for key, entity in changed.items()):
            raise ChangedSince


def taken_back(board: Board, act: Act, context: Context) -> Changes:
    """The values before the act; a topic that had just gone up is withdrawn rather than lost (U4)."""
    if act.event.type == "topic_proposed":
        return shelve(board, [board.topics[key] for key in act.event.changes.topics], "withdrawn", "", context)
    return act.before.only(name for name, _ in act.before.each() if name not in TOLD)


def require_sound(board: Board, changes: Changes, context: Context) -> None:
    """The board as it would be keeps the rules of places and times (U3)."""
    for key, slot in changes.slots.items():
        if slot is not None:
            require_apart(board.slots.values(), slot)
        elif any(session.slot == key for session in board.sessions.values()):
            raise ChangedSince
    if any(
        session.room == key for key, room in changes.rooms.items() if not room for session in board.sessions.values()
    ):
        raise ChangedSince
    for session in filter(None, changes.sessions.values()):
        if session.topic not in board.topics:
            raise ChangedSince
        require_fits(board, session, context)
    if any(topic.convener not in board.people for topic in filter(None, changes.topics.values())):
        raise ChangedSince
    if any(
        session.topic in changes.topics and session.topic not in board.topics for session in board.sessions.values()
    ):
        raise ChangedSince

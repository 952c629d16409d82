"""Told means told: word to each convener whose topic somebody else touched.

Rules N1-N4 of docs/PROTOCOL.md. Found by comparing the board before and after, so that no act can forget it.
"""

from typing import Literal

from openspace.domain.board import Board, Changes, apply_changes
from openspace.domain.context import Context
from openspace.domain.entities import Notice, Session, Shelved, Spot, Topic
from openspace.domain.rules.permission import speaks_for

NoticeKind = Literal["moved", "aside", "restored", "silenced"]


def notices_of(board: Board, changes: Changes, why: str, context: Context) -> Changes:
    """The notices that follow from the changes; one a session or topic, the latest word replacing the one before."""
    if not changes.sessions and not changes.shelf:
        return Changes()
    notices: dict[str, Notice | None] = {}
    after = apply_changes(board, changes)
    for key, new in changes.sessions.items():
        old = board.sessions.get(key)
        if (new and new.topic in after.topics) or (old and old.topic in after.topics):
            notices |= about_session(board, after, old, new, why, context)
    for key, shelved in changes.shelf.items():
        notices |= about_shelf(board, key, board.shelf.get(key), shelved, context)
    return Changes(notices=notices)


def about_session(
    board: Board, after: Board, old: Session | None, new: Session | None, why: str, context: Context
) -> dict[str, Notice | None]:
    """A notice if somebody else moved it; the word already waiting is taken away when it is back where it was (N3)."""
    session = new or old
    assert session is not None
    topic = after.topics[session.topic]
    origin, place = spot_of(old), spot_of(new)
    if topic.id not in board.topics or origin == place or is_told(board, topic.convener, context):
        return {}
    waiting = board.notices.get(f"moved-{session.id}")
    if waiting is not None and waiting.origin == place:
        return {waiting.id: None}
    first = waiting.origin if waiting is not None else origin
    notice = word(board, "moved", f"moved-{session.id}", topic, why, context, origin=first, place=place)
    return {notice.id: notice}


def about_shelf(
    board: Board, key: str, old: Shelved | None, new: Shelved | None, context: Context
) -> dict[str, Notice | None]:
    """Word of what was put aside or silenced, with the reason, and of its coming back (N4)."""
    shelved = new or old
    assert shelved is not None
    if (old is None) == (new is None):
        return {}  # it lies there as before; a name in it has changed
    if shelved.reason == "withdrawn" or is_told(board, shelved.topic.convener, context):
        return {}
    kind: NoticeKind = "restored" if new is None else "silenced" if new.reason == "silenced" else "aside"
    notice = word(board, kind, f"shelf-{key}", shelved.topic, new.why if new else "", context)
    return {notice.id: notice}


def is_told(board: Board, convener: str, context: Context) -> bool:
    """Who acts needs no word, nor does who has no phone from the scribe who writes for them (N2)."""
    actor = context.actor
    return actor.person == convener or (actor.role == "scribe" and speaks_for(board, convener, actor))


def word(
    board: Board,
    kind: NoticeKind,
    key: str,
    topic: Topic,
    why: str,
    context: Context,
    origin: Spot | None = None,
    place: Spot | None = None,
) -> Notice:
    profile = board.profiles[topic.convener]
    actor = board.profiles.get(context.actor.person or "")
    return Notice(
        id=key,
        to=topic.convener,
        kind=kind,
        topic=topic.id,
        title=topic.title,
        origin=origin,
        place=place,
        by=actor.name if actor else "",
        why=why,
        at=context.now,
        by_mouth=not profile.has_phone,
    )


def spot_of(session: Session | None) -> Spot | None:
    return Spot(session.room, session.slot) if session else None

"""Taking an act back.

Rules U1-U4 of docs/PROTOCOL.md. What the act overwrote is put back, unless anything it touched
has changed since, and only if the rules allow the result.
"""

from datetime import datetime

from msgspec.structs import replace

from openspace.domain.board import Board, Changes, Draft, apply_changes
from openspace.domain.context import Act, Context
from openspace.domain.entities import Session
from openspace.domain.errors import N_, ChangedSince, NotYours, Unknown
from openspace.domain.rules.agenda import require_fits
from openspace.domain.rules.marketplace import as_public, shelve
from openspace.domain.rules.permission import require_voice
from openspace.domain.rules.report import PHOTO_KEPT_FOR
from openspace.domain.rules.venue import require_apart

FOREVER = frozenset(
    {"board_made", "board_imported", "person_joined", "person_added", "book_published", "book_unpublished"}
)
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
    require_photos_kept(board, act, context)
    changes = with_conveners(board, taken_back(board, act, context))
    require_sound(board, apply_changes(board, changes), changes, context)
    return Draft(type="act_undone", changes=changes)


def require_unchanged(board: Board, act: Act) -> None:
    """[U2]"""
    for name, changed in act.event.changes.each():
        now = getattr(board, name)
        if name not in TOLD and any(now.get(key) != entity for key, entity in changed.items()):
            raise ChangedSince


def require_photos_kept(board: Board, act: Act, context: Context) -> None:
    """[R9] A photo that has been removed for a day has no bytes any more; one on the shelf has."""
    shelved = {photo.id for shelved in board.shelf.values() for photo in shelved.photos}
    removed = [key for key, photo in act.before.photos.items() if photo and key not in board.photos.keys() | shelved]
    if removed and act.event.at + PHOTO_KEPT_FOR < context.now:
        raise ChangedSince(says=N_("The photo has been erased."), instead=N_("Take it again."))


def taken_back(board: Board, act: Act, context: Context) -> Changes:
    """The values before the act; a topic that had just gone up is withdrawn rather than lost (U4)."""
    if act.event.type == "topic_proposed":
        return shelve(board, [board.topics[key] for key in act.event.changes.topics], "withdrawn", "", context)
    return act.before.only(name for name, _ in act.before.each() if name not in TOLD)


def with_conveners(board: Board, changes: Changes) -> Changes:
    """Who is public follows from what is up by then, not from who was public before the act (G5, G7)."""
    after = apply_changes(board, changes)
    conveners = {topic.convener for topic in after.topics.values()}
    touched = {*changes.people, *(topic.convener for topic in changes.topics.values() if topic)}
    touched |= changes.profiles.keys() & board.people.keys()
    people = {
        person: as_public(after, person) if person in conveners or not after.profiles[person].has_phone else None
        for person in touched
    }
    return replace(changes, people={key: each for key, each in people.items() if each != board.people.get(key)})


def require_sound(board: Board, after: Board, changes: Changes, context: Context) -> None:
    """The board as it would be keeps the rules of places and times, and nothing is left without its topic (U3)."""
    for slot in filter(None, changes.slots.values()):
        require_apart(after.slots.values(), slot)
    kept = (after.sessions, after.actions, after.photos)
    if any(each.topic not in after.topics for collection in kept for each in collection.values()):
        raise ChangedSince
    staying = [session for session in after.sessions.values() if session.id not in changes.sessions]
    if any(loses_place(board, after, session, context.now) for session in staying):
        raise ChangedSince
    for session in filter(None, changes.sessions.values()):
        old = board.sessions.get(session.id)
        if old is None or (old.room, old.slot) != (session.room, session.slot):
            require_fits(after, session, context)


def loses_place(board: Board, after: Board, session: Session, now: datetime) -> bool:
    """The place it took since the act would be gone, or closed again with the session to come."""
    room, slot = after.rooms.get(session.room), after.slots.get(session.slot)
    if room is None or slot is None or slot.kind != "sessions":
        return True
    return board.rooms[room.id].is_open and not room.is_open and slot.ends > now

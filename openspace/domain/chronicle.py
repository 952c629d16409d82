"""What became of each session, as the log tells it: for calendars, which have to know what changed and what is gone.

Only values: `chronicle_of` may be continued from where it stopped, so that the log is read once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct, field

from openspace.domain.board import Changes, Event
from openspace.domain.entities import Room, Session, Slot


class Revision(Struct, frozen=True):
    """The last event that touched a session, its topic, its room or its slot; or an action."""

    seq: int
    at: datetime


class Gone(Struct, frozen=True, kw_only=True):
    """A session that was in a room during a slot once. `room`: its name."""

    id: str
    topic: str
    room: str
    starts: datetime
    ends: datetime
    revision: Revision


class Chronicle(Struct, frozen=True, kw_only=True):
    """`seq`: of the last event told. Things stay here after they have left the board, as they last were."""

    seq: int = 0
    revisions: Mapping[str, Revision] = field(default_factory=dict)  # of sessions and actions, by id
    gone: Mapping[str, Gone] = field(default_factory=dict)  # by session
    sessions: Mapping[str, Session] = field(default_factory=dict)
    rooms: Mapping[str, Room] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)


EMPTY: Final = Chronicle()


def chronicle_of(events: Iterable[Event], before: Chronicle = EMPTY) -> Chronicle:
    """With these events told too, which follow on those told before."""
    seq, revisions, gone = before.seq, dict(before.revisions), dict(before.gone)
    sessions, rooms, slots = dict(before.sessions), dict(before.rooms), dict(before.slots)
    for event in events:
        seq = event.seq
        revision = Revision(event.seq, event.at)
        changes = event.changes
        rooms |= {key: room for key, room in changes.rooms.items() if room}
        slots |= {key: slot for key, slot in changes.slots.items() if slot}
        for session in touched(changes, sessions):
            revisions[session] = revision
        revisions |= dict.fromkeys(changes.actions, revision)
        for key, new in changes.sessions.items():
            old = sessions.pop(key, None)
            if new is not None:
                sessions[key] = new
                gone.pop(key, None)
            elif old is not None:
                slot = slots[old.slot]
                gone[key] = Gone(
                    id=key,
                    topic=old.topic,
                    room=rooms[old.room].name,
                    starts=slot.starts,
                    ends=slot.ends,
                    revision=revision,
                )
    return Chronicle(seq=seq, revisions=revisions, gone=gone, sessions=sessions, rooms=rooms, slots=slots)


def touched(changes: Changes, sessions: Mapping[str, Session]) -> set[str]:
    """Ids of sessions that look different after the changes."""
    topics, rooms, slots = changes.topics, changes.rooms, changes.slots
    if not (topics or rooms or slots):
        return set(changes.sessions)
    around = {s.id for s in sessions.values() if s.topic in topics or s.room in rooms or s.slot in slots}
    return around | set(changes.sessions)

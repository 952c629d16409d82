"""What becomes of one change: taken, passed over, asked for again, or the end of its sender's connection."""

from enum import Enum, auto

from msgspec import Struct

from openspace.live.notes.crdt import Crdt
from openspace.live.notes.entries import Change
from openspace.live.notes.limits import Room
from openspace.wire import CLOSE_FORBIDDEN, CLOSE_NO_BOARD, CLOSE_RUBBISH, CLOSE_TOO_LONG
from openspace.yjs.update import missing_from


class Verdict(Enum):
    TAKE = auto()
    PASS = auto()  # it changes nothing
    ASK = auto()  # it builds on a change that is not here (rule Y21)


class Ends(Struct, frozen=True):
    """The connection, with this code."""

    code: int
    reason: str


def judge(change: Change, may_write: bool | None, crdt: Crdt, room: Room) -> Verdict | Ends:
    """`may_write`: None when the topic has left the board (rules Y2, Y5, Y6)."""
    if may_write is None:
        return Ends(CLOSE_NO_BOARD, "the topic is not on the board")
    if not may_write:
        has_news = crdt.has_news(change.update, change.facts)
        return Ends(CLOSE_FORBIDDEN, "you may read these notes only") if has_news else Verdict.PASS
    if missing_from(change.facts, crdt.known):
        return Verdict.ASK
    if crdt.is_held_up_by(change.update, change.facts):
        return Ends(CLOSE_RUBBISH, "not what a Yjs client sends")
    if not room.fits(change.update, change.facts):
        return Ends(CLOSE_TOO_LONG, "the notes are full")
    return Verdict.TAKE

"""The last events as every screen gets them, for those that come back after a short sleep."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from msgspec import Raw

from openspace import wire
from openspace.domain.board import Board, apply, replay
from openspace.ports import Stored

# A wall behind a sleeping laptop can miss hours. Past this many events a snapshot is smaller than the tail.
TAIL_MAX_EVENTS: Final = 500


class Tail:
    """Encoded public events without gaps up to `seq`, the last that screens have been sent."""

    def __init__(self, board: Board) -> None:
        self.seq = board.seq
        self._events: deque[Raw] = deque(maxlen=TAIL_MAX_EVENTS)

    def add(self, events: Sequence[Raw]) -> None:
        """The next ones."""
        self._events.extend(events)
        self.seq += len(events)

    def after(self, seq: int) -> list[Raw] | None:
        """What a screen that has applied `seq` has missed; None if that is too much, or never was."""
        missed = self.seq - seq
        if not 0 <= missed <= len(self._events):
            return None
        return list(self._events)[len(self._events) - missed :]


def open_log(rows: Sequence[Stored]) -> tuple[Board, Tail]:
    """The board after all rows of a log, and its tail."""
    board = replay(row.event for row in rows[:-TAIL_MAX_EVENTS])
    tail = Tail(board)
    for row in rows[-TAIL_MAX_EVENTS:]:
        board = apply(board, row.event)
        tail.add([wire.public_event(row.event, board)])
    return board, tail

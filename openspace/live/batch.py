"""Deciding a batch: each command against the board as the ones before it leave it.

Nothing here is durable yet, so nothing is answered here: a refusal may stand on what the log does not take. A bug met
by one command costs no other.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence

from msgspec import Raw, Struct

from openspace import hyphens, wire
from openspace.domain.board import Board, Draft, Event, apply, values_before
from openspace.domain.commands import Logged, Undo
from openspace.domain.context import Act, Context
from openspace.domain.decide import decide
from openspace.domain.errors import N_, Refused
from openspace.live.answers import Answers, Taken, Waiting
from openspace.ports import Clock, EventLog, Ids, NotRead, Stored

logger = logging.getLogger(__name__)


class Failed(Refused):
    """A bug met this command; it is in the log of the server."""

    code = "failed"
    says = N_("Something went wrong on the server.")
    instead = N_("Nothing has changed. Tell the facilitator if it happens again.")


class Decided(Struct, frozen=True):
    """One event with the boards around it, its public part encoded, and who waits for it; None if nobody here does."""

    row: Stored
    before: Board
    after: Board
    public: Raw
    waiting: Waiting | None

    @classmethod
    def of(cls, row: Stored, before: Board, waiting: Waiting | None) -> "Decided":
        after = apply(before, row.event)
        return cls(row, before, after, wire.public_event(row.event, after), waiting)

    @property
    def taken(self) -> Taken:
        return Taken(self.row.event.seq, self.row.made)


class Batch:
    """What a group of commands leads to, from a durable board on."""

    def __init__(self, code: str, durable: Board, log: EventLog, clock: Clock, ids: Ids) -> None:
        self._code = code
        self._log = log
        self._clock = clock
        self._ids = ids
        self._durable_seq = durable.seq
        self._working = durable
        self.decided: list[Decided] = []
        self.refused: list[tuple[Waiting, Refused]] = []

    async def decide_all(self, commands: Sequence[Waiting]) -> None:
        """In order; what was decided waits for the log, what was refused until that is told."""
        for waiting in commands:
            try:
                decided = await self._decide(waiting)
            except Refused as refused:
                self.refused.append((waiting, refused))
            except NotRead:
                self.refused.append((waiting, wire.NotSavedNow()))
            except Exception:
                logger.exception("board %s: %s failed", self._code, type(waiting.command).__name__)
                self.refused.append((waiting, Failed()))
            else:
                self.decided.append(decided)
                self._working = decided.after

    @property
    def rows(self) -> list[Stored]:
        return [decided.row for decided in self.decided]

    async def _decide(self, waiting: Waiting) -> Decided:
        now = self._clock.now()
        act = await self._act(waiting.command.seq) if isinstance(waiting.command, Undo) else None
        draft = await self._draft(waiting.command, Context(now, waiting.actor, self._ids.new_id, act, hyphens.breaks))
        person, command_id = waiting.key
        event = Event(
            seq=self._working.seq + 1,
            at=max(now, self._working.at or now),  # a clock set back must not take the log along
            type=draft.type,
            by=person,
            changes=draft.changes,
        )
        before = values_before(self._working, draft.changes)
        row = Stored(event=event, command_id=command_id, made=draft.made, before=before)
        return Decided.of(row, self._working, waiting)

    async def _draft(self, command: Logged, context: Context) -> Draft:
        try:
            return decide(self._working, command, context)
        except hyphens.NotLoaded as missing:
            # Once a language: only this board's writer waits for the dictionary, no screen does.
            await asyncio.to_thread(hyphens.load, missing.language)
            return decide(self._working, command, context)

    async def _act(self, seq: int) -> Act | None:
        """The act of that seq, durable or decided a moment ago; None when there is none."""
        if not 1 <= seq <= self._working.seq:
            return None
        if seq > self._durable_seq:
            row = self.decided[seq - self._durable_seq - 1].row
            return Act(row.event, row.before)
        rows = await self._log.read(self._code, after=seq - 1, limit=1)
        return Act(rows[0].event, rows[0].before) if rows else None


def caught_up(rows: Iterable[Stored], durable: Board, answers: Answers) -> list[Decided]:
    """Rows the log has beyond the durable board: somebody else's, or our own that seemed lost."""
    decided: list[Decided] = []
    for row in rows:
        waiting = answers.waiting((row.event.by, row.command_id))
        decided.append(Decided.of(row, durable, waiting))
        durable = decided[-1].after
    return decided

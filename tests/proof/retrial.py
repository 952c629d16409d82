"""Whether a refusal that nobody heard may have been given: the command is decided again, on the board as it was.

A phone sends two acts together; the first is refused, the second done, and the server is killed before the refusal is
out. Sent again, the first finds another board and is done: the log has the two the other way round, and that is right.
That it may have been so is not believed but tried, on every board from the one that the phone knew to the other act.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic

from openspace import wire
from openspace.domain.board import Board, apply
from openspace.domain.commands import Logged, Undo
from openspace.domain.context import Act as Done
from openspace.domain.context import Actor, Context
from openspace.domain.decide import decide
from openspace.domain.errors import Refused
from openspace.ports import Stored
from tests.proof.history import Act, Client
from tests.proof.phone import Phone

Interval = tuple[float, float]  # monotonic seconds


class Retrial:
    """Its `may_be_refused` is what the judge asks. `excused`: why, for each act for which it said yes.

    `troubles`: when nothing could be saved, so that everything may have been refused. `aheads_s`: how far the server's
    clock was ahead of ours at any time; some refusals depend on the hour.
    """

    def __init__(
        self,
        log: Sequence[Stored],
        phones: Iterable[Phone],
        troubles: Sequence[Interval] = (),
        aheads_s: Sequence[float] = (0.0,),
    ) -> None:
        self._log = log
        self._phones = {phone.history.name: phone for phone in phones}
        self._troubles = troubles
        self._aheads_s = aheads_s
        self._boards = [Board()]
        for stored in log:
            self._boards.append(apply(self._boards[-1], stored.event))
        self.excused: dict[str, str] = {}

    def may_be_refused(self, client: Client, act: Act, low: int, high: int) -> bool:
        phone = self._phones[client.name]
        command = wire.decode(json.dumps(phone.asked[act.command_id]))
        assert isinstance(command, Logged)
        actor = Actor(client.person, phone.screen.me["role"])
        hours = [*self._hours(act)]
        boards = [board for board in self._boards[low : high + 1] if board.at is not None]
        if any(self._is_refused(command, actor, board, now) for board in boards for now in (board.at, *hours) if now):
            self.excused[act.command_id] = "overtaken, as the board refused it"
        elif self._was_in_trouble(act):
            self.excused[act.command_id] = "overtaken, while nothing could be saved"
        return act.command_id in self.excused

    def _was_in_trouble(self, act: Act) -> bool:
        """Between the first sending and the last."""
        first, last = act.sendings[0].sent_at, act.sendings[-1].sent_at
        return any(began <= last and first <= ended for began, ended in self._troubles)

    def _hours(self, act: Act) -> Iterator[datetime]:
        """What the server's clock may have shown when the act came first."""
        ago_s = monotonic() - act.sendings[0].sent_at
        for ahead_s in self._aheads_s:
            yield datetime.now(UTC) + timedelta(seconds=ahead_s - ago_s)

    def _is_refused(self, command: Logged, actor: Actor, board: Board, now: datetime) -> bool:
        try:
            decide(board, command, Context(now, actor, lambda: "new", self._taken_back(command, board)))
        except Refused:
            return True
        return False

    def _taken_back(self, command: Logged, board: Board) -> Done | None:
        if not isinstance(command, Undo) or not 1 <= command.seq <= board.seq:
            return None
        stored = self._log[command.seq - 1]
        return Done(stored.event, stored.before)

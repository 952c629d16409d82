"""The one writer of a board's log: it drains the queue, decides, appends in one transaction, publishes.

Nothing is published or answered as accepted before it is durable. One append is in flight at a time. A server that is
told to stop waits for it; a writer that is cancelled leaves it whole or undone, and says `not_saved`, for it does not
know: sent again, the command is answered from the log.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final

from openspace import wire
from openspace.domain.board import Board
from openspace.domain.commands import Logged
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live.answers import Answers, Key, Taken, Waiting, key_of
from openspace.live.batch import Batch, Decided, caught_up
from openspace.live.meters import Meters
from openspace.ports import Clock, Conflict, Ids, NotRead, NotSaved, Store

logger = logging.getLogger(__name__)

QUEUE_MAX_COMMANDS: Final = 10_000  # twice as many as screens we have tried; each waits for its last answer
TRIES_MAX: Final = 10  # of deciding anew because another writer was faster
STOP_MAX_S: Final = 10.0


class LogWriter:
    """`durable` is all that the log surely holds; `publish` is told of each batch once it is in."""

    def __init__(
        self,
        code: str,
        durable: Board,
        answers: Answers,
        store: Store,
        clock: Clock,
        ids: Ids,
        publish: Callable[[Sequence[Decided]], None],
        meters: Meters,
    ) -> None:
        self.durable = durable
        self._code = code
        self._answers = answers
        self._store = store
        self._clock = clock
        self._ids = ids
        self._publish = publish
        self._meters = meters
        self._queue: list[Waiting] = []
        self._has_news = asyncio.Event()  # something is in the queue, or it is time to stop
        self._is_open = True
        self._is_behind = False  # the log may hold more than `durable`
        self._is_failing = False

    @property
    def waiting(self) -> int:
        """Commands in the queue."""
        return len(self._queue)

    @property
    def is_busy(self) -> bool:
        """Somebody waits for an answer."""
        return self._answers.is_awaited

    async def submit(self, command: Logged, actor: Actor) -> Taken:
        """Wait until it is durable and told. Raises Refused."""
        key = key_of(command, actor)
        waiting = self._answers.waiting(key)
        if waiting is None and self._answers.seq(key) is not None:
            if (taken := await self._from_log(key)) is not None:
                return taken
            waiting = self._answers.waiting(key)
        answer = await (waiting or self._enqueue(command, actor, key)).answer()
        if isinstance(answer, Refused):
            raise answer
        return answer

    async def answered(self, command_id: str, actor: Actor) -> Taken | None:
        """What this actor's act of that id led to; None if it is not in the log, or not yet told. Raises Refused."""
        return await self._from_log((actor.person, command_id))

    async def run(self) -> None:
        """Until `stop`, and then what is still in the queue."""
        while True:
            while batch := self._next_batch():
                await self._take(batch)
            if not self._is_open:
                return
            await self._has_news.wait()
            self._has_news.clear()

    async def stop(self, running: asyncio.Task[None]) -> None:
        """Take nothing more, finish what was taken."""
        self._is_open = False
        self._has_news.set()
        try:
            async with asyncio.timeout(STOP_MAX_S):
                await running
        finally:
            for waiting in self._next_batch():
                self._answers.give(waiting, wire.NotSavedNow())

    async def _from_log(self, key: Key) -> Taken | None:
        """What was answered before; None for what is not in the log, or not yet told. Raises Refused."""
        read = None
        while (seq := self._answers.seq(key)) is not None and seq != read and self._answers.waiting(key) is None:
            try:
                rows = await self._store.read(self._code, after=seq - 1, limit=1)
            except NotRead:
                raise wire.NotSavedNow from None
            if rows and (rows[0].event.by, rows[0].command_id) == key:
                return Taken(seq, rows[0].made)
            read = seq  # another act's of the same hash
        return None

    def _enqueue(self, command: Logged, actor: Actor, key: Key) -> Waiting:
        if not self._is_open or len(self._queue) >= QUEUE_MAX_COMMANDS:
            raise wire.NotSavedNow
        waiting = Waiting(command, actor, key)
        self._answers.wait(waiting)
        self._queue.append(waiting)
        self._has_news.set()
        return waiting

    def _next_batch(self) -> Sequence[Waiting]:
        """All that wait."""
        batch, self._queue = self._queue, []
        return batch

    async def _take(self, batch: Sequence[Waiting]) -> None:
        """Every command of the batch is answered, or durable and soon to be told."""
        try:
            await self._decide_and_append(batch)
        except (NotSaved, NotRead, Conflict) as error:
            if not self._is_failing:
                logger.error("board %s cannot be written: %s", self._code, error)
            self._is_failing = True
        except Exception:
            logger.exception("board %s: a batch failed", self._code)
            self._is_behind = True
        finally:
            for waiting in unsettled(batch):
                self._answers.give(waiting, wire.NotSavedNow())

    async def _decide_and_append(self, batch: Sequence[Waiting]) -> None:
        for _ in range(TRIES_MAX):
            if self._is_behind:
                await self._catch_up()
            deciding = Batch(self._code, self.durable, self._store, self._clock, self._ids)
            await deciding.decide_all(unsettled(batch))
            try:
                if deciding.decided:
                    began = perf_counter()
                    await self._store.append(self._code, deciding.rows)
                    self._kept(perf_counter() - began)
            except Conflict:
                self._is_behind = True
            except NotSaved:
                self._meters.commits_failed += 1
                self._is_behind = True
                await self._catch_up()
                if unsettled(batch):
                    raise
                return
            else:
                self._advance(deciding.decided)
                for waiting, refused in deciding.refused:
                    self._answers.give(waiting, refused)
                return
        raise Conflict(f"somebody else was faster {TRIES_MAX} times")

    def _kept(self, seconds: float) -> None:
        """A batch is on the disk."""
        self._meters.commit.add(seconds)
        if self._is_failing:
            logger.warning("board %s can be written again", self._code)
        self._is_failing = False

    async def _catch_up(self) -> None:
        """Read what the log has beyond `durable`; what of ours is there is accepted."""
        rows = await self._store.read(self._code, after=self.durable.seq)
        self._is_behind = False
        self._advance(caught_up(rows, self.durable, self._answers))

    def _advance(self, decided: Sequence[Decided]) -> None:
        if not decided:
            return
        self._answers.remember(one.row for one in decided)
        for one in decided:
            if one.waiting is not None:
                one.waiting.is_settled = True
        self.durable = decided[-1].after
        self._meters.events += len(decided)
        self._publish(decided)


def unsettled(batch: Sequence[Waiting]) -> list[Waiting]:
    """Those neither answered nor durable."""
    return [waiting for waiting in batch if not waiting.is_settled]

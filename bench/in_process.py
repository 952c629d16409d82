"""A live board with its file in this very process: for what is measured without a socket in between."""

import asyncio
import gc
import itertools
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench.days import ABOUT, plan_of_a_day
from openspace.domain.commands import EditTopic, JoinBoard, ProposeTopic
from openspace.domain.context import Actor
from openspace.live.board import LiveBoard
from openspace.live.boards import Boards
from openspace.live.frame import Frame
from openspace.live.screen import Screen
from openspace.live.system import SystemClock, SystemIds
from openspace.ports import Stored
from openspace.storage.datafile import connect
from openspace.storage.sqlite import SqliteStore
from openspace.web import collector
from openspace.wire import Hello

EVENTS: Final = b'"type":"events"'

_ids = SystemIds()


class CountedStore(SqliteStore):
    """Counts its commits of the log: every `append` is one transaction."""

    commits = 0

    async def append(self, code: str, rows: Sequence[Stored]) -> None:
        self.commits += 1
        await super().append(code, rows)


class CountingSink:
    """Implements `FrameSink`: a screen that only counts its frames of events."""

    descriptor: int | None = None
    on_descriptor: Callable[[], None] | None = None

    def __init__(self) -> None:
        self.frames = 0

    def write(self, frame: Frame) -> None:
        self.frames += EVENTS in frame.payload[:32]

    def write_rest(self, rest: bytes) -> None: ...

    def ping(self) -> None: ...

    def backlog(self) -> int:
        return 0

    def silent_s(self) -> float:
        return 0.0

    def close(self, code: int, reason: str) -> None: ...


class Convener(Struct, frozen=True):
    actor: Actor
    topic: str


class Rate(Struct, frozen=True, kw_only=True):
    """What so many senders have reached. `frames`: of events, at the one screen."""

    per_s: float
    acts: int
    commits: int
    frames: int


class Workplace(Struct, frozen=True):
    """A board, the store below it, the screen that looks, and people with a topic each."""

    board: LiveBoard
    store: CountedStore
    sink: CountingSink
    conveners: Sequence[Convener]
    numbers: Iterator[int]

    async def rate(self, senders: int, acts: int) -> Rate:
        """Each sender mends its title again once that is answered, until all of them have so often."""
        waiting = itertools.islice(self.numbers, acts)
        commits, frames = self.store.commits, self.sink.frames
        began = time.perf_counter()
        await asyncio.gather(*(self._mend(convener, waiting) for convener in self.conveners[:senders]))
        return Rate(
            per_s=acts / (time.perf_counter() - began),
            acts=acts,
            commits=self.store.commits - commits,
            frames=self.sink.frames - frames,
        )

    async def _mend(self, convener: Convener, waiting: Iterator[int]) -> None:
        for number in waiting:
            title = f"Bostäder och konsekvenser, {number}"
            mending = EditTopic(command_id=f"m{number}", topic=convener.topic, title=title)
            await self.board.submit(mending, convener.actor)


@contextmanager
def collecting_as_served() -> Iterator[None]:
    """Garbage, as the server does it; from here to the end."""
    before, called = gc.get_threshold(), gc.callbacks.copy()
    collector.tune()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.callbacks[:] = called
        gc.set_threshold(*before)


@asynccontextmanager
async def a_workplace(data: Path, conveners: int) -> AsyncIterator[Workplace]:
    """On a data file that is made for it."""
    async with connect(data) as db:
        store, sink = CountedStore(db), CountingSink()
        async with Boards(store, SystemClock(), _ids) as boards:
            board, _ = await boards.make(plan_of_a_day())
            people = await asyncio.gather(*(convener_on(board) for _ in range(conveners)))
            board.greet(Screen(Actor(people[0].actor.person), sink), Hello())
            yield Workplace(board, store, sink, people, itertools.count())
        await store.close()


async def convener_on(board: LiveBoard) -> Convener:
    """Somebody who joins and posts a topic."""
    actor = Actor(_ids.new_id())
    assert actor.person is not None
    await board.submit(JoinBoard(command_id=_ids.new_id(), person=actor.person, name="Anna"), actor)
    posting = ProposeTopic(command_id=_ids.new_id(), title="Bostäder och konsekvenser", about=ABOUT)
    taken = await board.submit(posting, actor)
    return Convener(actor, taken.made["topic"])

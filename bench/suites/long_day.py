"""The long day: whether a command costs the same at the log's event 100,000 as at event 100."""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench.days import LARGE, Act, Size, acts_of, write_day
from bench.in_process import collecting_as_served
from bench.results import Curve, Goal, Plot, Row
from bench.suites.run import Run
from openspace.domain.errors import Refused
from openspace.live.board import LiveBoard
from openspace.live.boards import Boards
from openspace.live.system import SystemClock, SystemIds
from openspace.storage.sqlite import open_store

TITLE: Final = "Long day: a command at event 100 and at event 100,000"
METHOD: Final = """
The logs are made by the rules, in memory, and stored at once: after 100 events the board has some twenty people and
topics, after 100,000 a thousand people and three hundred topics. All boards are open in one process, each with a data
file of its own (SQLite, synchronous=FULL), and take turns: a hundred commands of sixteen senders on one, a hundred on
the next. Six or more of ten are stars; the others join, post, mend and place topics. What a command costs is the CPU
of the whole process, the store's thread included; beside it the time that passes. The short log is a new one in every
round, so it stays short.

So that it can be told what makes a difference there is one board more with 100,000 events, of a gathering that has
stayed as small as the first.
"""

SENDERS: Final = 16
COMMANDS: Final = 100  # of a turn
TURNS: Final = 10  # of a round
SMALL: Final = Size(people=20, topics=18)


class Past(Struct, frozen=True):
    """What has been on a board before it is worked on."""

    events: int
    size: Size = LARGE


SHORT: Final = Past(100)
LONGER: Final = (Past(1_000), Past(10_000), Past(100_000))
LONG_AND_SMALL: Final = Past(100_000, SMALL)
QUICK: Final = (Past(500), Past(1_000)), Past(1_000, SMALL)


class Cost(Struct, frozen=True):
    """Of a command, in µs."""

    cpu: float
    time: float


class Worked:
    """A board that is worked on, and what that has cost so far."""

    def __init__(self, board: LiveBoard, seed: int, size: Size) -> None:
        self._board = board
        self._size = size
        self._chance = random.Random(seed)
        self._commands = 0
        self._cpu_s = 0.0
        self._time_s = 0.0

    async def turn(self) -> None:
        acts = list(acts_of(self._board.durable, self._chance, COMMANDS, self._size))
        waiting = iter(acts)
        cpu, began = time.process_time(), time.perf_counter()
        await asyncio.gather(*(self._send(waiting) for _ in range(SENDERS)))
        self._cpu_s += time.process_time() - cpu
        self._time_s += time.perf_counter() - began
        self._commands += len(acts)

    @property
    def cost(self) -> Cost:
        return Cost(self._cpu_s / self._commands * 1e6, self._time_s / self._commands * 1e6)

    async def _send(self, waiting: Iterator[Act]) -> None:
        for act in waiting:
            try:
                await self._board.submit(act.command, act.actor)
            except Refused:
                continue  # somebody was faster: that is an answer too


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    longer, long_and_small = QUICK if run.is_quick else (LONGER, LONG_AND_SMALL)
    pasts = (*longer, long_and_small)
    with tempfile.TemporaryDirectory(dir=run.folder) as place:
        async with AsyncExitStack() as stack:
            boards = [await stack.enter_async_context(a_day(Path(place), past)) for past in pasts]
            stack.enter_context(collecting_as_served())
            rounds = [await a_round(Path(place), boards, pasts, nth) for nth in range(run.rounds)]
    return rows_of(rounds, longer[-1]), [plot_of(rounds, (SHORT, *longer))]


@asynccontextmanager
async def a_day(place: Path, past: Past) -> AsyncIterator[LiveBoard]:
    """A board with that past, open."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        async with open_store(Path(folder) / "day.db") as store:
            code, _ = await write_day(store, past.events, past.size)
            async with Boards(store, SystemClock(), SystemIds()) as boards:
                yield await boards.get(code)


async def a_round(place: Path, boards: Sequence[LiveBoard], pasts: Sequence[Past], nth: int) -> list[Cost]:
    """First of the short log, then of the others."""
    async with a_day(place, SHORT) as short:
        both = zip((short, *boards), (SHORT, *pasts), strict=True)
        worked = [Worked(board, nth, past.size) for board, past in both]
        for _ in range(TURNS):
            for one in worked:
                await one.turn()
        return [one.cost for one in worked]


def rows_of(rounds: Sequence[Sequence[Cost]], longest: Past) -> list[Row]:
    short, long = f"{SHORT.events:,}", f"{longest.events:,}"
    return [
        Row(
            what=f"CPU of a command at event {long}, beside event {short}",
            rounds=[costs[-2].cpu / costs[0].cpu for costs in rounds],
            unit="×",
            goal=Goal(1.3),
        ),
        Row(
            what=f"time of a command at event {long}, beside event {short}",
            rounds=[costs[-2].time / costs[0].time for costs in rounds],
            unit="×",
            goal=Goal(1.3),
        ),
        Row(
            what="CPU, of the log's length alone: as few people and topics",
            rounds=[costs[-1].cpu / costs[0].cpu for costs in rounds],
            unit="×",
        ),
        Row(what=f"CPU of a command at event {short}", rounds=[costs[0].cpu for costs in rounds], unit="µs"),
        Row(what=f"CPU of a command at event {long}", rounds=[costs[-2].cpu for costs in rounds], unit="µs"),
    ]


def plot_of(rounds: Sequence[Sequence[Cost]], pasts: Sequence[Past]) -> Plot:
    costs = [statistics.median(costs[nth].cpu for costs in rounds) for nth in range(len(pasts))]
    return Plot(
        title="A command, by the length of the log",
        x_label="events in the log",
        y_label="µs of CPU",
        curves=[Curve(name="CPU of a command", x=[float(past.events) for past in pasts], y=costs)],
        has_log_scale=True,
    )

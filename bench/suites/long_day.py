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

from bench.days import Act, acts_of, write_day
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
"""

LENGTHS: Final = (100, 1_000, 10_000, 100_000)  # events
QUICK: Final = (100, 1_000)
SENDERS: Final = 16
COMMANDS: Final = 100  # of a turn
TURNS: Final = 10  # of a round


class Cost(Struct, frozen=True):
    """Of a command, in µs."""

    cpu: float
    time: float


class Worked:
    """A board that is worked on, and what that has cost so far."""

    def __init__(self, board: LiveBoard, seed: int) -> None:
        self._board = board
        self._chance = random.Random(seed)
        self._commands = 0
        self._cpu_s = 0.0
        self._time_s = 0.0

    async def turn(self) -> None:
        acts = list(acts_of(self._board.durable, self._chance, COMMANDS))
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
    lengths = QUICK if run.is_quick else LENGTHS
    with tempfile.TemporaryDirectory(dir=run.folder) as place:
        async with AsyncExitStack() as stack:
            longer = [await stack.enter_async_context(a_day(Path(place), events)) for events in lengths[1:]]
            stack.enter_context(collecting_as_served())
            rounds = [await a_round(Path(place), longer, nth) for nth in range(run.rounds)]
    return rows_of(rounds, lengths), [plot_of(rounds, lengths)]


@asynccontextmanager
async def a_day(place: Path, events: int, seed: int = 4) -> AsyncIterator[LiveBoard]:
    """A board with a log of so many events, open."""
    async with open_store(place / f"{events}-{seed}.db") as store:
        code, _ = await write_day(store, events, seed)
        async with Boards(store, SystemClock(), SystemIds()) as boards:
            yield await boards.get(code)


async def a_round(place: Path, longer: Sequence[LiveBoard], nth: int) -> list[Cost]:
    """By length of the log."""
    async with a_day(place, LENGTHS[0], seed=nth) as short:
        worked = [Worked(board, nth) for board in (short, *longer)]
        for _ in range(TURNS):
            for one in worked:
                await one.turn()
        return [one.cost for one in worked]


def rows_of(rounds: Sequence[Sequence[Cost]], lengths: Sequence[int]) -> list[Row]:
    short, long = f"{lengths[0]:,}", f"{lengths[-1]:,}"
    return [
        Row(
            what=f"CPU of a command at event {long}, beside event {short}",
            rounds=[costs[-1].cpu / costs[0].cpu for costs in rounds],
            unit="×",
            goal=Goal(1.3),
        ),
        Row(
            what=f"time of a command at event {long}, beside event {short}",
            rounds=[costs[-1].time / costs[0].time for costs in rounds],
            unit="×",
            goal=Goal(1.3),
        ),
        Row(what=f"CPU of a command at event {short}", rounds=[costs[0].cpu for costs in rounds], unit="µs"),
        Row(what=f"CPU of a command at event {long}", rounds=[costs[-1].cpu for costs in rounds], unit="µs"),
    ]


def plot_of(rounds: Sequence[Sequence[Cost]], lengths: Sequence[int]) -> Plot:
    costs = [statistics.median(costs[nth].cpu for costs in rounds) for nth in range(len(lengths))]
    return Plot(
        title="A command, by the length of the log",
        x_label="events in the log",
        y_label="µs of CPU",
        curves=[Curve(name="CPU of a command", x=[float(events) for events in lengths], y=costs)],
        has_log_scale=True,
    )

"""Start: how long a large board takes to open, and what a thousand boards that nobody opens cost."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench import machine
from bench.days import write_day
from bench.results import Curve, Goal, Plot, Row
from bench.servers import PinnedServer
from bench.suites.run import Run
from openspace.live.system import SystemClock, SystemIds
from openspace.ports import BoardRecord
from openspace.storage.sqlite import open_store
from tests.client import Device

TITLE: Final = "Start: a large board opens, and a thousand boards that nobody opens"
METHOD: Final = """
Each round starts new processes on data files that are there already. Opening is the time of the first GET of a board
with 10,000 events, from the request to the last byte of its body: read, replayed, encoded and compressed, the
hyphenation of its language loaded. The disk's cache is warm.

Beside it a file with 1,000 boards of 100 events each and a file with one such board: from the start of the process to
the first answer of /healthz, the memory of the server then (proportional set size), and the CPU it uses while nobody
asks anything. CONTRACT.md promises /healthz within a second of the start.
"""

EVENTS_EACH: Final = 100  # of the boards that nobody opens


class Size(Struct, frozen=True):
    """How large a run is. `opened`: events of the boards that are opened, the largest first. `idle_s`: nobody asks."""

    opened: tuple[int, ...] = (10_000, 3_000, 1_000, 300)
    boards: int = 1_000
    idle_s: float = 2.0


class Started(Struct, frozen=True):
    """`ready_s`: until /healthz. `memory_kib`: then. `cpu`: of a core, in %, while nobody asks."""

    ready_s: float
    memory_kib: int
    cpu: float


class Round(Struct, frozen=True):
    """`opened_s`: by the boards' events."""

    opened_s: dict[int, float]
    one: Started
    many: Started


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = Size(opened=(1_000, 300), boards=10, idle_s=0.2) if run.is_quick else Size()
    with tempfile.TemporaryDirectory(dir=run.folder) as place:
        large, one, many = (Path(place) / f"{name}.db" for name in ("large", "one", "many"))
        boards = await write_boards_to_open(large, size)
        await write_idle_boards(one, 1)
        await write_idle_boards(many, size.boards)
        rounds = [
            Round(await opened(large, boards), await started(one, size.idle_s), await started(many, size.idle_s))
            for _ in range(run.rounds)
        ]
    return rows_of(rounds, size), [plot_of(rounds)]


async def write_boards_to_open(data: Path, size: Size) -> dict[int, tuple[str, str]]:
    """Code and facilitator's key, by events."""
    async with open_store(data) as store:
        made = {events: await write_day(store, events) for events in size.opened}
    return {events: (code, links[0].key) for events, (code, links) in made.items()}


async def write_idle_boards(data: Path, boards: int) -> None:
    """All with the same day."""
    async with open_store(data) as store:
        code, _ = await write_day(store, EVENTS_EACH)
        rows = await store.read(code)
        for number in range(boards - 1):
            record = BoardRecord(code=f"IDLE{number:03}", epoch=SystemIds().new_id(), created_at=SystemClock().now())
            await store.create(record, [], rows)


async def opened(data: Path, boards: dict[int, tuple[str, str]]) -> dict[int, float]:
    """Seconds of the first GET of each, in a new process."""
    server = PinnedServer(data)
    await server.start()
    try:
        await answered(server)
        took = {}
        for events, (code, key) in boards.items():
            began = time.perf_counter()
            board = await Device(server.base, key).board(code)
            took[events] = time.perf_counter() - began
            assert board["seq"] == events
        return took
    finally:
        await server.kill()


async def started(data: Path, idle_s: float) -> Started:
    server = PinnedServer(data)
    began = time.perf_counter()
    await server.start()
    try:
        await answered(server)
        ready_s = time.perf_counter() - began
        memory_kib = machine.memory_kib(server.pid, "Pss")
        before = machine.cpu_s(server.pid)
        await asyncio.sleep(idle_s)
        return Started(ready_s, memory_kib, (machine.cpu_s(server.pid) - before) / idle_s * 100)
    finally:
        await server.kill()


async def answered(server: PinnedServer) -> None:
    reply = await Device(server.base).request("GET", "/healthz")
    assert reply.status == 200, reply.body


def rows_of(rounds: Sequence[Round], size: Size) -> list[Row]:
    what = f"{size.boards:,} boards in one file beside one"
    largest = size.opened[0]
    return [
        Row(
            what=f"a board with {largest:,} events: its first GET",
            rounds=[taken.opened_s[largest] for taken in rounds],
            unit="s",
            goal=Goal(1),
        ),
        Row(
            what=f"{size.boards:,} boards in one file: from the start to /healthz",
            rounds=[taken.many.ready_s for taken in rounds],
            unit="s",
            goal=Goal(1),
        ),
        Row(
            what=f"{what}: memory then",
            rounds=[taken.many.memory_kib / taken.one.memory_kib for taken in rounds],
            unit="×",
            goal=Goal(1.05),
        ),
        Row(
            what=f"{what}: more CPU while nobody asks",
            rounds=[taken.many.cpu - taken.one.cpu for taken in rounds],
            unit="% of a core",
            goal=Goal(0.5),
        ),
        Row(
            what=f"{what}: from the start to /healthz",
            rounds=[taken.many.ready_s / taken.one.ready_s for taken in rounds],
            unit="×",
            note="every byte of the file is looked through for damage first",
        ),
        Row(what="from the start to /healthz, one board", rounds=[taken.one.ready_s for taken in rounds], unit="s"),
        Row(what="memory then, one board", rounds=[taken.one.memory_kib / 1024 for taken in rounds], unit="MiB"),
    ]


def plot_of(rounds: Sequence[Round]) -> Plot:
    events = sorted(rounds[0].opened_s)
    took = [statistics.median(taken.opened_s[length] for taken in rounds) * 1e3 for length in events]
    return Plot(
        title="The first GET of a board, by the length of its log",
        x_label="events",
        y_label="ms",
        curves=[Curve(name="first GET", x=[float(length) for length in events], y=took)],
    )

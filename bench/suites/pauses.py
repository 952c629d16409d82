"""Pauses: how long nobody is heard while Python looks for memory to free, with 5,000 connections."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct
from websockets.asyncio.client import ClientConnection

from bench import machine
from bench.halls import PEOPLE_MAX, in_turn, opened
from bench.results import Curve, Goal, Plot, Row
from bench.servers import own_server
from bench.suites.run import Run
from bench.venue import Venue, a_venue, crowd_of, known_phone, newcomer
from tests.client import Device

TITLE: Final = "Pauses: nobody is heard while memory is looked through"
METHOD: Final = """
5,000 screens come to a board at 500 a second. Meanwhile one more connection asks every 2 ms for a sign of life, a ping
of the WebSocket protocol, which the server answers as soon as it comes to it: the longest of these waits is the worst
pause. Everything the server does is in it; what differs between the two is only when Python's collector of cyclic
garbage runs: as `openspace/web/collector.py` sets it, and as Python sets it itself. Each round on new servers. Once an
hour the server looks at everything that lives, about a quarter of a second with so many screens: that is not in it.
"""

ROUNDS_MAX: Final = 3
PING_EVERY_S: Final = 0.002
PYTHONS_OWN: Final = "collector-settings"


class Size(Struct, frozen=True):
    screens: int = 5_000


class Pulse:
    """Asks a server for signs of life, one after the other. `waits_s`: for each."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.waits_s: list[float] = []

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            asked = time.perf_counter()
            await (await self._socket.ping())
            self.waits_s.append(time.perf_counter() - asked)
            await asyncio.sleep(PING_EVERY_S)

    async def hear_all(self) -> None:
        """What the board tells everybody; unheard it would hold the answers up behind it."""
        async for _ in self._socket:
            pass


class Waits(Struct, frozen=True):
    """Milliseconds, while the screens came."""

    usual: float
    longest: float


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = Size(screens=50) if run.is_quick else Size()
    with machine.pinned_here(machine.GENERATOR):
        rounds = [
            (await waits(run.folder, size.screens), await waits(run.folder, size.screens, PYTHONS_OWN))
            for _ in range(min(run.rounds, ROUNDS_MAX))
        ]
    return rows_of(rounds, size), [plot_of(rounds)]


async def waits(folder: Path, screens: int, without: str = "") -> Waits:
    """On a server of its own."""
    async with own_server(folder, without) as server:
        venue = await a_venue(server.base)
        people = min(screens, PEOPLE_MAX)
        phones = (newcomer(venue),) * people + (known_phone(venue, venue.facilitator),) * (screens - people)
        async with a_pulse(venue) as pulse, opened(in_turn(crowd_of(venue, phones))):
            ordered = sorted(pulse.waits_s)
            return Waits(usual=ordered[len(ordered) // 2] * 1_000, longest=ordered[-1] * 1_000)


@asynccontextmanager
async def a_pulse(venue: Venue) -> AsyncIterator[Pulse]:
    async with Device(venue.base, venue.facilitator).socket(venue.code) as socket:
        await socket.send('{"type":"hello","protocol":1,"epoch":null,"since":0}')
        pulse = Pulse(socket)
        running = [asyncio.create_task(pulse.run()), asyncio.create_task(pulse.hear_all())]
        try:
            yield pulse
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


def rows_of(rounds: Sequence[tuple[Waits, Waits]], size: Size) -> list[Row]:
    return [
        Row(
            what=f"worst pause while {size.screens:,} screens come",
            rounds=[ours.longest for ours, _ in rounds],
            unit="ms",
            goal=Goal(100, aim=40),
        ),
        Row(what="the same with Python's own settings", rounds=[pythons.longest for _, pythons in rounds], unit="ms"),
        Row(
            what="ours as a part of that",
            rounds=[ours.longest / pythons.longest for ours, pythons in rounds],
            unit="×",
            goal=Goal(0.5),
        ),
        Row(what="a usual wait, ours", rounds=[ours.usual for ours, _ in rounds], unit="ms"),
    ]


def plot_of(rounds: Sequence[tuple[Waits, Waits]]) -> Plot:
    medians = [statistics.median(pair[nth].longest for pair in rounds) for nth in (0, 1)]
    return Plot(
        title="The worst pause", x_label="", y_label="ms", kind="bars",
        curves=[Curve(name="worst pause", x=[], y=medians)], names=["our settings", "Python's own"],
    )  # fmt: skip

"""Commands: what it is worth that everything waiting shares one commit."""

import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench.days import ABOUT
from bench.in_process import EVENTS, Rate, a_workplace, collecting_as_served
from bench.load.generator import Generator, generator
from bench.load.plan import Loop, Measured, Phase
from bench.peers.naive import without_group_commit
from bench.results import Curve, Goal, Plot, Row
from bench.servers import own_server
from bench.suites.run import Run
from bench.venue import Venue, a_venue, accepted, command, crowd_of, known_phone
from tests.client import Device

TITLE: Final = "Commands: one commit for all that wait"
METHOD: Final = """
Every sender mends the title of a topic of its own, again and again, each time once the one before is answered: decided,
committed (SQLite, WAL, synchronous=FULL) and told. Beside it, in the same rounds, the same code with a commit for each
command.

In process it is `LiveBoard` with its file and one screen that looks; Python's garbage is collected as in the server.
Commits are counted where they are made, at the store's `append`, each of which is one transaction; frames are those of
type `events` that the screen got.

Through the socket 256 connections of the generator are the senders, and each of them gets everybody's events too:
every command that the server takes is told 256 times.
"""

SENDERS: Final = (1, 32, 256)
EVENT: Final = b'"type":"topic_edited"'
JOINED_AT_ONCE: Final = 16


class Size(Struct, frozen=True):
    """How large a run is: acts of a round, in process by number of senders, and through the socket."""

    grouped: tuple[int, ...] = (500, 3_000, 10_240)
    single: tuple[int, ...] = (500, 1_000, 1_024)
    socket_grouped: int = 5_000
    socket_single: int = 1_000


QUICK: Final = Size((10, 64, 256), (10, 64, 256), 300, 300)


class Pair(Struct, frozen=True):
    """One round of one thing: all that wait in one commit, and each command in its own."""

    grouped: Rate
    single: Rate

    @property
    def ratio(self) -> float:
        return self.grouped.per_s / self.single.per_s


class SocketPair(Struct, frozen=True):
    grouped: Measured
    single: Measured

    @property
    def ratio(self) -> float:
        return per_s(self.grouped) / per_s(self.single)


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = QUICK if run.is_quick else Size()
    in_process = await rounds_in_process(run, size)
    through_socket = await rounds_through_socket(run, size)
    rows = [*rows_in_process(in_process), *rows_through_socket(through_socket)]
    return rows, [plot_of(in_process)]


# In process


async def rounds_in_process(run: Run, size: Size) -> list[list[Pair]]:
    """By round, then by number of senders."""
    with tempfile.TemporaryDirectory(dir=run.folder) as place:
        async with AsyncExitStack() as stack:
            grouped = await stack.enter_async_context(a_workplace(Path(place) / "grouped.db", SENDERS[-1]))
            with without_group_commit():
                single = await stack.enter_async_context(a_workplace(Path(place) / "single.db", SENDERS[-1]))
            stack.enter_context(collecting_as_served())
            return [
                [
                    Pair(await grouped.rate(senders, many), await single.rate(senders, few))
                    for senders, many, few in zip(SENDERS, size.grouped, size.single, strict=True)
                ]
                for _ in range(run.rounds)
            ]


def rows_in_process(rounds: list[list[Pair]]) -> list[Row]:
    most = [pairs[-1] for pairs in rounds]
    rows = [
        Row(
            what=f"in process, {senders} senders, beside one commit a command",
            rounds=[pairs[nth].ratio for pairs in rounds],
            unit="×",
            goal=Goal(10, "at least", aim=30) if senders == SENDERS[-1] else None,
        )
        for nth, senders in enumerate(SENDERS)
    ]
    return [
        *rows,
        Row(
            what="commits for an act, 256 senders",
            rounds=[pair.grouped.commits / pair.grouped.acts for pair in most],
            unit="commits",
            goal=Goal(0.1),
        ),
        Row(
            what="frames of events to a screen for a commit, 256 senders",
            rounds=[pair.grouped.frames / pair.grouped.commits for pair in most],
            unit="frames",
            goal=Goal(1),
        ),
        Row(
            what="in process, 256 senders",
            rounds=[pair.grouped.per_s for pair in most],
            unit="commands/s",
        ),
        Row(
            what="the same with a commit for each command",
            rounds=[pair.single.per_s for pair in most],
            unit="commands/s",
        ),
    ]


def plot_of(rounds: list[list[Pair]]) -> Plot:
    senders = [float(n) for n in SENDERS]
    grouped = [statistics.median(pairs[nth].grouped.per_s for pairs in rounds) for nth in range(len(SENDERS))]
    single = [statistics.median(pairs[nth].single.per_s for pairs in rounds) for nth in range(len(SENDERS))]
    return Plot(
        title="LiveBoard in process, SQLite with synchronous=FULL",
        x_label="senders that wait for their answer",
        y_label="commands a second",
        curves=[
            Curve(name="one commit for all that wait", x=senders, y=grouped),
            Curve(name="one commit a command", x=senders, y=single),
        ],
        has_log_scale=True,
    )


# Through the socket


async def rounds_through_socket(run: Run, size: Size) -> list[SocketPair]:
    async with AsyncExitStack() as stack:
        grouped = await stack.enter_async_context(senders_at_work(run.folder, ""))
        single = await stack.enter_async_context(senders_at_work(run.folder, "group-commit"))
        await grouped.play(size.socket_single)  # warm
        await single.play(size.socket_single // 4)
        return [
            SocketPair(await grouped.play(size.socket_grouped), await single.play(size.socket_single))
            for _ in range(run.rounds)
        ]


class AtWork(Struct, frozen=True):
    """Senders with open sockets, and what each says."""

    load: Generator
    texts: tuple[str, ...]

    async def play(self, acts: int) -> Measured:
        loop = Loop(texts=self.texts, acts=acts, answer=b'"command_id":"{id}"')
        measured = await self.load.measure(Phase(loop=loop, counted=(EVENTS, EVENT)))
        assert measured.answered == acts, "not every command was answered"
        return measured


@asynccontextmanager
async def senders_at_work(folder: Path, without: str) -> AsyncIterator[AtWork]:
    async with own_server(folder, without) as server:
        venue = await a_venue(server.base, rooms=2)
        places = asyncio.Semaphore(JOINED_AT_ONCE)
        tokens, topics = zip(*await asyncio.gather(*(convene(venue, places) for _ in range(SENDERS[-1]))), strict=True)
        async with generator(crowd_of(venue, tuple(known_phone(venue, token) for token in tokens))) as load:
            opening = await load.open()
            assert not opening.failed, f"{opening.failed} senders could not open their socket"
            yield AtWork(load, tuple(mending(topic) for topic in topics))


async def convene(venue: Venue, places: asyncio.Semaphore) -> tuple[str, str]:
    """Somebody who joins and posts a topic: their token and the topic."""
    async with places:
        device = Device(venue.base)
        await device.join(venue.code)
        answer = await accepted(device, venue.code, "propose_topic", title="Bostäder och konsekvenser", about=ABOUT)
        return device.token, answer["made"]["topic"]


def mending(topic: str) -> str:
    return command("edit_topic", "{id}", topic=topic, title="Bostäder och konsekvenser, {n}")


def rows_through_socket(rounds: list[SocketPair]) -> list[Row]:
    return [
        Row(
            what="through the socket, 256 senders, beside one commit a command",
            rounds=[pair.ratio for pair in rounds],
            unit="×",
            goal=Goal(3, "at least", aim=5),
        ),
        Row(
            what="through the socket, p99 of the wait for an answer",
            rounds=[pair.grouped.waits.p99 for pair in rounds],
            unit="ms",
            goal=Goal(100),
        ),
        Row(
            what="through the socket, events in a frame",
            rounds=[pair.grouped.counts[1].times / pair.grouped.counts[0].frames for pair in rounds],
            unit="events",
            note="one frame a batch",
        ),
        *rates_through_socket(rounds),
    ]


def rates_through_socket(rounds: list[SocketPair]) -> list[Row]:
    """Which inform."""
    return [
        Row(
            what="through the socket, 256 senders",
            rounds=[per_s(pair.grouped) for pair in rounds],
            unit="commands/s",
        ),
        Row(
            what="the same with a commit for each command, through the socket",
            rounds=[per_s(pair.single) for pair in rounds],
            unit="commands/s",
        ),
        Row(
            what="its p99 of the wait for an answer",
            rounds=[pair.single.waits.p99 for pair in rounds],
            unit="ms",
        ),
        Row(
            what="the generator's share of its core meanwhile",
            rounds=[100 * pair.grouped.own_cpu_s / pair.grouped.seconds for pair in rounds],
            unit="%",
        ),
    ]


def per_s(measured: Measured) -> float:
    return measured.answered / measured.seconds

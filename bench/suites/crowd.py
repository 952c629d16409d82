"""The crowd: a thousand people who walk about, and what their screens hear of it."""

import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from msgspec import Struct

from bench import machine
from bench.load.generator import Generator, generator
from bench.load.plan import Measured, Phase
from bench.results import Curve, Goal, Plot, Row
from bench.servers import PinnedServer, own_server
from bench.suites.run import Run
from bench.venue import a_venue, crowd_at
from bench.walking import SCOUTED, Scouts, Walkers
from openspace.domain.entities import ROOMS_MAX
from openspace.live.ticker import TICK_S

TITLE: Final = "Crowd: a thousand people who walk about"
METHOD: Final = """
A real board with 40 sessions under way; so many people have joined and look at it with a phone each. They walk from
session to session, each move a command through their own socket, evenly spread. Beside the crowd a scout goes into or
out of a session that nobody else goes to, 5 times a second: the delay runs from its move to its head count on
every screen. CPU is that of the server's process for a second of such moves. Frames are those of presence, counted for
each screen; the figure is of the screen that got most, beside the ticks there were time for.

The naive way is the same server telling each move to everybody at once; above 100 % of a core it falls behind and the
figure is what it would need. It is measured in the first round only.
"""

LEVELS: Final = (10, 30, 100, 300, 1_000)  # moves a second
NAIVE_LEVELS: Final = (10, 30, 100, 300)
SAME_MOVES: Final = 100  # a second, whatever the number of people
SCOUTED_PER_S: Final = 5
ALONE_PER_S: Final = 4  # moves when nobody else walks
SCOUTS: Final = 90
PRESENCE: Final = b'"type":"presence"'


class Size(Struct, frozen=True):
    """How large a run is. `seconds`: of one measurement."""

    people: int = 1_000
    halls: tuple[int, ...] = (100, 300)  # people in smaller ones
    seconds: float = 1.5
    small_s: float = 1.0  # in the smaller halls, and the naive way


class Floor:
    """One board with its people, all looking."""

    def __init__(self, server: PinnedServer, load: Generator, people: int, sessions: Sequence[str]) -> None:
        scouts = min(SCOUTS, people // 5)
        self.people = people
        self._pid = server.pid
        self._load = load
        self._walkers = Walkers(people - scouts, sessions[SCOUTED:])
        self._scouts = Scouts(people - scouts, scouts, sessions[:SCOUTED])

    async def crowded(self, moves_per_s: int, seconds: float) -> "Turn":
        """A scout among so many moves."""
        acts = [*self._walkers.moves(moves_per_s, seconds), *self._scouts.moves(SCOUTED_PER_S, seconds)]
        return await self._play(Phase(acts=tuple(acts), seconds=seconds, counted=(PRESENCE,)))

    async def alone(self, seconds: float) -> "Turn":
        """Nobody walks but a scout now and then."""
        acts = self._scouts.moves(ALONE_PER_S, seconds)
        return await self._play(Phase(acts=tuple(acts), seconds=seconds, counted=(PRESENCE,)))

    async def _play(self, phase: Phase) -> "Turn":
        before = machine.cpu_s(self._pid)
        measured = await self._load.measure(phase)
        return Turn((machine.cpu_s(self._pid) - before) / phase.seconds * 100, measured)


class Turn(Struct, frozen=True):
    """`cpu`: of a core, in %, for a second of the load."""

    cpu: float
    measured: Measured

    @property
    def frames_a_tick(self) -> float:
        """Of the screen that got most."""
        ticks = int(self.measured.seconds / TICK_S) + 1
        return self.measured.counts[0].frames_max / ticks


class Round(Struct, frozen=True):
    """By moves a second in the large hall; by people in the smaller ones."""

    alone: Turn
    crowded: dict[int, Turn]
    smaller: dict[int, Turn]


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = Size(people=60, halls=(20,), seconds=0.5, small_s=0.5) if run.is_quick else Size()
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(own_server(run.folder))
        floors = [await stack.enter_async_context(a_floor(server, people)) for people in (*size.halls, size.people)]
        rounds = [await a_round(floors, size) for _ in range(run.rounds)]
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(own_server(run.folder, without="ticks"))
        floors = [await stack.enter_async_context(a_floor(server, people)) for people in (*size.halls, size.people)]
        crowded = {level: await floors[-1].crowded(level, size.small_s) for level in NAIVE_LEVELS}
        naive = Round(
            alone=await floors[-1].alone(size.small_s),
            crowded=crowded,
            smaller={floor.people: await floor.crowded(SAME_MOVES, size.small_s) for floor in floors[:-1]},
        )
    return rows_of(rounds, naive, size), plots_of(rounds, naive, size)


@asynccontextmanager
async def a_floor(server: PinnedServer, people: int) -> AsyncIterator[Floor]:
    venue = await a_venue(server.base, rooms=ROOMS_MAX if people > max(Size().halls) else SCOUTED * 2)
    async with generator(crowd_at(venue, people)) as load:
        opening = await load.open()
        assert not opening.failed, f"{opening.failed} people did not get in"
        floor = Floor(server, load, people, venue.sessions)
        await floor.crowded(SAME_MOVES, 0.5)  # warm
        yield floor


async def a_round(floors: Sequence[Floor], size: Size) -> Round:
    *small, large = floors
    return Round(
        alone=await large.alone(size.seconds),
        crowded={level: await large.crowded(level, size.seconds) for level in LEVELS},
        smaller={floor.people: await floor.crowded(SAME_MOVES, size.small_s) for floor in small},
    )


def rows_of(rounds: Sequence[Round], naive: Round, size: Size) -> list[Row]:
    most = [taken.crowded[LEVELS[-1]] for taken in rounds]
    who = f"{size.people:,} people"
    lost = [float(sum(turn.measured.missing for turn in taken.crowded.values())) for taken in rounds]
    frames = [max(turn.frames_a_tick for turn in taken.crowded.values()) for taken in rounds]
    return [
        Row(what=f"{who}, 1,000 moves/s: CPU", rounds=[turn.cpu for turn in most], unit="% of a core", goal=Goal(45)),
        Row(
            what=f"{who}, 1,000 moves/s: from a move to its head count on a screen, p99",
            rounds=[turn.measured.delays.p99 for turn in most],
            unit="ms",
            goal=Goal(150),
        ),
        Row(what="of these, never shown", rounds=lost, unit="head counts", goal=Goal(0)),
        Row(what="frames a tick and screen, at most", rounds=frames, unit="frames", goal=Goal(1)),
        Row(
            what=f"{who}, one who moves when all is quiet, p50",
            rounds=[taken.alone.measured.delays.p50 for taken in rounds],
            unit="ms",
            goal=Goal(25),
        ),
        *law_rows(rounds, naive, size),
        Row(
            what="the generator's share of its core at 1,000 moves/s",
            rounds=[100 * turn.measured.own_cpu_s / turn.measured.seconds for turn in most],
            unit="%",
        ),
    ]


def law_rows(rounds: Sequence[Round], naive: Round, size: Size) -> list[Row]:
    """What the cost grows with."""
    most = [taken.crowded[LEVELS[-1]] for taken in rounds]
    fewer = [taken.crowded[SAME_MOVES] for taken in rounds]
    small = [taken.smaller[size.halls[0]] for taken in rounds]
    who = f"{size.people:,} people"
    return [
        Row(
            what=f"{who}: CPU of 10 times as many moves (1,000/s beside 100/s)",
            rounds=[much.cpu / little.cpu for much, little in zip(most, fewer, strict=True)],
            unit="×",
        ),
        Row(
            what=f"100 moves/s: CPU of {size.people / size.halls[0]:g} times as many people",
            rounds=[large.cpu / little.cpu for large, little in zip(fewer, small, strict=True)],
            unit="×",
        ),
        Row(
            what=f"{who}, 100 moves/s: the naive way's CPU",
            rounds=[naive.crowded[SAME_MOVES].cpu],
            unit="% of a core",
            note=f"p99 {naive.crowded[SAME_MOVES].measured.delays.p99:.0f} ms",
        ),
    ]


def plots_of(rounds: Sequence[Round], naive: Round, size: Size) -> list[Plot]:
    moves = {level: median_cpu([taken.crowded[level] for taken in rounds]) for level in LEVELS}
    people = {hall: median_cpu([taken.smaller[hall] for taken in rounds]) for hall in size.halls}
    people[size.people] = moves[SAME_MOVES]
    naive_moves = {level: turn.cpu for level, turn in naive.crowded.items()}
    naive_people = {hall: naive.smaller[hall].cpu for hall in size.halls} | {size.people: naive_moves[SAME_MOVES]}
    return [
        law(f"{size.people:,} people walk about", "moves a second", moves, naive_moves),
        law(f"{SAME_MOVES} moves a second", "people", people, naive_people),
    ]


def median_cpu(turns: Sequence[Turn]) -> float:
    return statistics.median(turn.cpu for turn in turns)


def law(title: str, x_label: str, ours: dict[int, float], naive: dict[int, float]) -> Plot:
    """What it costs, beside the naive way."""
    curves = [
        Curve(name=name, x=[float(x) for x in costs], y=list(costs.values()))
        for name, costs in (("Openspace", ours), ("each move told at once", naive))
    ]
    return Plot(title=title, x_label=x_label, y_label="% of a core", curves=curves, has_log_scale=True)

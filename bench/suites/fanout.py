"""Fan-out: what it costs to tell many screens one small change, beside what else tells many sockets one text."""

import statistics
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench.halls import OURS, SOCKET_IO, Hall, event_bytes, own_hall, peer_hall
from bench.load.plan import Measured, Phase
from bench.results import Curve, Goal, Plot, Row
from bench.servers import REPEATERS, install_peers
from bench.suites.run import Run

TITLE: Final = "Fan-out: one change to many screens"
METHOD: Final = """\
People say how many sit in their session (`count_heads`): one event of about 270 bytes on every screen's socket. Ours is
the real server with a data file; each command is decoded, decided and committed (SQLite, synchronous=FULL) before it is
told. The peers repeat a text of the same size to everybody and keep nothing. All of them are open at once, each with
1,000 clients of its own, and take turns: 10 events a second for two seconds, then 20. The CPU is the server process's,
by the scheduler's own count; a ratio is that of two servers in one round, and the table has the median of the rounds.

With 5,000 screens: two changes a second; and flat out, where one sender says the next as soon as it hears its own, so
that every event is a frame of its own and none is merged with the next.
"""

LIMIT: Final = "C send() loop"
RATES: Final = (10, 20)  # events a second
PACED_S: Final = 2.0
WARM_UP_S: Final = 1.0
LARGE_ROUNDS_MAX: Final = 3


class Size(Struct, frozen=True):
    """How large a run is. `screens` of each server; `crowd`: of the large part."""

    screens: int = 1_000
    last_s: float = 10.0
    crowd: int = 5_000
    crowd_s: float = 5.0
    flat_out_acts: int = 60


QUICK: Final = Size(screens=50, last_s=1.0, crowd=100, crowd_s=1.0, flat_out_acts=10)


class Turn(Struct, frozen=True):
    """One server's in one round: µs of CPU a delivery by rate, frames a delivery, and what never came."""

    cpu_us: tuple[float, ...]
    frames: float
    missing: int


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = QUICK if run.is_quick else Size()
    await install_peers()
    frame = await event_bytes(run.folder)
    async with AsyncExitStack() as stack:
        halls = [hall async for hall in opened(stack, run.folder, size.screens, frame, tuple(REPEATERS))]
        rounds = await paced_rounds(halls, run.rounds)
        last, _ = await halls[0].measure(Phase(acts=halls[0].acts(10, size.last_s)))
    async with AsyncExitStack() as stack:
        halls = [hall async for hall in opened(stack, run.folder, size.crowd, frame, (LIMIT, SOCKET_IO))]
        rounds_of_crowd = range(min(run.rounds, LARGE_ROUNDS_MAX))
        crowded = [(await halls[0].measure(Phase(acts=halls[0].acts(2, size.crowd_s))))[0] for _ in rounds_of_crowd]
        flat = await flat_out_rounds(halls, size.flat_out_acts, len(rounds_of_crowd))
    rows = [*cost_rows(rounds), last_row(last, size), *crowd_rows(crowded, size), *flat_out_rows(flat, size)]
    return rows, [cost_plot(rounds), flat_out_plot(flat, size)]


async def opened(
    stack: AsyncExitStack, folder: Path, screens: int, frame: int, peers: Sequence[str]
) -> AsyncIterator[Hall]:
    """Ours, then those of the peers that can be had."""
    yield await stack.enter_async_context(own_hall(folder, screens))
    for name in peers:
        hall = await stack.enter_async_context(peer_hall(name, screens, frame))
        if hall is not None:
            yield hall


async def paced_rounds(halls: Sequence[Hall], rounds: int) -> dict[str, list[Turn]]:
    """By server: its turn in each round."""
    for hall in halls:
        await hall.measure(Phase(acts=hall.acts(RATES[0], WARM_UP_S)))
    turns: dict[str, list[Turn]] = {hall.name: [] for hall in halls}
    for _ in range(rounds):
        for hall in halls:
            turns[hall.name].append(await turn(hall))
    return turns


async def turn(hall: Hall) -> Turn:
    costs, frames, delivered, missing = [], 0, 0, 0
    for rate in RATES:
        acts = hall.acts(rate, PACED_S)
        measured, cpu_s = await hall.measure(Phase(acts=acts))
        arrived = len(acts) * hall.screens - measured.missing
        costs.append(cpu_s * 1e6 / arrived)
        frames, delivered, missing = frames + measured.frames, delivered + arrived, missing + measured.missing
    return Turn(tuple(costs), frames / delivered, missing)


async def flat_out_rounds(halls: Sequence[Hall], acts: int, rounds: int) -> dict[str, list[Measured]]:
    """By server."""
    flat: dict[str, list[Measured]] = {hall.name: [] for hall in halls}
    for _ in range(rounds):
        for hall in halls:
            flat[hall.name].append((await hall.measure(hall.flat_out(acts)))[0])
    return flat


def cost_rows(turns: dict[str, list[Turn]]) -> Iterator[Row]:
    for other, goal in ((LIMIT, Goal(1.5, aim=1.15)), (SOCKET_IO, Goal(0.55, aim=0.41))):
        for nth, rate in enumerate(RATES):
            what = f"CPU a delivered event, {rate} events/s, as a part of {other}'s"
            pairs = zip(turns[OURS], turns.get(other, ()), strict=other in turns)
            ratios = [ours.cpu_us[nth] / theirs.cpu_us[nth] for ours, theirs in pairs]
            yield Row(what=what, rounds=ratios, unit="×", goal=goal)
    for name, taken in turns.items():
        costs = [statistics.mean(turn.cpu_us) for turn in taken]
        yield Row(what=f"CPU a delivered event, {name}", rounds=costs, unit="µs")
    told = "below 1 where two changes had to wait for one another and went out together"
    merged = [turn.frames for turn in turns[OURS]]
    yield Row(what="frames for a delivered event, ours", rounds=merged, unit="frames", note=told)
    lost = [float(turn.missing) for turn in turns[OURS]]
    yield Row(what="of these, never delivered by ours", rounds=lost, unit="deliveries", goal=Goal(0))


def last_row(last: Measured, size: Size) -> Row:
    what = f"a change to the last of {size.screens:,} screens, 10 changes/s, p99"
    told = f"p50 {last.last.p50:.0f} ms, longest {last.last.longest:.0f} ms, {last.missing} never came"
    return Row(what=what, rounds=[last.last.p99], unit="ms", goal=Goal(100), note=told)


def crowd_rows(crowded: Sequence[Measured], size: Size) -> Iterator[Row]:
    what = f"{size.crowd:,} screens, 2 changes/s"
    missing = [float(measured.missing) for measured in crowded]
    yield Row(what=f"{what}: never delivered", rounds=missing, unit="deliveries", goal=Goal(0))
    yield Row(
        what=f"{what}: a delivery, p99",
        rounds=[measured.delays.p99 for measured in crowded],
        unit="ms",
        goal=Goal(250),
        note=f"longest {max(measured.delays.longest for measured in crowded):.0f} ms",
    )


def per_second(measured: Measured) -> float:
    """Deliveries: what had been read when the last answer was there."""
    return measured.counts[0].frames / measured.seconds


def flat_out_rows(flat: dict[str, list[Measured]], size: Size) -> Iterator[Row]:
    what = f"flat out, {size.crowd:,} screens: deliveries a second"
    pairs = zip(flat[OURS], flat.get(SOCKET_IO, ()), strict=SOCKET_IO in flat)
    ratios = [per_second(ours) / per_second(theirs) for ours, theirs in pairs]
    yield Row(what=f"{what}, as a part of Socket.IO's", rounds=ratios, unit="×", goal=Goal(1.4, "at least", aim=2.0))
    for name, rounds in flat.items():
        yield Row(what=f"{what}, {name}", rounds=[per_second(measured) for measured in rounds], unit="/s")
    share = [100 * measured.own_cpu_s / measured.seconds for measured in flat.get(LIMIT, flat[OURS])]
    note = "a generator that is busy all the time would be what is measured"
    yield Row(what="the generator's share of its core meanwhile", rounds=share, unit="%", note=note)


def cost_plot(turns: dict[str, list[Turn]]) -> Plot:
    names = list(turns)
    curves = [
        Curve(
            name=f"{rate} events/s",
            x=[],
            y=[statistics.median(turn.cpu_us[nth] for turn in turns[name]) for name in names],
        )
        for nth, rate in enumerate(RATES)
    ]
    title = "CPU for one event delivered to one screen"
    return Plot(title=title, x_label="", y_label="µs", curves=curves, kind="bars", names=names)


def flat_out_plot(flat: dict[str, list[Measured]], size: Size) -> Plot:
    names = list(flat)
    speeds = [statistics.median(map(per_second, flat[name])) for name in names]
    title = f"Flat out, {size.crowd:,} screens"
    curve = Curve(name="deliveries a second", x=[], y=speeds)
    return Plot(title=title, x_label="", y_label="deliveries a second", curves=[curve], kind="bars", names=names)

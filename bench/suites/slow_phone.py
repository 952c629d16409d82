"""Slow phones: whether some that never read cost the others anything, and what they cost in memory."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from itertools import count
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bench import machine
from bench.halls import NotOpen, in_turn
from bench.load.generator import Generator, generator
from bench.load.plan import Act, Measured, Phase
from bench.results import Curve, Goal, Plot, Row
from bench.servers import PinnedServer, own_server
from bench.suites.run import Run
from bench.venue import HELLO, a_venue, command, crowd_at

TITLE: Final = "Slow phones: ten of a thousand never read"
METHOD: Final = """\
Two servers with the same crowd, in turn and each first in every other round; with one of them ten phones stop reading
once they are live, and their receive buffers are small, as a sleeping phone's. First a hundred large topics in five
seconds, so that the board is 220 KB; then each of the ten asks for it fifty times (`hello`): 11 MB, of which the kernel
takes 4 for each on this machine, so that the server must stop writing to them. Then twenty small changes a second, and
how long each takes to each of those that read. Memory is what the two processes have grown by meanwhile, compared; a
server that kept everything would grow by 7 MB for each of the ten. All is over before they are given up, after 30 s.
"""

SENDERS: Final = 10
FLOOD_RATE: Final = 20
RATE: Final = 20
ROUNDS_MAX: Final = 3  # within the 30 seconds
# One that never reads is given 256 KiB and the snapshot it is to catch up with: 512 KiB holds both, and nothing like
# what flowed meanwhile.
SLEEPER_MAX_KIB: Final = 512
HELLO_EVERY_S: Final = 0.1
LARGE: Final = "💬" * 400  # as long as `about` may be, 1,600 bytes
LARGE_TITLE: Final = "💬" * 120


class Size(Struct, frozen=True):
    screens: int = 1_000
    sleepers: int = 10
    flood_s: float = 5.0
    hellos: int = 50
    round_s: float = 3.0


QUICK: Final = Size(screens=50, sleepers=2, flood_s=1.0, hellos=3, round_s=1.0)


class Room(Struct, frozen=True, kw_only=True):
    """One server with its crowd."""

    server: PinnedServer
    load: Generator
    numbers: "count[int]"

    def acts(self, rate: float, seconds: float, title: str, about: str) -> tuple[Act, ...]:
        """Topics, each told by its number."""
        made = []
        for nth in range(round(rate * seconds)):
            mark = f"Topic {next(self.numbers):06}"
            text = command("propose_topic", mark, title=f"{mark}{title}", about=about)
            made.append(Act(at_s=nth / rate, client=nth % SENDERS, text=text, mark=mark.encode()))
        return tuple(made)

    async def play(self, acts: tuple[Act, ...]) -> Measured:
        return await self.load.measure(Phase(acts=acts))


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    size = QUICK if run.is_quick else Size()
    async with AsyncExitStack() as stack:
        rooms = [await entered(stack, run, size, sleepers) for sleepers in (0, size.sleepers)]
        grown, flooded = await flood(rooms, size)
        rounds = [await one_round(rooms, size, nth % 2 == 1) for nth in range(min(run.rounds, ROUNDS_MAX))]
    return list(rows_of(rounds, grown, flooded, size)), [plot_of(rounds)]


async def one_round(rooms: Sequence[Room], size: Size, is_turned: bool) -> Sequence[Measured]:
    """Of both rooms, in their order; turned, the last one comes first."""
    step = -1 if is_turned else 1
    played = [await room.play(room.acts(RATE, size.round_s, "", "")) for room in rooms[::step]]
    return played[::step]


async def entered(stack: AsyncExitStack, run: Run, size: Size, sleepers: int) -> Room:
    server = await stack.enter_async_context(own_server(run.folder))
    crowd = in_turn(crowd_at(await a_venue(server.base, rooms=1), size.screens))
    awake = size.screens - sleepers
    phones = [replace(phone, reads=nth < awake) for nth, phone in enumerate(crowd.clients)]
    load = await stack.enter_async_context(generator(replace(crowd, clients=tuple(phones))))
    if (await load.open()).failed:
        raise NotOpen("the crowd of slow phones")
    return Room(server=server, load=load, numbers=count())


async def flood(rooms: Sequence[Room], size: Size) -> tuple[list[float], float]:
    """KiB that each server has grown by, and that each of the last clients asked for."""
    before = [machine.memory_kib(room.server.pid) for room in rooms]
    for room in rooms:
        if (await room.play(room.acts(FLOOD_RATE, size.flood_s, LARGE_TITLE, LARGE))).missing:
            raise NotOpen("for all topics")
    asked = [await room.play(hellos(size)) for room in rooms]
    grown = [machine.memory_kib(room.server.pid) - kib for room, kib in zip(rooms, before, strict=True)]
    return [float(kib) for kib in grown], asked[0].bytes / size.sleepers / 1024


def hellos(size: Size) -> tuple[Act, ...]:
    """The last clients, which are those that do not read where some do not, ask for the whole board again and again."""
    last = range(size.screens - size.sleepers, size.screens)
    return tuple(Act(at_s=nth * HELLO_EVERY_S, client=one, text=HELLO) for nth in range(size.hellos) for one in last)


def rows_of(rounds: Sequence[Sequence[Measured]], grown: Sequence[float], flooded: float, size: Size) -> Iterator[Row]:
    ratios = [slow.delays.p99 / usual.delays.p99 for usual, slow in rounds]
    yield Row(what="p99 of those that read, as a part of without slow phones", rounds=ratios, unit="×", goal=Goal(1.2))
    for name, nth in (("without slow phones", 0), (f"with {size.sleepers} of them", 1)):
        yield Row(what=f"a delivery, p99, {name}", rounds=[pair[nth].delays.p99 for pair in rounds], unit="ms")
    missing = [float(slow.missing) for _, slow in rounds]
    yield Row(what="never delivered to those that read", rounds=missing, unit="deliveries", goal=Goal(0))
    yield Row(
        what="memory for each that does not read",
        rounds=[(grown[1] - grown[0]) / size.sleepers],
        unit="KiB",
        goal=Goal(SLEEPER_MAX_KIB),
        note=f"each asked for {flooded:,.0f} KiB; the servers grew by {grown[0]:,.0f} and {grown[1]:,.0f} KiB",
    )


def plot_of(rounds: Sequence[Sequence[Measured]]) -> Plot:
    names = ["without slow phones", "with slow phones"]
    curves = [
        Curve(
            name=name,
            x=[],
            y=[statistics.median(getattr(pair[nth].delays, name) for pair in rounds) for nth in (0, 1)],
        )
        for name in ("p50", "p95", "p99")
    ]
    return Plot(
        title="A delivery to those that read", x_label="", y_label="ms", curves=curves, kind="bars", names=names
    )

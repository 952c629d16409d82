"""Reconnect storm: a thousand screens lose the server and come back by themselves."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bench.load.generator import Generator, generator
from bench.load.plan import Client, Crowd, Measured, Phase
from bench.phones import USUAL, returning, socket_request, state_of
from bench.results import Curve, Goal, Plot, Row
from bench.servers import PinnedServer, own_server
from bench.suites.joins import a_busy_venue
from bench.suites.run import Run
from bench.venue import Venue, crowd_of, request
from tests.client import Device

TITLE: Final = "Reconnect storm: a thousand screens lose the server"
METHOD: Final = """\
Phones of people who have joined a board with 100 topics are live when the server goes away: killed in the middle
(SIGKILL) and started again at once; told to stop (SIGTERM, every screen is closed 1012) and started again; killed and
away for so long that every screen waits its longest. They come back as static/js/connection.js does it, whose constants
are read from there: after a wait drawn evenly from a range that doubles with each failure. Each says what it has, and
is live when it has its welcome. The clock runs from when the server says that it runs. The bytes are all that the
server writes until then, the answer to the handshake included, beside the whole board as GET gives it, compressed.
"""

ROUNDS_MAX: Final = 2
LIVE_WITHIN_S: Final = 5.0
SHARE_OF_SNAPSHOT_MAX: Final = 1 / 20
OPENED_PER_S: Final = 500
LONG_S: Final = 8.0  # away for so long that the longest wait has been reached
AFTER_S: Final = 4.0  # how long the phase goes on at least, so that nobody is missed
PATIENCE_S: Final = 20.0
SNAPSHOT: Final = b'"snapshot":{'

Loss = Callable[[PinnedServer], Awaitable[None]]


class Away(Struct, frozen=True):
    """One loss of the server. `live_s`: of each screen, from when it was back; in order. `bytes`: of each screen."""

    live_s: list[float]
    bytes: list[int]
    snapshots: int
    missing: int


class Round(Struct, frozen=True):
    """`board`: bytes of the whole board, compressed."""

    losses: dict[str, Away]
    board: int


async def killed(server: PinnedServer) -> None:
    await server.kill()


async def stopped(server: PinnedServer) -> None:
    await server.stop()


async def gone_for_long(server: PinnedServer) -> None:
    await server.kill()
    await asyncio.sleep(LONG_S)


LOSSES: Final[dict[str, Loss]] = {"killed": killed, "told to stop": stopped, "away for long": gone_for_long}


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    screens = 30 if run.is_quick else 1_000
    rounds = [await one_round(run, screens) for _ in range(1 if run.is_quick else min(run.rounds, ROUNDS_MAX))]
    return rows(screens, rounds), [plot(rounds[-1])]


async def one_round(run: Run, screens: int) -> Round:
    async with own_server(run.folder) as server:
        venue = await a_busy_venue(server.base)
        desk = Device(server.base, venue.facilitator)
        async with generator(crowd(venue, screens)) as load:
            opening = await load.open()
            assert not opening.failed, "some screens did not come in"
            losses = {name: await away(server, load, loss, screens) for name, loss in LOSSES.items()}
        _, _, board = await state_of(desk, venue.code)
        return Round(losses, board)


def crowd(venue: Venue, screens: int) -> Crowd:
    """Phones that join one after the other."""
    joining = request(venue, "POST", f"/api/boards/{venue.code}/people", *USUAL, body="{}")
    looking = request(venue, "GET", f"/api/boards/{venue.code}", *USUAL, "Cookie: {cookie}")
    phone = Client(
        requests=(joining, looking),
        upgrade=socket_request(venue, "Cookie: {cookie}"),
        greeting=returning().greeting,
    )
    phones = tuple(replace(phone, starts_s=number / OPENED_PER_S) for number in range(screens))
    return replace(crowd_of(venue, phones), returns=returning())


async def away(server: PinnedServer, load: Generator, loss: Loss, screens: int) -> Away:
    """The server is lost and comes back while all screens look."""
    began = time.perf_counter()
    playing = asyncio.create_task(
        load.measure(Phase(seconds=LONG_S + AFTER_S, patience_s=PATIENCE_S, counted=(SNAPSHOT,)))
    )
    await loss(server)
    await server.start()
    back_s = time.perf_counter() - began
    return told(await playing, back_s, screens)


def told(measured: Measured, back_s: float, screens: int) -> Away:
    return Away(
        live_s=sorted(live_s - back_s for live_s in measured.returned_s),
        bytes=measured.returned_bytes,
        snapshots=measured.counts[0].times,
        missing=screens - len(measured.returned_s),
    )


def rows(screens: int, rounds: list[Round]) -> list[Row]:
    each = [(name, [one.losses[name] for one in rounds]) for name in LOSSES]
    lost = [float(sum(away.missing for away in one.losses.values())) for one in rounds]
    shares = [max(max(away.bytes) for away in one.losses.values()) / one.board for one in rounds]
    snapshots = [float(sum(away.snapshots for away in one.losses.values())) for one in rounds]
    return [
        *(
            Row(
                what=f"{name}: the last of {screens:,} screens is live again",
                rounds=[away.live_s[-1] for away in aways],
                unit="s",
                goal=Goal(LIVE_WITHIN_S),
                note=f"half of them after {aways[-1].live_s[len(aways[-1].live_s) // 2]:.1f} s",
            )
            for name, aways in each
        ),
        Row(what="screens that did not come back", rounds=lost, unit="", goal=Goal(0)),
        Row(
            what="sent to the screen that was sent most, of a whole board's bytes",
            rounds=shares,
            unit="×",
            goal=Goal(SHARE_OF_SNAPSHOT_MAX),
            note=f"the board has {rounds[-1].board / 1e3:.1f} kB, compressed",
        ),
        Row(what="snapshots sent over sockets", rounds=snapshots, unit="", goal=Goal(0)),
    ]


def plot(one: Round) -> Plot:
    curves = [
        Curve(name=name, x=away.live_s, y=[float(number) for number in range(1, len(away.live_s) + 1)])
        for name, away in one.losses.items()
    ]
    return Plot(title=TITLE, x_label="seconds since the server is back", y_label="screens that are live", curves=curves)

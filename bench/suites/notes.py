"""Notes: what it costs to relay keystrokes to many who look, beside the stock server of Yjs with the same clients."""

from itertools import count
from typing import Final

from bench import machine
from bench.results import Goal, Plot, Row, bars
from bench.servers import STOCK_NOTES, install_peers, own_server, peer_server
from bench.suites.run import Run
from bench.typists import Figures, Typing, typists
from tests.client import Device

TITLE: Final = "Notes: keystrokes relayed to many"
METHOD: Final = """\
The same clients against ours and against npm's `@y/websocket-server`, in turn, each round with new processes. Six write
and sixty read one document: first 60 keystrokes a second for five seconds, then 6,000 as fast as they are taken. A
delivery is one keystroke that has reached one screen, in whatever frames it came. Ours stores every update before it
relays it, 40 ms of keystrokes as one; the stock server stores none. Here the load comes from Python.
"""
ROUNDS_MAX: Final = 3
QUICK: Final = Typing(readers=6, writers=2, paced_s=1.0, rush=200)
OURS: Final = "Openspace"
PACED: Final = "CPU a delivery, paced"
RUSH: Final = "deliveries a second, in the rush"


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    load = QUICK if run.is_quick else Typing()
    await install_peers()
    first_client = count(1_000, load.writers)
    mine: list[Figures] = []
    theirs: list[Figures | None] = []
    with machine.pinned_here(machine.GENERATOR):
        for _ in range(min(run.rounds, ROUNDS_MAX)):
            mine.append(await ours(run, load, next(first_client)))
            theirs.append(await beside(load, next(first_client)))
    stock = [one for one in theirs if one]
    cpu = rows_of(PACED, "µs", {OURS: [one.cpu_us for one in mine], STOCK_NOTES: [one.cpu_us for one in stock]})
    speed = rows_of(RUSH, "/s", {OURS: [one.per_s for one in mine], STOCK_NOTES: [one.per_s for one in stock]})
    return [*ratio_rows(mine, stock), *cpu, *speed], [bars(PACED, cpu), bars(RUSH, speed)]


async def ours(run: Run, load: Typing, first_client: int) -> Figures:
    async with own_server(run.folder) as server:
        device = Device(server.base)
        made = await device.make_board()
        await device.join(made.code)
        topic = (await device.command(made.code, "propose_topic", title="Notes")).json()["made"]["topic"]
        path = f"/ws/notes/{made.code}/{topic}?token={device.token}"
        return await figures(load, server.port, path, server.pid, first_client)


async def beside(load: Typing, first_client: int) -> Figures | None:
    async with peer_server(STOCK_NOTES) as server:
        return await figures(load, server.port, "/notes", server.pid, first_client) if server else None


async def figures(load: Typing, port: int, path: str, pid: int, first_client: int) -> Figures:
    async with typists(load, port, path, pid, first_client) as people:
        cpu_us = await people.paced()
        return Figures(cpu_us, await people.rush())


def ratio_rows(mine: list[Figures], stock: list[Figures]) -> list[Row]:
    pairs = list(zip(mine, stock, strict=False))
    cpu = [ours.cpu_us / theirs.cpu_us for ours, theirs in pairs]
    speed = [ours.per_s / theirs.per_s for ours, theirs in pairs]
    theirs = "as a part of the stock server's"
    return [
        Row(what=f"{PACED}, {theirs}", rounds=cpu, unit="×", goal=Goal(0.8, aim=0.6)),
        Row(what=f"{RUSH}, {theirs}", rounds=speed, unit="×", goal=Goal(1.2, "at least", aim=1.8)),
    ]


def rows_of(what: str, unit: str, rounds: dict[str, list[float]]) -> list[Row]:
    """What each server came to, of those that could be had."""
    return [Row(what=f"{what}, {name}", rounds=each, unit=unit) for name, each in rounds.items() if each]

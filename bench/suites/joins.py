"""Join storm: a whole venue scans the code at once. What a join costs the server, and when the last phone is live."""

import random
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from bench import machine
from bench.load.generator import generator
from bench.phones import files_of, first_visit
from bench.results import Curve, Goal, Plot, Row
from bench.servers import own_server
from bench.suites.run import Run
from bench.venue import Venue, a_venue, accepted, crowd_of
from openspace import demo
from tests.client import Device

TITLE: Final = "Join storm: a thousand phones at once"
METHOD: Final = """\
Every phone does what a real Chromium does on its first visit, request by request: the page with the form to join, style
sheet, scripts and letters, the form with a name (a logged command, durable before it is answered), the market
with the cookie it was given, the board, compressed, and the socket, which opens with the seq of that board. It is live
when the welcome has come. All begin in the same moment, on a board with 100 topics; each has one connection, where a
browser has a few. Beside it, in turn, the same server without one idea: page rendered, board encoded, both compressed
anew for each; files are ready there too. The CPU is the server process's with all its threads, from the first
connection to the last welcome; a ratio is that of two in one round, each with a new server and an empty data file. The
third in each round lacks the idea for style sheet and scripts as well: it compresses them for each, as usual
middlewares do.
"""

ROUNDS_MAX: Final = 3
ROOMS: Final = 40
WAITING: Final = 60  # topics without a place
REPORTS: Final = Path(demo.__file__).with_name("reports.toml")  # words that people at such a day write
LAST_MAX_S: Final = 3.0
SHARE_OF_NAIVE_MAX: Final = 0.2


class Storm(Struct, frozen=True):
    """`live_s`: of each phone, in order. `cpu_ms`: of the server, a join. `sent`: bytes a phone was sent."""

    live_s: list[float]
    cpu_ms: float
    sent: int


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    phones, rounds = (40, 1) if run.is_quick else (1_000, min(run.rounds, ROUNDS_MAX))
    ours, naive, files_too = [], [], []
    for _ in range(rounds):
        ours.append(await storm(run.folder, phones))
        naive.append(await storm(run.folder, phones, without="shared-bodies"))
        files_too.append(await storm(run.folder, phones, without="anything-ready"))
    return rows(phones, ours, naive, files_too), [plot(phones, ours[-1], naive[-1])]


async def storm(folder: Path, phones: int, without: str = "") -> Storm:
    """All phones at once, at a new server.

    Raises:
        PhonesFailed: Some did not get in.
    """
    async with own_server(folder, without) as server:
        venue = await a_busy_venue(server.base)
        files = await files_of(Device(server.base), venue.code)
        crowd = crowd_of(venue, tuple(first_visit(venue, files, f"Gäst {number}") for number in range(phones)))
        async with generator(crowd) as load:
            before = machine.cpu_s(server.pid)
            opening = await load.open()
            cpu_s = machine.cpu_s(server.pid) - before
        if opening.failed:
            raise PhonesFailed(f"{opening.failed} of {phones} phones did not get in")
        return Storm(sorted(opening.live_s), cpu_s / phones * 1e3, sum(opening.bytes) // phones)


class PhonesFailed(Exception):
    """A storm in which some phones stay outside measures nothing."""


async def a_busy_venue(base: str, placed: int = ROOMS, waiting: int = WAITING) -> Venue:
    """So many topics with a line each of what they are about; 100 unless said."""
    venue = await a_venue(base, placed)
    desk = Device(base, venue.facilitator)
    words = re.findall(r"\w+", REPORTS.read_text(encoding="utf-8"))
    chance = random.Random(482)  # the same texts in every run
    for number in range(waiting):
        title, who = " ".join(chance.choices(words, k=6)), " ".join(chance.choices(words, k=2))
        about = " ".join(chance.choices(words, k=30))
        await accepted(desk, venue.code, "propose_topic", title=f"{title} {number}", about=about, convener=who)
    return venue


def rows(phones: int, ours: list[Storm], naive: list[Storm], files_too: list[Storm]) -> list[Row]:
    return [
        Row(
            what=f"the last of {phones:,} phones is live",
            rounds=[storm.live_s[-1] for storm in ours],
            unit="s",
            goal=Goal(LAST_MAX_S),
        ),
        share("CPU a join, of the naive way's: page and board made for each", ours, naive),
        share("CPU a join, of the naive way's: page, board and files made for each", ours, files_too),
        Row(what="CPU a join", rounds=[storm.cpu_ms for storm in ours], unit="ms"),
        Row(what="CPU a join, page and board made for each", rounds=[storm.cpu_ms for storm in naive], unit="ms"),
        Row(what="CPU a join, files too", rounds=[storm.cpu_ms for storm in files_too], unit="ms"),
        Row(
            what=f"the last of {phones:,} phones is live, page and board made for each",
            rounds=[storm.live_s[-1] for storm in naive],
            unit="s",
        ),
        Row(what="sent to a phone until it is live", rounds=[storm.sent / 1e3 for storm in ours], unit="kB"),
    ]


def share(what: str, ours: list[Storm], others: list[Storm]) -> Row:
    rounds = [one.cpu_ms / other.cpu_ms for one, other in zip(ours, others, strict=True)]
    return Row(what=what, rounds=rounds, unit="×", goal=Goal(SHARE_OF_NAIVE_MAX), note="all that the phones ask for")


def plot(phones: int, ours: Storm, naive: Storm) -> Plot:
    live = [float(number) for number in range(1, phones + 1)]
    curves = [Curve(name=name, x=storm.live_s, y=live) for name, storm in (("Openspace", ours), ("naive", naive))]
    return Plot(title=TITLE, x_label="seconds since all began", y_label="phones that are live", curves=curves)

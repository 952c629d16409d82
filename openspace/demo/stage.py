"""Sets the demo up: a server on a clock of its own, a board, the crowd."""

import argparse
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openspace.demo import forum
from openspace.demo.client import post
from openspace.demo.crowd import play
from openspace.demo.world import World
from openspace.live.system import FastClock
from openspace.settings import Settings, public_origin
from openspace.web import serving
from openspace.web.app import Ground

WAIT_AT_MOST_S = 0.5


def run(arguments: Sequence[str]) -> int:
    """`run.py demo`. Returns the exit code."""
    asked = parser().parse_args(arguments)
    day = datetime.now(forum.ZONE).date()
    clock = FastClock(datetime.combine(day, forum.DOORS_OPEN, forum.ZONE), asked.speed)
    with tempfile.TemporaryDirectory(prefix="openspace-demo-") as folder:
        settings = Settings(
            data=asked.data or Path(folder) / "demo.db",
            host=asked.host,
            port=asked.port,
            public_url=asked.public_url,
            speed=asked.speed,
        )

        async def beside(base: str) -> None:
            await perform(base, clock, asked)

        return serving.serve(settings, Ground(clock=clock), beside)


def parser() -> argparse.ArgumentParser:
    demo = argparse.ArgumentParser(prog="run.py demo", description="A board with a simulated crowd of real clients.")
    demo.add_argument("--people", type=int, default=80, help="how many take part (%(default)s)")
    demo.add_argument("--seed", type=int, default=7, help="the same seed plays the same day (%(default)s)")
    demo.add_argument("--speed", type=float, default=60.0, help="minutes of the day in one of ours (%(default)s)")
    demo.add_argument("--data", type=Path, metavar="FILE", help="keep the board there (by default it is thrown away)")
    demo.add_argument("--host", default="0.0.0.0", help="address to listen on")
    demo.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    demo.add_argument("--public-url", type=public_origin, metavar="URL", help="what people type, e.g. behind a proxy")
    return demo


async def perform(base: str, clock: FastClock, asked: argparse.Namespace) -> None:
    """Make the board, say where to look, and let everybody live their day."""
    day = clock.now().astimezone(forum.ZONE).date()
    made = await post(f"{base}/api/boards", forum.plan(day, asked.people))
    print(f"\nThe demo's board is {made['code']}. Project the wall, open the desk, scan with a phone:")
    for name, link in made["links"].items():
        print(f"  {name:<12} {link}")

    async def until(instant: datetime) -> None:
        while (left_s := (instant - clock.now()).total_seconds() / asked.speed) > 0:
            await clock.sleep(min(left_s, WAIT_AT_MOST_S))

    await play(World(base, made["code"], day, clock.now, until), made["links"], asked.people, asked.seed)

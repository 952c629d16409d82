"""The book: how long each format takes, and the notes that cost most to read."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from bench.results import Goal, Plot, Row, bars
from bench.suites.run import Run
from openspace.exports.formats import FORMATS
from openspace.exports.material import Format, Material
from openspace.exports.reading import blocks_of
from openspace.exports.worker import Work, encode
from tests.exports.bombs import BOMBS
from tests.exports.sample import a_large_material

TITLE: Final = "The book in each format"
METHOD: Final = """\
60 topics with two pages of notes, and 40 photos as large as they get. What is slow (PDF, Word) is made in a process of
its own, as a board makes it, so its start is in the figure; it is kept, the board is not stopped meanwhile, and whoever
asks again does not wait. The last row is what the worst notes we know cost to read.
"""
ROUNDS_MAX: Final = 3
LIMIT_S: Final = 10.0
LIMITS_S: Final = {"html": 1.0, "md": 1.0, "pdf": 3.0}
BOMB_LIMIT_S: Final = 1.0
LANGUAGE: Final = "sv"


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    rows = await asyncio.to_thread(lambda: list(rows_of(min(run.rounds, ROUNDS_MAX))))
    return rows, [bars("Until a format is there", rows)]


def rows_of(rounds: int) -> Iterator[Row]:
    material = a_large_material(LANGUAGE)
    for one in FORMATS:
        goal = Goal(LIMITS_S.get(one.name, LIMIT_S))
        yield Row(what=one.name, rounds=seconds(partial(made, one, material), rounds), unit="s", goal=goal)
    costs = {name: seconds(partial(blocks_of, bomb), rounds) for name, bomb in BOMBS.items()}
    worst = max(costs, key=lambda name: min(costs[name]))
    yield Row(what=f"worst notes ({worst})", rounds=costs[worst], unit="s", goal=Goal(BOMB_LIMIT_S))


def made(wanted: Format, material: Material) -> bytes:
    """As `live.press` makes it."""
    if not wanted.is_slow:
        return wanted.make(material)
    work = Work(format=wanted.name, language=LANGUAGE, book=material.book, photos=dict(material.photos))
    command = [sys.executable, "-m", "openspace.exports.worker"]
    return subprocess.run(command, input=encode(work), capture_output=True, check=True).stdout


def seconds(act: Callable[[], object], rounds: int) -> list[float]:
    """Of each round."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return took

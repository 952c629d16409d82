"""How long the book takes in each format: 60 topics with two pages of notes, and 40 photos as large as they get.

`python -m bench.book` prints the median of some rounds beside what was promised. What is slow is made in a process of
its own, as a board makes it, so its start is in the figure; the last line is what the worst notes we know cost to read.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from openspace.exports.formats import FORMATS
from openspace.exports.material import Format, Material
from openspace.exports.reading import blocks_of
from openspace.exports.worker import Work, encode
from tests.exports.bombs import BOMBS
from tests.exports.sample import a_large_material

ROUNDS: Final = 3
LIMIT_S: Final = 10.0
LIMITS_S: Final = {"html": 1.0, "md": 1.0, "pdf": 3.0}
BOMB_LIMIT_S: Final = 1.0
LANGUAGE: Final = "sv"


def main() -> None:
    material = a_large_material(LANGUAGE)
    print(f"The book of {len(material.book.reports)} topics and {len(material.photos)} photos")
    for one in FORMATS:
        took = seconds(partial(made, one, material))
        print(line(one.name, took, LIMITS_S.get(one.name, LIMIT_S)), flush=True)
    costs = {name: seconds(partial(blocks_of, bomb)) for name, bomb in BOMBS.items()}
    worst = max(costs, key=costs.__getitem__)
    print(line(f"worst notes ({worst})", costs[worst], BOMB_LIMIT_S))


def made(wanted: Format, material: Material) -> bytes:
    """As `live.press` makes it."""
    if not wanted.is_slow:
        return wanted.make(material)
    work = Work(format=wanted.name, language=LANGUAGE, book=material.book, photos=dict(material.photos))
    command = [sys.executable, "-m", "openspace.exports.worker"]
    return subprocess.run(command, input=encode(work), capture_output=True, check=True).stdout


def seconds(act: Callable[[], object]) -> float:
    """Median of the rounds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def line(name: str, took: float, limit: float) -> str:
    verdict = "kept" if took <= limit else "BROKEN"
    return f"{name:22} {took:6.2f} s   {took / limit:5.2f} of the {limit:g} s it may take: {verdict}"


if __name__ == "__main__":
    main()

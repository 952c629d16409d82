"""All measurements, one after the other: `python3 run.py bench`.

Figures go to docs/PERFORMANCE.md by hand, with the machine they were measured on.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench import book, notes, opening, screens, storage


def main() -> None:
    usual = screens.Load()
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--screens", type=int, default=usual.screens, help="how many look (%(default)s)")
    parser.add_argument("--rate", type=float, default=usual.rate, help="changes a second (%(default)s)")
    parser.add_argument("--seconds", type=float, default=usual.seconds, help="for how long (%(default)s)")
    parser.add_argument("--data", type=Path, help="taken as by every verb: its folder is the disk to measure")
    asked = parser.parse_args()
    folder = asked.data.resolve().parent if asked.data else Path(tempfile.gettempdir())
    load = screens.Load(screens=asked.screens, rate=asked.rate, seconds=asked.seconds)
    print(screens.report(load, asyncio.run(screens.delays(load, folder))), flush=True)
    print(flush=True)
    asyncio.run(storage.main(folder))
    print(flush=True)
    asyncio.run(notes.main(folder))
    asyncio.run(opening.main(folder))
    print(flush=True)
    book.main()


if __name__ == "__main__":
    main()

"""All that is measured, suite by suite, with a verdict for each goal: `python3 run.py bench`.

Results lie in `bench/results/`, the page that is made of them is docs/PERFORMANCE.md. The exit code is 1 when a goal is
missed. With --quick nothing is kept and no verdict is drawn: it shows that everything works.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import machine, page, plots
from bench.load.generator import generator_name
from bench.results import KEPT, Result, encode
from bench.suites import SUITES, suite_of
from bench.suites.run import Run
from bench.table import has_missed, printed, summary

logger = logging.getLogger(__name__)


def main() -> int:
    asked = parser().parse_args()
    folder = asked.data.resolve().parent if asked.data else Path(tempfile.gettempdir())
    run = Run(folder=folder, rounds=1 if asked.quick else asked.rounds, is_quick=asked.quick)
    print("\n".join(f"{name}: {value}" for name, value in machine.described().items()), flush=True)
    results, failed = [], []
    for name in asked.suites or SUITES:
        try:
            results.append(measured(name, run))
        except Exception:
            logger.exception("the suite %s did not come to its end", name)
            failed.append(name)
    if run.is_quick:
        print("\nA quick run: it worked." if not failed else f"\nDid not work: {', '.join(failed)}")
        return bool(failed)
    page.write()
    print("\n" + summary(results) + (f"; not to their end: {', '.join(failed)}" if failed else ""))
    return bool(failed) or has_missed(results)


def measured(name: str, run: Run) -> Result:
    """One suite: told on the way, and kept."""
    suite = suite_of(name)
    print(f"\n── {suite.TITLE}", flush=True)
    began = time.monotonic()
    about, taken_at = (
        {**machine.described(), "load from": generator_name()},
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    rows, drawn = asyncio.run(suite.measure(run))
    result = Result(
        suite=name, title=suite.TITLE, method=suite.METHOD, taken_at=taken_at, machine=about, rows=rows, plots=drawn
    )
    print(printed(rows, has_verdicts=not run.is_quick))
    print(f"({time.monotonic() - began:.0f} s)", flush=True)
    if not run.is_quick:
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{name}.json").write_bytes(encode(result) + b"\n")
        plots.draw(result)
    return result


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="run.py bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument(
        "suites", nargs="*", metavar="SUITE", type=suite_name, help=f"all of them, or: {', '.join(SUITES)}"
    )
    made.add_argument("--quick", action="store_true", help="one short round with few clients")
    made.add_argument("--rounds", type=int, default=5, help="in turn, where servers are compared (%(default)s)")
    made.add_argument(
        "--data", type=Path, metavar="FILE", help="taken as by every verb: its folder is the disk to measure"
    )
    return made


def suite_name(text: str) -> str:
    if text not in SUITES:
        raise argparse.ArgumentTypeError(f"there is no suite {text!r}: {', '.join(SUITES)}")
    return text


if __name__ == "__main__":
    sys.exit(main())

"""Our own server the naive way: the same code with one of its ideas taken out, to measure what the idea is worth.

`python -m bench.peers.naive IDEA serve …`: without that idea, and from there as `python -m openspace`.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from typing import Final

from openspace import cli
from openspace.live import board, broadcast
from openspace.live.ticker import Ticker
from openspace.live.writer import LogWriter


class OneByOne(LogWriter):
    """Each command is a batch, and a commit, of its own."""

    async def run(self) -> None:
        while (waiting := await self._queue.get()) is not None:
            await self._take([waiting])
            if not self._is_open and self._queue.empty():
                return


class AtOnce(Ticker):
    """Every change is told at once, to everybody."""

    def touch(self) -> None:
        self._tick()


@contextmanager
def without_group_commit() -> Iterator[None]:
    with replaced(board, "LogWriter", OneByOne):
        yield


@contextmanager
def without_ticks() -> Iterator[None]:
    with replaced(broadcast, "Ticker", AtOnce):
        yield


@contextmanager
def replaced(module: ModuleType, name: str, by: object) -> Iterator[None]:
    """The module's own name means something else meanwhile."""
    kept = getattr(module, name)
    setattr(module, name, by)
    try:
        yield
    finally:
        setattr(module, name, kept)


IDEAS: Final[Mapping[str, Callable[[], AbstractContextManager[None]]]] = {
    "group-commit": without_group_commit,
    "ticks": without_ticks,
}


def main() -> int:
    idea, *rest = sys.argv[1:]
    with IDEAS[idea]():
        return cli.main(rest)


if __name__ == "__main__":
    sys.exit(main())

"""The load generator: in C where there is a compiler, otherwise in Python, which says that it is slower.

async with generator(crowd) as load:
    opening = await load.open()
    measured = await load.measure(phase)
"""

import os
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final, Protocol

from bench import machine
from bench.compiled import compiled
from bench.load.fast import FastGenerator
from bench.load.plan import Crowd, Measured, Opening, Phase
from bench.load.slow import SlowGenerator

SOURCES: Final = Path(__file__).parent / "c"


class Generator(Protocol):
    """Clients that are opened once and then play phases. Its connections end with it."""

    @property
    def name(self) -> str: ...

    async def open(self) -> Opening:
        """Until every client is live or has failed."""

    async def measure(self, phase: Phase) -> Measured:
        """One phase over the connections there are."""


def generator(crowd: Crowd) -> AbstractAsyncContextManager[Generator]:
    """On the core that the servers leave free."""
    program = compiled(SOURCES)
    if program is not None:
        return FastGenerator(program, crowd)
    print(f"No C compiler: the load comes from {SlowGenerator.name}.", file=sys.stderr)
    machine.pin(os.getpid(), machine.GENERATOR)
    return SlowGenerator(crowd)

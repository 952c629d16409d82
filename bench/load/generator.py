"""The load generator: in C where there is a compiler, otherwise in Python, which says that it is slower.

async with generator(crowd) as load:
    opening = await load.open()
    measured = await load.measure(phase)
"""

import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final, Protocol

from bench import machine
from bench.compiled import compiled
from bench.load.in_c import GeneratorInC
from bench.load.in_python import GeneratorInPython
from bench.load.plan import Crowd, Measured, Opening, Phase

SOURCES: Final = Path(__file__).parent / "c"


class Generator(Protocol):
    """Clients that are opened once and then play phases. Its connections end with it."""

    @property
    def name(self) -> str: ...

    async def open(self) -> Opening:
        """Until every client is live or has failed."""

    async def measure(self, phase: Phase) -> Measured:
        """One phase over the connections there are."""


def generator_name() -> str:
    """Of the one that this machine can have."""
    return GeneratorInPython.name if compiled(SOURCES) is None else GeneratorInC.name


def generator(crowd: Crowd) -> AbstractAsyncContextManager[Generator]:
    """On the core that the servers leave free."""
    program = compiled(SOURCES)
    return generator_in_python(crowd) if program is None else GeneratorInC(program, crowd)


@asynccontextmanager
async def generator_in_python(crowd: Crowd) -> AsyncIterator[Generator]:
    """In this process, which keeps to that core meanwhile."""
    print(f"No C compiler: the load comes from {GeneratorInPython.name}.", file=sys.stderr)
    with machine.pinned_here(machine.GENERATOR):
        async with GeneratorInPython(crowd) as load:
            yield load

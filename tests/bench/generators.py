"""Both generators, for tests that hold them to one contract."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bench.compiled import compiled
from bench.load.fast import FastGenerator
from bench.load.generator import SOURCES, Generator
from bench.load.plan import Crowd
from bench.load.slow import SlowGenerator

Started = Callable[[Crowd], AbstractAsyncContextManager[Generator]]


def started_in(language: str) -> Started:
    """Skips where there is no compiler."""
    if language == "Python":
        return SlowGenerator
    program = compiled(SOURCES)
    if program is None:
        pytest.skip("no C compiler")
    return lambda crowd: FastGenerator(program, crowd)

"""What the tests of the bench share."""

from pathlib import Path

import pytest

from bench.compiled import compiled
from bench.load.generator import SOURCES
from bench.load.in_c import GeneratorInC
from bench.load.in_python import GeneratorInPython
from tests.bench.generators import Started
from tests.conftest import leave_out


@pytest.fixture
def generator_in_c(pytestconfig: pytest.Config) -> Path:
    """The program."""
    program = compiled(SOURCES)
    if program is None:
        leave_out(pytestconfig, "there is no C compiler")
    return program


@pytest.fixture(params=["C", "Python"])
def started(request: pytest.FixtureRequest) -> Started:
    """One of the two generators, which are held to one contract."""
    if request.param == "Python":
        return GeneratorInPython
    program: Path = request.getfixturevalue("generator_in_c")
    return lambda crowd: GeneratorInC(program, crowd)

"""What every test may ask for: the long versions, a real browser, Node.

`--all` runs what is marked `long` and turns a missing tool from a skip one can see into a failure.
"""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time, however slow the machine: a test says the same of the same code.
settings.register_profile("openspace", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("openspace")

CHROMIUM_NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")

NODE_PACKAGES = Path(__file__).parent.parent / "node_modules"

LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(autouse=True)
def levels_of_logs() -> Iterator[None]:
    """Verbs of the command line set them for their whole process, which goes on here."""
    loggers = [logging.getLogger(), logging.getLogger("openspace")]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("openspace")
    group.addoption("--all", action="store_true", help="also the long tests; a missing browser or Node is a failure")
    group.addoption("--chaos", type=int, metavar="RUNS", help="so many runs of tests/proof/test_chaos.py, each a seed")
    group.addoption("--data", metavar="FILE", help="taken as by every verb, and left alone: tests make their own data")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
        config.stash[LEFT_OUT] = len(long)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker of pytest-xdist: hand the number to the process that prints."""
    worker_output = getattr(session.config, "workeroutput", None)
    if worker_output is not None:
        worker_output["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Every worker collects the same tests: any one's number is the number."""
    config: pytest.Config = getattr(node, "config")  # noqa: B009 - pytest-xdist has no types
    output: dict[str, int] = getattr(node, "workeroutput", {})
    config.stash[LEFT_OUT] = output.get("left_out", config.stash[LEFT_OUT])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"{left_out} long tests left out; --all runs them", yellow=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        require(item.config, CHROMIUM_NAMES)


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> Path:
    """The browser's executable."""
    return require(pytestconfig, CHROMIUM_NAMES)


@pytest.fixture(scope="session")
def node(pytestconfig: pytest.Config) -> Path:
    """Node's executable."""
    return require(pytestconfig, ("node",))


@pytest.fixture(scope="session")
def node_with_packages(pytestconfig: pytest.Config, node: Path) -> Path:
    """Node's executable, where `npm ci` has put strangers' clients beside it."""
    if not (NODE_PACKAGES / "y-websocket").exists():
        leave_out(pytestconfig, "y-websocket is not installed (npm ci)")
    return node


def require(config: pytest.Config, names: tuple[str, ...]) -> Path:
    """Find a tool under one of its names, or skip the test; with --all, fail it."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    leave_out(config, f"{Path(names[0]).name} is not installed")


def leave_out(config: pytest.Config, why: str) -> NoReturn:
    """Skip the test; with --all, fail it."""
    if config.getoption("--all"):
        pytest.fail(why, pytrace=False)
    pytest.skip(why)

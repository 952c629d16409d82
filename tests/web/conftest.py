"""A real server for tests (uvicorn in a thread, a free port, a data file that is thrown away), and who is there."""

import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from openspace.settings import Settings
from openspace.web import serving
from openspace.web.app import Ground
from tests.client import WAIT_MAX_S, Device, Made, Screen


class RunningServer(Struct, frozen=True):
    """`base`: where it listens, by its loopback address. `server` tells it to stop."""

    base: str
    port: int
    data: Path
    server: serving.Server

    def device(self, bearer: str | None = None) -> Device:
        """A new browser or program that knows nothing yet."""
        return Device(self.base, bearer)


StartServer = Callable[..., AbstractContextManager[RunningServer]]


@contextmanager
def running_server(data: Path, ground: Ground | None = None, **settings: Any) -> Iterator[RunningServer]:
    """The real server from its first answer to its clean end. `settings`: more of `Settings`."""
    listener = serving.listen("127.0.0.1", 0)
    port = int(listener.getsockname()[1])
    is_up = threading.Event()
    server = serving.make_server(Settings(data=data, port=port, **settings), port, is_up.set, ground or Ground())
    thread = threading.Thread(target=server.run, args=([listener],), name="server")
    thread.start()
    try:
        assert is_up.wait(WAIT_MAX_S), "the server did not start"
        yield RunningServer(f"http://127.0.0.1:{port}", port, data, server)
    finally:
        server.should_exit = True
        thread.join(WAIT_MAX_S)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture
def start_server() -> StartServer:
    """For tests that restart one, or set it up differently."""
    return running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests of a worker. Every test makes boards of its own, so nothing is shared."""
    with running_server(tmp_path_factory.mktemp("server") / "openspace.db") as running:
        yield running


@pytest.fixture
async def made(server: RunningServer) -> Made:
    return await server.device().make_board()


@pytest.fixture
async def anna(server: RunningServer, made: Made) -> Device:
    device = server.device()
    await device.join(made.code, "Anna")
    return device


@pytest.fixture
async def bystander(server: RunningServer, made: Made, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Screen]:
    """Another screen. When the test is over it must still be served, and the log hold no traceback."""
    caplog.set_level(logging.INFO)
    async with server.device(made.key("facilitator")).screen(made.code) as screen:
        yield screen
        assert (await screen.act("propose_topic", title="Fortfarande här"))["type"] == "accepted"
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []

"""Whether the data file can be written."""

import asyncio
import sqlite3
import sys
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from openspace.storage.memory import MemoryStore
from openspace.web import health
from openspace.web.health import Health
from tests.client import WAIT_MAX_S, Device
from tests.fakes import FakeClock
from tests.server_process import ServerProcess
from tests.web.conftest import RunningServer, StartServer

if sys.platform == "linux":
    import resource


class CountingStore(MemoryStore):
    """How often it was asked."""

    probes = 0

    async def probe(self) -> None:
        self.probes += 1
        await super().probe()


async def test_a_store_that_cannot_be_written_is_not_well() -> None:
    """[H9]"""
    store = MemoryStore()
    wellbeing = Health(store, FakeClock())
    await store.close()

    assert not await wellbeing.is_well()


async def test_it_is_asked_once_a_second_however_often_we_are() -> None:
    """[H9]"""
    store, clock = CountingStore(), FakeClock()
    wellbeing = Health(store, clock)

    answers = [await wellbeing.is_well() for _ in range(5)]
    await clock.advance(1.0)
    answers.append(await wellbeing.is_well())

    assert answers == [True] * 6
    assert store.probes == 2


async def test_a_file_that_another_program_holds_is_not_well_and_then_is_again(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[H9]"""
    monkeypatch.setattr(health, "ASK_EVERY_S", 0.0)
    data = tmp_path / "openspace.db"
    with start_server(data) as server, closing(sqlite3.connect(data, isolation_level=None)) as other:
        assert await status(server) == 200
        other.execute("BEGIN IMMEDIATE")

        assert await eventually(server, 503)
        other.execute("ROLLBACK")

        assert await eventually(server, 200)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux changes another process's limits")
async def test_a_full_disk_is_not_well_and_with_room_it_is_again(tmp_path: Path) -> None:
    """[H9, L4]"""
    server = ServerProcess(tmp_path / "openspace.db")
    try:
        await server.start()
        assert await status(server) == 200
        _, hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, hard))

        assert await eventually(server, 503)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (hard, hard))

        assert await eventually(server, 200)
        await server.stop()
    finally:
        await server.kill()


async def test_a_server_with_its_hands_full_says_that_it_is_well(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[H9] Two hundred acts at once, asked in their midst; the disk may be as slow as it likes."""
    monkeypatch.setattr(health, "PROBE_TIMEOUT_S", WAIT_MAX_S)
    with start_server(tmp_path / "openspace.db") as server:
        device = server.device()
        made = await device.make_board()
        await device.join(made.code)
        async with AsyncExitStack() as stack:
            screens = [await stack.enter_async_context(device.screen(made.code)) for _ in range(20)]
            acts = [screen.act("propose_topic", title="Ämne") for screen in screens for _ in range(10)]
            busy = asyncio.gather(*acts)

            answers = [await status(server) for _ in range(5)]
            await busy

    assert answers == [200] * 5


async def status(server: RunningServer | ServerProcess) -> int:
    return (await Device(server.base).request("GET", "/healthz")).status


async def eventually(server: RunningServer | ServerProcess, wanted: int) -> bool:
    """Asked again and again, as it looks once a second, or less."""
    async with asyncio.timeout(WAIT_MAX_S):
        while await status(server) != wanted:  # noqa: ASYNC110 - it is another program's disk
            await asyncio.sleep(0.05)
    return True

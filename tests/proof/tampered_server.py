"""The real server in a process of its own, whose clock, disk and life can be tampered with from here.

The process is forked from one that has loaded the program (multiprocessing's forkserver), so a killed server is back
soon. In it runs `serving.serve` as ever, on a clock and a store from here: orders come through a pipe, and the product
has no switch for any of this.
"""

import asyncio
import contextlib
import os
import resource
import signal
import sys
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Literal

import aiosqlite

from openspace.live.system import SystemClock
from openspace.settings import Settings
from openspace.storage.datafile import connect
from openspace.storage.sqlite import SqliteStore
from openspace.web import serving
from openspace.web.app import Ground
from tests.proof.progress import Progress
from tests.server_process import START_MAX_S, STOP_MAX_S, held_port

# room: no new page is to be had (SQLITE_FULL). write: no write to any file works (EFBIG from the system).
Lack = Literal["room", "write", "nothing"]
Order = tuple[Literal["clock"], float] | tuple[Literal["disk"], Lack]

FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])


class TamperedServer:
    """`start`, `kill` (SIGKILL) or `stop` (SIGTERM), as often as wanted, on one data file and port.

    `ahead_s`: how far the clock it is started with is ahead of the machine's.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        held = held_port()
        weakref.finalize(self, held.close)
        self.port: int = held.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = data.with_suffix(".log")
        self.ahead_s = 0.0
        self._process: ForkServerProcess | None = None
        self._orders: Connection | None = None
        self._ordered = 0
        self._obeyed = Progress()

    async def start(self) -> None:
        """Until it says that it runs. One that does not is gone when this raises."""
        assert self._process is None
        try:
            await self._start()
        except BaseException:
            await self.kill()
            raise

    async def _start(self) -> None:
        self._orders, theirs = FORKING.Pipe()
        self._process = FORKING.Process(target=serve, args=(self.data, self.port, self.log, theirs, self.ahead_s))
        await asyncio.to_thread(self._process.start)
        theirs.close()
        try:
            assert await asyncio.to_thread(self._orders.poll, START_MAX_S), "the server does not start"
            self._orders.recv()
            asyncio.get_running_loop().add_reader(self._orders.fileno(), self._hear, self._orders)
        except EOFError:
            raise AssertionError(f"the server did not start: {self.log.read_text()}") from None

    async def kill(self) -> None:
        """In the middle of whatever it does, also while it is frozen."""
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            await self._end()

    async def stop(self, patience_s: float = STOP_MAX_S) -> None:
        """As systemd does it: SIGTERM, and SIGKILL if it takes longer, as it may with a line that is half open."""
        assert self._process is not None
        self._signal(signal.SIGTERM)
        self.thaw()
        await asyncio.to_thread(self._process.join, patience_s)
        if self._process.is_alive():
            self._process.kill()
        code = await self._end()
        assert code in (0, -signal.SIGKILL), self.log.read_text()

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """One that is not frozen goes on."""
        self._signal(signal.SIGCONT)

    def set_clock(self, ahead_s: float) -> None:
        """Its wall clock jumps; monotonic time does not. So does the clock of those started from here on."""
        self.ahead_s = ahead_s
        self._order(("clock", ahead_s))

    async def set_disk(self, lacks: Lack) -> None:
        """Until it is set again, or the server is. Waits until it is so: one that is frozen obeys when it is thawed."""
        self._order(("disk", lacks))
        await self._obeyed.reaches(self._ordered)

    # To one that is not there nothing happens: it may have been killed meanwhile.

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.is_alive():
            assert self._process.pid is not None
            os.kill(self._process.pid, number)

    def _order(self, order: Order) -> None:
        if self._orders is not None:
            with contextlib.suppress(OSError):
                self._orders.send(order)
                self._ordered += 1

    def _hear(self, orders: Connection) -> None:
        """It says "obeyed" each time."""
        try:
            orders.recv()
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(orders.fileno())
        else:
            self._obeyed.add()

    async def _end(self) -> int | None:
        """Its exit code."""
        assert self._process is not None
        assert self._orders is not None
        await asyncio.to_thread(self._process.join, STOP_MAX_S)
        code = self._process.exitcode
        assert code is not None, "the server does not end"
        asyncio.get_running_loop().remove_reader(self._orders.fileno())
        self._orders.close()
        self._process = self._orders = None
        self._obeyed.add(self._ordered - self._obeyed.times)  # whatever it was told, it is over with it
        return code


# In the server's own process


class Tampering:
    """The clock and the store of this process, and what is done to them."""

    def __init__(self, orders: Connection, ahead_s: float) -> None:
        self.clock = AheadClock(ahead_s)
        self._orders = orders
        self._db: aiosqlite.Connection | None = None

    @asynccontextmanager
    async def open_store(self, path: Path) -> AsyncIterator[SqliteStore]:
        """As `storage.sqlite.open_store`."""
        async with connect(path) as self._db:
            store = SqliteStore(self._db)
            try:
                yield store
            finally:
                await store.close()

    async def obey(self, base: str) -> None:
        """Beside the server, for as long as it runs."""
        loop = asyncio.get_running_loop()
        self._orders.send("runs")
        arrived = asyncio.Event()
        loop.add_reader(self._orders.fileno(), arrived.set)
        try:
            while True:
                await arrived.wait()
                arrived.clear()
                while self._orders.poll():
                    await self._carry_out(self._orders.recv())
                    self._orders.send("obeyed")
        except EOFError:
            pass  # the test has let go of it
        finally:
            loop.remove_reader(self._orders.fileno())

    async def _carry_out(self, order: Order) -> None:
        if order[0] == "clock":
            self.clock.ahead = timedelta(seconds=order[1])
            return
        assert self._db is not None
        bytes_max = 0 if order[1] == "write" else resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_max, resource.RLIM_INFINITY))
        pages_max = 1 if order[1] == "room" else 0xFFFFFFFE  # never less than there are now
        await self._db.execute_fetchall(f"PRAGMA max_page_count = {pages_max:d}")


class AheadClock(SystemClock):
    """The machine's, and so far ahead of it; behind, if less than 0."""

    def __init__(self, ahead_s: float) -> None:
        self.ahead = timedelta(seconds=ahead_s)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def serve(data: Path, port: int, log: Path, orders: Connection, ahead_s: float) -> None:
    """What runs in the process."""
    with log.open("ab") as words:
        os.dup2(words.fileno(), 1)
        os.dup2(words.fileno(), 2)
    tampering = Tampering(orders, ahead_s)
    settings = Settings(data=data, host="127.0.0.1", port=port)
    code = serving.serve(settings, Ground(open_store=tampering.open_store, clock=tampering.clock), tampering.obey)
    sys.exit(code)

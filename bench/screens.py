"""How long a change takes to reach the last of many screens, through real sockets of a real server.

The server is a process of its own; one other process plays all the screens, so its own work is in the figures.
"""

import asyncio
import json
import re
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from msgspec import Struct
from websockets.asyncio.client import ClientConnection

from tests.client import Device, with_id
from tests.server_process import ServerProcess

LIMIT_MS: Final = 300.0
SENDERS: Final = 10  # of the screens: they take turns
DRAIN_S: Final = 5.0
CHANGE: Final = re.compile(rb'"title":"Change (\d+)"')


class Load(Struct, frozen=True):
    """`rate`: changes a second."""

    screens: int = 200
    rate: float = 10.0
    seconds: float = 20.0

    @property
    def changes(self) -> int:
        return round(self.rate * self.seconds)


class Delays(Struct, frozen=True):
    """In ms from the moment before it is sent: to every screen, and of each change to the last one."""

    each: list[float]
    last: list[float]


class Audience:
    """All the screens, and when what reached them."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._sockets: list[ClientConnection] = []
        self._sent: list[float] = []
        self._arrived: list[list[float]] = [[] for _ in range(load.changes)]
        self._missing = load.changes * load.screens
        self._is_over = asyncio.Event()

    async def open(self, base: str, stack: AsyncExitStack) -> None:
        """Everyone joins and looks."""
        made = await Device(base).make_board()
        for _ in range(self._load.screens):
            device = Device(base)
            await device.join(made.code)
            socket = await stack.enter_async_context(device.socket(made.code))
            await socket.send(json.dumps({"type": "hello", "protocol": 1, "epoch": None, "since": 0}))
            await socket.recv()
            self._sockets.append(socket)

    async def measure(self) -> Delays:
        """Raises TimeoutError when a change did not reach a screen."""
        listening = [asyncio.create_task(self._listen(socket)) for socket in self._sockets]
        await self._send_all()
        async with asyncio.timeout(DRAIN_S):
            await self._is_over.wait()
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        return Delays([delay for each in self._arrived for delay in each], [max(each) for each in self._arrived])

    async def _send_all(self) -> None:
        began = time.perf_counter()
        for number in range(self._load.changes):
            await asyncio.sleep(began + number / self._load.rate - time.perf_counter())
            command = with_id("propose_topic", {"title": f"Change {number}", "about": "Vad gör vi nu? " * 8})
            self._sent.append(time.perf_counter())
            await self._sockets[number % SENDERS].send(json.dumps(command))

    async def _listen(self, socket: ClientConnection) -> None:
        while True:
            frame = await socket.recv(decode=False)
            now = time.perf_counter()
            for change in CHANGE.findall(frame):
                self._arrived[int(change)].append((now - self._sent[int(change)]) * 1_000)
                self._missing -= 1
            if not self._missing:
                self._is_over.set()


async def delays(load: Load, folder: Path) -> Delays:
    """With a server that is started for it and stopped afterwards."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        server = ServerProcess(Path(place) / "openspace.db")
        await server.start()
        try:
            async with AsyncExitStack() as stack:
                audience = Audience(load)
                await audience.open(server.base, stack)
                return await audience.measure()
        finally:
            await server.kill()


def report(load: Load, measured: Delays) -> str:
    """Two lines for a person to read."""
    lines = [f"{load.screens} screens, {load.rate:g} changes/s for {load.seconds:g} s"]
    for name, values in (("to a screen", measured.each), ("to the last screen", measured.last)):
        cuts = statistics.quantiles(values, n=100, method="inclusive")
        p50, p95, p99 = cuts[49], cuts[94], cuts[98]
        lines.append(f"{name:22} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   p99 {p99:6.1f} ms   max {max(values):6.1f} ms")
    verdict = "kept" if max(measured.last) <= LIMIT_MS else "BROKEN"
    return "\n".join([*lines, f"limit {LIMIT_MS:.0f} ms to the last screen: {verdict}"])

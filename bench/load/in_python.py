"""The load in Python, where no C compiler is: the same as in C, and slower, so that its own work is in the delays.

It runs on the event loop of whoever measures. All its connections end with it.
"""

import asyncio
import random
import time
from types import TracebackType
from typing import Final, Self

from bench.load.plan import Crowd, Measured, Opening, Phase, Return
from bench.load.python_client import PythonClient
from bench.load.stage import Stage
from openspace.web.serving import allow_many_sockets

OPEN_WITHIN_S: Final = 60.0  # after the last client began
CLOSE_WITHIN_S: Final = 10.0


class GeneratorInPython:
    """An asynchronous context manager: `open` once, then `measure` as often as wanted."""

    name: Final = "Python (slower than the one in C: its own work is in the delays)"

    def __init__(self, crowd: Crowd) -> None:
        allow_many_sockets()
        self._crowd = crowd
        self._clients = [PythonClient(number, plan, crowd.live, self) for number, plan in enumerate(crowd.clients)]
        self._began = 0.0
        self._live_s = [-1.0] * len(crowd.clients)
        self._live_bytes = [0] * len(crowd.clients)
        self._stage: Stage | None = None
        self._coming_back: set[asyncio.Task[None]] = set()
        self._is_over = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over = True
        for task in self._coming_back:
            task.cancel()
        await asyncio.gather(*self._coming_back, return_exceptions=True)
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await asyncio.gather(*(client.close() for client in self._clients))

    async def open(self) -> Opening:
        """Until every client is live or has failed."""
        self._began = time.perf_counter()
        opening = [asyncio.create_task(self._first(client)) for client in self._clients]
        last_s = max((plan.starts_s for plan in self._crowd.clients), default=0.0)
        if opening:
            await asyncio.wait(opening, timeout=last_s + OPEN_WITHIN_S)
        for task in opening:
            task.cancel()
        await asyncio.gather(*opening, return_exceptions=True)
        return Opening(live_s=self._live_s, bytes=self._live_bytes, failed=self._live_s.count(-1.0))

    async def measure(self, phase: Phase) -> Measured:
        """One phase over the connections there are."""
        self._stage = Stage(phase, self._clients, comes_back=self._crowd.returns is not None)
        try:
            return await self._stage.play()
        finally:
            self._stage = None

    # What clients tell

    def became_live(self, client: PythonClient, now: float) -> None:
        if self._live_s[client.number] < 0:
            self._live_s[client.number] = now - self._began
            self._live_bytes[client.number] = client.bytes
        elif self._stage is not None:
            self._stage.returned(client, now)

    def heard(self, client: PythonClient, payload: bytes, now: float) -> None:
        if self._stage is not None:
            self._stage.heard(client, payload, now)

    def lost(self, client: PythonClient) -> None:
        """A connection that had been live."""
        if self._is_over:
            return
        if self._stage is not None:
            self._stage.lost(client)
        if self._crowd.returns is not None:
            coming = asyncio.create_task(self._come_back(client, self._crowd.returns))
            self._coming_back.add(coming)
            coming.add_done_callback(self._coming_back.discard)

    # Inside

    async def _first(self, client: PythonClient) -> None:
        await asyncio.sleep(client.plan.starts_s)
        await client.come(self._crowd.host, self._crowd.port)

    async def _come_back(self, client: PythonClient, returns: Return) -> None:
        """As the browser's socket.js does it."""
        shortest_s, longest_s = returns.wait_s
        while True:
            await asyncio.sleep(random.uniform(shortest_s, longest_s))
            if await client.come(self._crowd.host, self._crowd.port, returns.greeting):
                return
            longest_s = min(longest_s * 2, returns.wait_max_s)

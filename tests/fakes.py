"""Doubles for the ports: a clock that is advanced, ids that repeat, a socket that remembers.

They stand in for the outside world only; everything of ours runs for real around them.
"""

import asyncio
import heapq
import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from openspace.live.frame import BinaryFrame, Frame

MORNING: Final = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)  # 09:00 in Stockholm, a Monday
FLUSH_STEPS: Final = 25


async def flush() -> None:
    """Let every task run until it waits for something (bounded; threads are not waited for)."""
    for _ in range(FLUSH_STEPS):
        await asyncio.sleep(0)


class FakeClock:
    """Time stands still until it is advanced; who sleeps wakes in order."""

    def __init__(self, now: datetime = MORNING) -> None:
        self._now = now
        self._monotonic = 1_000.0
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._order), wake))
        await wake

    async def advance(self, seconds: float) -> None:
        """Step from sleeper to sleeper, letting everything run after each."""
        await flush()
        target = self._monotonic + seconds
        while self._sleepers and self._sleepers[0][0] <= target + 1e-9:
            due, _, wake = heapq.heappop(self._sleepers)
            self._pass(due - self._monotonic)
            if not wake.done():
                wake.set_result(None)
                await flush()
        self._pass(target - self._monotonic)

    def set_wall_clock(self, now: datetime) -> None:
        """Somebody sets the clock: it jumps, monotonic time does not."""
        self._now = now

    def _pass(self, seconds: float) -> None:
        if seconds > 0:
            self._monotonic += seconds
            self._now += timedelta(seconds=seconds)


class SeededIds:
    """Implements `Ids`, the same each time for the same seed."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)

    def new_id(self) -> str:
        return f"i{self._random.getrandbits(48):012x}"

    def new_key(self) -> str:
        return f"k{self._random.getrandbits(128):032x}"

    def new_code(self) -> str:
        return f"LUND{self._random.randint(100, 999)}"


class FakeSink:
    """Implements `FrameSink`: remembers every frame, text decoded. `unread`: bytes the other side has not taken."""

    def __init__(self) -> None:
        self.descriptor: int | None = None
        self.on_descriptor: Callable[[], None] | None = None
        self.frames: list[dict[str, Any]] = []
        self.payloads: list[bytes] = []  # the same, as they came
        self.pings = 0
        self.closed: tuple[int, str] | None = None
        self.is_reading = True
        self.unread = 0
        self.silent = 0.0

    def write(self, frame: Frame) -> None:
        assert self.closed is None, "written after close"
        if not isinstance(frame, BinaryFrame):
            self.frames.append(msgspec.json.decode(frame.payload))
        self.payloads.append(frame.payload)
        if not self.is_reading:
            self.unread += len(frame.wire)

    def write_rest(self, rest: bytes) -> None:
        raise AssertionError("there is no descriptor that could have taken the rest")

    @property
    def is_open(self) -> bool:
        return self.closed is None

    def ping(self) -> None:
        self.pings += 1

    def backlog(self) -> int:
        return self.unread

    def silent_s(self) -> float:
        return self.silent

    def close(self, code: int, reason: str) -> None:
        self.closed = self.closed or (code, reason)

    def read_on(self) -> None:
        """The other side takes everything that waits."""
        self.is_reading, self.unread = True, 0

    def of(self, type: str) -> list[dict[str, Any]]:
        """The frames of one type, in order."""
        return [frame for frame in self.frames if frame["type"] == type]

    def take(self) -> list[dict[str, Any]]:
        """Everything since it was last taken."""
        frames, self.frames = self.frames, []
        return frames

"""The tick of the lossy plane: at once when it has been still, then at most one each 50 ms."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from openspace.live.meters import Timing
from openspace.ports import Clock

logger = logging.getLogger(__name__)

TICK_S: Final = 0.05


class Ticker:
    """Calls `fire` on the leading edge of a burst and then once a tick until it ends. `lag`: how late that was."""

    def __init__(self, clock: Clock, fire: Callable[[], None], lag: Timing) -> None:
        self._clock = clock
        self._fire = fire
        self._lag = lag
        self._last = float("-inf")
        self._is_due = asyncio.Event()

    def touch(self) -> None:
        """There is something to tell."""
        if self._is_due.is_set():
            return
        if self._clock.monotonic() - self._last >= TICK_S:
            self._tick()
        else:
            self._is_due.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._is_due.wait()
            due = self._last + TICK_S
            await self._clock.sleep(due - self._clock.monotonic())
            self._lag.add(max(0.0, self._clock.monotonic() - due))
            self._is_due.clear()
            self._tick()

    def _tick(self) -> None:
        self._last = self._clock.monotonic()
        try:
            self._fire()
        except Exception:
            # One tick is lost; its keys are absolute values, so the next one heals it.
            logger.exception("a tick failed")

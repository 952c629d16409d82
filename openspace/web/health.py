"""Whether the data file can be written: asked of it at most once a second, however often we are asked."""

import asyncio
from typing import Final

from openspace.ports import Clock, NotSaved, Store

ASK_EVERY_S: Final = 1.0
PROBE_TIMEOUT_S: Final = 5.0


class Health:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = asyncio.Lock()
        self._asked_at = float("-inf")
        self._is_well = False

    async def is_well(self) -> bool:
        """The last answer, or a new one when that is a second old."""
        async with self._lock:
            if self._clock.monotonic() - self._asked_at >= ASK_EVERY_S:
                self._is_well = await self._probe()
                self._asked_at = self._clock.monotonic()
            return self._is_well

    async def _probe(self) -> bool:
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                await self._store.probe()
        except (NotSaved, TimeoutError):
            return False
        return True

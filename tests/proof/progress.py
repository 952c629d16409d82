"""How often something has happened, for whoever wants as much of it from a slow machine as from a fast one."""

import asyncio
from contextlib import suppress

PROGRESS_MAX_S = 180.0


class Progress:
    """Counts."""

    def __init__(self) -> None:
        self.times = 0
        self._more = asyncio.Event()

    def add(self, times: int = 1) -> None:
        self.times += times
        self._more.set()

    async def reaches(self, times: int) -> bool:
        """Wait for it. Whether it came to that in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PROGRESS_MAX_S):
                while self.times < times:
                    self._more.clear()
                    await self._more.wait()
        return self.times >= times

"""How fast one connection may speak: a token bucket that makes the reader wait instead of refusing.

What is not read fills the peer's own buffers, so a flood slows down nobody but its sender.
"""

from typing import Final

from openspace.ports import Clock

RATE_PER_S: Final = 40.0  # CONTRACT.md promises 30
BURST: Final = 100.0


class Pace:
    def __init__(self, clock: Clock, rate_per_s: float = RATE_PER_S, burst: float = BURST) -> None:
        self._clock = clock
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._left = burst
        self._filled_at = clock.monotonic()

    async def wait(self, cost: float = 1.0) -> None:
        """Until so much more may be read; at most a whole burst."""
        missing = cost - self._refilled()
        if missing > 0:
            await self._clock.sleep(missing / self._rate_per_s)
            self._refilled()
        self._left -= cost  # below 0 by a hair when the clock wakes early: the next one waits for it

    def _refilled(self) -> float:
        now = self._clock.monotonic()
        self._left = min(self._burst, self._left + (now - self._filled_at) * self._rate_per_s)
        self._filled_at = now
        return self._left

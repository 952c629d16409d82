"""The machine's own clock and randomness, behind the ports."""

import asyncio
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from openspace.live.code_words import CODE_WORDS

ID_BYTES: Final = 9  # 72 bits
KEY_BYTES: Final = 24  # 192 bits


class SystemClock:
    """Implements `Clock`."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class FastClock(SystemClock):
    """The demo's: from an instant on, the board's time runs `speed` times as fast as the machine's."""

    def __init__(self, begins: datetime, speed: float) -> None:
        self._begins = begins.astimezone(UTC)
        self._began_at = time.monotonic()
        self._speed = speed

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=(time.monotonic() - self._began_at) * self._speed)


class SystemIds:
    """Implements `Ids`."""

    def new_id(self) -> str:
        return "i" + secrets.token_urlsafe(ID_BYTES)

    def new_key(self) -> str:
        return secrets.token_urlsafe(KEY_BYTES)

    def new_code(self) -> str:
        return f"{secrets.choice(CODE_WORDS)}{100 + secrets.randbelow(900)}"

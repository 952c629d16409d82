"""The board as GET gives it: encoded and compressed once for everyone who asks meanwhile."""

import asyncio
import gzip
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from msgspec import Struct

from openspace.ports import Clock

REBUILD_EVERY_S: Final = 0.1
GZIP_LEVEL: Final = 6


class SnapshotBody(Struct, frozen=True):
    """The same JSON twice. `version`: another once anything in it is, also after a restart."""

    plain: bytes
    gzip: bytes
    version: str


class SharedBody:
    """Rebuilt at most ten times a second; who asks gets one built from no earlier state than when they asked.

    `version` tells whether anything has changed, as numbers that only grow while the server runs; `build` encodes the
    state of the moment.
    """

    def __init__(
        self, clock: Clock, tasks: asyncio.TaskGroup, version: Callable[[], tuple[int, ...]], build: Callable[[], bytes]
    ) -> None:
        self._clock = clock
        self._tasks = tasks
        self._version = version
        self._build = build
        self._built: tuple[tuple[int, ...], SnapshotBody] | None = None
        self._next: asyncio.Task[SnapshotBody | Exception] | None = None
        self._started_at = float("-inf")

    async def get(self) -> SnapshotBody:
        if self._built is not None and self._built[0] == self._version():
            return self._built[1]
        if self._next is None:
            self._next = self._tasks.create_task(self._rebuild())
        # One who hangs up must not take the others' answer along.
        built = await asyncio.shield(self._next)
        if isinstance(built, Exception):
            raise built
        return built

    async def _rebuild(self) -> SnapshotBody | Exception:
        """An error is handed to those who asked: raised in the group of tasks it would end every board."""
        await self._clock.sleep(max(0.0, self._started_at + REBUILD_EVERY_S - self._clock.monotonic()))
        self._next = None  # who asks from here on waits for the following one
        self._started_at = self._clock.monotonic()
        try:
            version, plain = self._version(), self._build()
            packed = await asyncio.to_thread(gzip.compress, plain, GZIP_LEVEL, mtime=0)
            body = SnapshotBody(plain, packed, ".".join([*map(str, version), sha256(plain).hexdigest()[:12]]))
        except Exception as error:  # noqa: BLE001 - see above
            return error
        self._built = (version, body)
        return body

"""Where pictures are developed: beside the event loop, two at a time, with a bound on what lies in memory meanwhile.

Eighty phones may send at once. What does not fit waits unread with its sender; nobody else notices.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Final, Self

from openspace.pictures import PICTURE_MAX_BYTES, Developed, develop, thumbnail
from openspace.web.problems import BusyWithPictures

AT_ONCE: Final = 2
MEMORY_MAX_BYTES: Final = 4 * PICTURE_MAX_BYTES
WAIT_MAX_S: Final = 60.0
THUMBNAILS_KEPT: Final = 400  # about 8 MB


class Darkroom:
    """An async context manager: its threads end with it."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="picture")
        self._free_bytes = MEMORY_MAX_BYTES
        self._freed = asyncio.Condition()
        self._thumbnails: OrderedDict[str, bytes] = OrderedDict()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    @asynccontextmanager
    async def room_for(self, size: int) -> AsyncIterator[None]:
        """Wait until that many bytes, at most `PICTURE_MAX_BYTES`, may lie in memory; they may while it is entered.

        Raises:
            BusyWithPictures: Others have had it for too long.
        """
        try:
            async with asyncio.timeout(WAIT_MAX_S), self._freed:
                await self._freed.wait_for(lambda: self._free_bytes >= size)
                self._free_bytes -= size
        except TimeoutError:
            raise BusyWithPictures from None
        try:
            yield
        finally:
            self._free_bytes += size
            async with self._freed:
                self._freed.notify_all()

    async def develop(self, content: bytes) -> Developed:
        """Raises BadPicture."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, develop, content)

    async def thumbnail(self, digest: str, content: bytes) -> bytes:
        """The small one of a picture made here; the last ones asked for are remembered. Raises BadPicture."""
        small = self._thumbnails.pop(digest, None)
        if small is None:
            small = await asyncio.get_running_loop().run_in_executor(self._pool, thumbnail, content)
        self._thumbnails[digest] = small  # the last one used stands last
        if len(self._thumbnails) > THUMBNAILS_KEPT:
            self._thumbnails.popitem(last=False)
        return small

"""Where formats are made: one at a time a board, off the loop, and kept for whoever wants the same.

A slow format gets a process of its own, which may crash or hang without harm; a quick one a thread.
"""

import asyncio
import logging
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from openspace.domain.errors import N_, NoBook, Refused
from openspace.domain.proceedings import EditionKind
from openspace.exports import worker
from openspace.exports.material import Format
from openspace.exports.worker import Work
from openspace.locales import Languages
from openspace.ports import Clock, NotRead

logger = logging.getLogger(__name__)

KEPT_MAX_BYTES: Final = 64 * 1024 * 1024  # of copies; the last one used is kept whatever its size
PROCESS_MAX_S: Final = 60.0  # a book of sixty topics takes three, on a machine with nothing else to do
FAILED_FOR_S: Final = 30.0  # a page that asks again every other second must not start it anew each time
QUEUE_MAX: Final = 20  # files that wait for their turn
WORD_MAX_CHARS: Final = 2_000  # of what a process that failed had to say

Progress = Literal["queued", "making", "ready"]


class NotMade(Refused):
    """The format did not come out: a crash, or no end within `PROCESS_MAX_S`."""

    code = "not_made"
    says = N_("This file could not be made.")
    instead = N_("Take another format, or one topic alone. The web page always works.")


class Order(Struct, frozen=True, kw_only=True):
    """What somebody wants: a format of an edition, with headings in a language; of one topic, or of all."""

    format: Format
    edition: EditionKind
    language: str
    topic: str = ""
    base_url: str = ""
    follow_up: str = ""  # as in `Material`
    has_archive: bool = False  # the whole board in JSON, as `import` reads it: private things of everybody


class Copy(Struct, frozen=True, kw_only=True):
    """A file as made. `key` changes with whatever it was made from; `asked_at`: when the making was asked for."""

    key: str
    content: bytes
    asked_at: datetime


class Making(Struct, frozen=True):
    task: "asyncio.Task[Copy | Exception]"
    asked_at: datetime


class Workshop:
    """`tasks`: the making goes on when whoever asked hangs up."""

    def __init__(self, tasks: asyncio.TaskGroup, languages: Languages, clock: Clock) -> None:
        self._tasks = tasks
        self._clock = clock
        self._languages = languages
        self._turn = asyncio.Lock()
        self._kept: OrderedDict[Order, Copy] = OrderedDict()  # the last one used stands last
        self._making: dict[tuple[Order, str], Making] = {}
        self._at_work: Order | None = None
        self._failed: dict[Order, tuple[str, float]] = {}  # key, and until when it is not tried again
        self._is_closed = False

    async def make(self, order: Order, key: str, gather: Callable[[], Awaitable[Work]]) -> Copy:
        """The copy kept, or a new one; all who ask meanwhile share it.

        Raises:
            NotMade: It did not come out, too many wait already, or the board is closing.
        """
        begun = self.begin(order, key, gather)
        return await result_of(begun) if isinstance(begun, Making) else begun

    def begin(self, order: Order, key: str, gather: Callable[[], Awaitable[Work]]) -> Copy | Making:
        """As `make`, not waiting for it."""
        if self._is_closed:
            raise NotMade
        if (kept := self.kept(order, key)) is not None:
            return kept
        if self.has_failed(order) and self._failed[order][0] == key:
            raise NotMade
        if (order, key) not in self._making:
            if len(self._making) >= QUEUE_MAX:
                raise NotMade(says=N_("Many files are being made just now."), instead=N_("Try again in a moment."))
            now = self._clock.now()
            self._making[order, key] = Making(self._tasks.create_task(self._make(order, key, now, gather)), now)
        return self._making[order, key]

    async def made_since(self, order: Order, asked_at: datetime) -> Copy | None:
        """The last copy, or one on its way, if it was asked for then or later; raises as `make`."""
        copy = self._kept.get(order)
        if copy is not None and copy.asked_at >= asked_at:
            return copy
        for (wanted, _), making in self._making.items():
            if wanted == order and making.asked_at >= asked_at:
                return await result_of(making)
        return None

    @property
    def is_busy(self) -> bool:
        return bool(self._making)

    def close(self) -> None:
        """The board closes: what is being made is given up, so that nobody waits for it."""
        self._is_closed = True
        for making in self._making.values():
            making.task.cancel()

    def kept(self, order: Order, key: str) -> Copy | None:
        copy = self._kept.get(order)
        if copy is None or copy.key != key:
            return None
        self._kept.move_to_end(order)
        return copy

    def has_failed(self, order: Order) -> bool:
        """Just now."""
        return order in self._failed and self._clock.monotonic() < self._failed[order][1]

    def progress(self, order: Order) -> tuple[Progress | None, int]:
        """How far it is, and bytes of the last copy, 0 if there is none. None: nobody has asked for it."""
        copy = self._kept.get(order)
        size = len(copy.content) if copy else 0
        if order == self._at_work:
            return "making", size
        if any(wanted == order for wanted, _ in self._making):
            return "queued", size
        return "ready" if copy else None, size

    def forget_public(self) -> None:
        """The edition that the copies were made from is no longer current."""
        for order in [order for order in self._kept if order.edition == "public"]:
            del self._kept[order]

    async def _make(
        self, order: Order, key: str, asked_at: datetime, gather: Callable[[], Awaitable[Work]]
    ) -> Copy | Exception:
        """An error is handed to those who asked: raised in the group of tasks it would end every board."""
        try:
            async with self._turn:
                self._at_work = order
                content = await self._made(order.format, await gather())
        except asyncio.CancelledError:
            return NotMade()
        except (NotRead, NoBook) as error:
            return error
        except Exception as error:
            if not isinstance(error, NotMade):
                logger.exception("format %s could not be made", order.format.name)
            self._failed[order] = (key, self._clock.monotonic() + FAILED_FOR_S)
            return NotMade()
        finally:
            del self._making[order, key]
            self._at_work = None if self._at_work == order else self._at_work
        self._failed.pop(order, None)
        copy = Copy(key=key, content=content, asked_at=asked_at)
        self._keep(order, copy)
        return copy

    async def _made(self, format: Format, work: Work) -> bytes:
        if format.is_slow:
            return await made_apart(work)
        return await asyncio.to_thread(format.make, work.material(self._languages))

    def _keep(self, order: Order, copy: Copy) -> None:
        self._kept[order] = copy
        self._kept.move_to_end(order)
        while len(self._kept) > 1 and sum(len(one.content) for one in self._kept.values()) > KEPT_MAX_BYTES:
            self._kept.popitem(last=False)


async def result_of(making: Making) -> Copy:
    made = await asyncio.shield(making.task)
    if isinstance(made, Exception):
        raise made
    return made


async def made_apart(work: Work, limit_s: float = PROCESS_MAX_S) -> bytes:
    """Made by a process of its own, which is gone when this returns.

    Raises:
        NotMade: It failed, or took longer.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", worker.__name__,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(limit_s):
            content, words = await process.communicate(worker.encode(work))
    except TimeoutError:
        logger.error("format %s was stopped after %.0f s", work.format, limit_s)
        raise NotMade from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not content:
        logger.error("format %s failed: %s", work.format, words.decode(errors="replace")[-WORD_MAX_CHARS:])
        raise NotMade
    return content

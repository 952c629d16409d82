"""The photos of one board: bytes and command kept together, and bytes that nobody can bring back erased.

Rules R6 and R9 of docs/PROTOCOL.md.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from openspace.domain.board import Board, Changes
from openspace.domain.commands import AddPhoto
from openspace.domain.context import Actor
from openspace.domain.errors import N_, TooMany
from openspace.domain.rules.report import PHOTO_KEPT_FOR
from openspace.live.answers import Taken
from openspace.pictures import Developed
from openspace.ports import Store, Stored

logger = logging.getLogger(__name__)

BOARD_MAX_BYTES: Final = 4 * 1024**3  # sixty topics with forty photos each are 2 GB; somebody may want to fill the disk


class Pictures:
    """`submit` is the board's one door."""

    def __init__(self, code: str, store: Store, submit: Callable[[AddPhoto, Actor], Awaitable[Taken]]) -> None:
        self._code = code
        self._store = store
        self._submit = submit
        self._keeping = asyncio.Lock()  # between bytes and command nothing is swept

    async def add(self, picture: Developed, topic: str, text: str, command_id: str, actor: Actor) -> Taken:
        """Bytes first, so that no screen is told of a photo it cannot have.

        Raises:
            Refused: The board says no; the bytes are swept later.
            NotSaved: The store cannot write now.
        """
        async with self._keeping:
            kept = sum((await self._store.blob_sizes(self._code)).values())
            if kept + len(picture.content) > BOARD_MAX_BYTES:
                raise TooMany(says=N_("The board holds no more pictures."), instead=N_("Talk to the facilitator."))
            digest = await self._store.save_blob(self._code, picture.content)
            command = AddPhoto(
                command_id=command_id,
                topic=topic,
                digest=digest,
                width=picture.width,
                height=picture.height,
                size=len(picture.content),
                text=text,
            )
            return await self._submit(command, actor)

    async def read(self, digest: str) -> bytes | None:
        """None: it is not there (any more). Raises NotRead."""
        return await self._store.blob(self._code, digest)

    @property
    def is_busy(self) -> bool:
        return self._keeping.locked()

    async def sweep(self, durable: Callable[[], Board], now: datetime) -> None:
        """While the board is open. Raises NotRead, NotSaved."""
        async with self._keeping:
            await sweep(self._store, self._code, durable(), now, is_open=True)


async def sweep(store: Store, code: str, board: Board, now: datetime, *, is_open: bool) -> datetime | None:
    """Erase what neither board nor shelf names, nor is the public edition, once nobody can bring it back (R9).

    `is_open`: what the log has never named may be about to be, an edition; it waits until the board is closed.
    When the next is due comes back; None: nothing waits.

    Raises:
        NotRead, NotSaved: The store cannot read or write now; the rest is erased another time.
    """
    sizes = await store.blob_sizes(code)
    unused = sizes.keys() - in_use(board) if sizes else set()
    if not unused:
        return None
    named = last_named(await store.read(code))
    due = {digest: named[digest] + PHOTO_KEPT_FOR for digest in unused if digest in named}
    for digest in sorted(unused):
        if due[digest] < now if digest in due else not is_open:
            await store.erase_blob(code, digest)
            logger.info("board %s: a photo nobody can bring back is erased", code)
    return min((at for at in due.values() if at >= now), default=None)


def in_use(board: Board) -> set[str]:
    """Digests the board and its shelf name. A photo that is off the board is in no book either (B9)."""
    shelved = (photo for shelved in board.shelf.values() for photo in shelved.photos)
    photos = {photo.digest for photo in (*board.photos.values(), *shelved)}
    return photos | {edition.digest for edition in board.editions.values() if edition.is_current}


def last_named(rows: Iterable[Stored]) -> dict[str, datetime]:
    """When the log last named each digest, as what was put there or what was there before."""
    return {
        digest: row.event.at
        for row in rows
        for changes in (row.event.changes, row.before)
        for digest in digests_of(changes)
    }


def digests_of(changes: Changes) -> Iterator[str]:
    shelved = (photo for shelved in changes.shelf.values() if shelved for photo in shelved.photos)
    yield from (photo.digest for photo in (*changes.photos.values(), *shelved) if photo)
    yield from (edition.digest for edition in changes.editions.values() if edition)

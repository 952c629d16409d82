"""The book of one board: what it says now, and every format of that and of the public book."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from openspace.domain import harvest
from openspace.domain.board import Board
from openspace.domain.chronicle import EMPTY, Chronicle, chronicle_of
from openspace.domain.commands import Logged
from openspace.domain.context import Actor
from openspace.domain.errors import N_, NoBook
from openspace.domain.markup import HEADINGS
from openspace.domain.proceedings import EditionKind, Proceedings
from openspace.domain.withdrawal import without_taken_down
from openspace.exports.archive import Archive
from openspace.exports.photos import side_within, smaller
from openspace.exports.worker import Work
from openspace.live.answers import Taken
from openspace.live.public_book import PublicBook
from openspace.live.transfer import archive_of
from openspace.live.workshop import Copy, Order, Workshop
from openspace.locales import shipped
from openspace.ports import Clock, Ids, Store

# That lie in memory for one file, several times over; 4 GB a board may have would be more than a machine.
PHOTOS_MAX_BYTES: Final = 256 * 1024 * 1024


class Press:
    """`texts`: the notes as they stand, by topic. `submit`: the board's one door."""

    def __init__(
        self,
        code: str,
        board: Callable[[], Board],
        texts: Callable[[], Awaitable[Mapping[str, str]]],
        submit: Callable[[Logged, Actor], Awaitable[Taken]],
        store: Store,
        clock: Clock,
        ids: Ids,
        tasks: asyncio.TaskGroup,
    ) -> None:
        self._code = code
        self._board = board
        self._texts = texts
        self._store = store
        self._clock = clock
        languages = shipped()
        self._headings = frozenset[str]().union(*(languages.every(heading) for heading in HEADINGS))
        self.workshop = Workshop(tasks, languages, clock)
        draft = partial(self.draft, "public")
        self.public = PublicBook(code, board, draft, submit, self.workshop.forget_public, store, clock, ids)

    # What it says

    async def proceedings(self, edition: EditionKind) -> Proceedings:
        """Internal: as of now. Public: the current edition.

        Raises:
            NoBook: Nothing is published.
            NotRead: The store cannot read now.
        """
        return await self.draft("internal") if edition == "internal" else (await self.public.current())[1]

    async def draft(self, edition: EditionKind) -> Proceedings:
        """As it would be if it were made now. Raises NotRead."""
        texts = await self._texts()
        movements = await self._store.movements(self._code)
        now, board = self._clock.now(), self._board()
        return await asyncio.to_thread(
            harvest.proceedings_of, board, self._code, texts, movements, edition, now, self._headings
        )

    # Files

    async def make(self, order: Order, asked_at: datetime | None = None) -> Copy:
        """The file that was ordered, made now if it is not at hand.

        `asked_at`: of the internal edition one that was begun since will do; on a board where something happens every
        second nobody who looks again would ever get one.

        Raises:
            NoBook: Nothing is published, or without that topic.
            NotMade: It did not come out.
            NotRead: The store cannot read now.
        """
        if order.edition == "internal" and asked_at is not None:
            made = await self.workshop.made_since(order, asked_at)
            if made is not None:
                return made
        while True:
            said, key, gather = await self._asked(order)
            copy = await self.workshop.make(order, key, gather)
            if order.edition == "internal" or (await self._source("public"))[1] == said:
                return copy

    async def begin(self, order: Order) -> None:
        """Let the file be made from here on, not waiting for it. Raises as `make`."""
        _, key, gather = await self._asked(order)
        self.workshop.begin(order, key, gather)

    async def _asked(self, order: Order) -> tuple[str, str, Callable[[], Awaitable[Work]]]:
        """What the edition says now, the key of a copy made from that, and what it is made from."""
        book, said = await self._source(order.edition)
        if order.topic and all(report.id != order.topic for report in book.reports):
            raise NoBook(says=N_("The topic is not in this edition."), instead=N_("Take the whole book."))
        made_from = (said, order.format.name, order.language, order.base_url, *sorted(self._shown(order.edition)))
        key = hashlib.sha256("\n".join(made_from).encode()).hexdigest()
        return said, key, partial(self._work, order, book)

    @property
    def is_busy(self) -> bool:
        """Somebody acts on the public book, or a file is being made."""
        return self.public.is_busy or self.workshop.is_busy

    async def photo(self, edition: EditionKind, digest: str) -> bytes | None:
        """A picture of the edition; None if it is not in it, or not any more. Raises NoBook, NotRead."""
        shown = self._shown(edition)
        if edition == "public":
            _, book = await self.public.current()
            shown &= {picture.digest for report in book.reports for picture in report.pictures}
        return await self._store.blob(self._code, digest) if digest in shown else None

    async def _source(self, edition: EditionKind) -> tuple[Proceedings, str]:
        """What a file is made from, and a digest of what it says: the hour at which it says so makes no difference."""
        if edition == "public":
            current, frozen = await self.public.current()
            book = without_taken_down(frozen, self._shown(edition), self._aside())
            return book, current.digest if book is frozen else hashlib.sha256(msgspec.json.encode(book)).hexdigest()
        book = await self.draft("internal")
        said = replace(book, made_at=self._board().at or book.made_at)
        return book, hashlib.sha256(await asyncio.to_thread(msgspec.json.encode, said)).hexdigest()

    def _shown(self, edition: EditionKind) -> set[str]:
        """Photos that may be in it: one taken off the board, or back from the public, is in none (B9)."""
        photos = self._board().photos.values()
        return {photo.digest for photo in photos if photo.may_publish or edition == "internal"}

    def _aside(self) -> set[str]:
        """Topics a facilitator has taken down, or whose convener is silenced."""
        return {topic for topic, shelved in self._board().shelf.items() if shelved.reason != "withdrawn"}

    async def _work(self, order: Order, book: Proceedings) -> Work:
        return Work(
            format=order.format.name,
            language=order.language,
            book=book,
            photos=await self._photos(order, book),
            base_url=order.base_url,
            follow_up=order.follow_up,
            topic=order.topic,
            archive=await self._archive() if order.has_archive else None,
            chronicle=await self._chronicle(book.made_at) if order.format.name == "ics" else EMPTY,
        )

    async def _photos(self, order: Order, book: Proceedings) -> dict[str, bytes]:
        reports = [report for report in book.reports if order.topic in ("", report.id)]
        wanted = {picture.digest for report in reports for picture in report.pictures} & self._shown(order.edition)
        sizes = await self._store.blob_sizes(self._code)
        there = sorted(wanted & sizes.keys())
        if not order.format.takes_photos:
            return dict.fromkeys(there, b"")
        side = side_within(sum(sizes[digest] for digest in there), PHOTOS_MAX_BYTES)
        found: dict[str, bytes] = {}
        for digest in there:
            content = await self._store.blob(self._code, digest)
            if content is not None:
                found[digest] = await asyncio.to_thread(smaller, content, side) if side else content
        return found

    async def _chronicle(self, until: datetime) -> Chronicle:
        """What a frozen edition does not know of yet is not told (B2)."""
        rows = await self._store.read(self._code)
        return chronicle_of(row.event for row in rows if row.event.at <= until)

    async def _archive(self) -> Archive:
        return await archive_of(self._store, self._code, self._board(), await self._texts())

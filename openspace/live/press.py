"""The book of one board: what it says now, what is published, and every format of both.

The public book is the current edition, frozen. A name whose bearer has taken back the tick is gone from it before
anything more is served, and editions that are not current are erased (rules B1-B5 of docs/PROTOCOL.md).
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final

import msgspec
from msgspec.structs import replace

from openspace.domain import harvest
from openspace.domain.board import Board
from openspace.domain.chronicle import EMPTY, Chronicle, chronicle_of
from openspace.domain.commands import Logged, PublishBook, UnpublishBook
from openspace.domain.context import Actor
from openspace.domain.entities import Edition
from openspace.domain.errors import N_, NoBook, Refused
from openspace.domain.markup import HEADINGS
from openspace.domain.proceedings import EditionKind, Proceedings
from openspace.domain.rules.book import current_edition
from openspace.domain.withdrawal import named_in, without_person, without_taken_down
from openspace.exports.archive import Archive
from openspace.exports.photos import side_within, smaller
from openspace.exports.worker import Work
from openspace.live.answers import Taken
from openspace.live.transfer import archive_of
from openspace.live.workshop import Copy, Order, Workshop
from openspace.locales import shipped
from openspace.ports import Clock, Ids, NotRead, NotSaved, Store

logger = logging.getLogger(__name__)

# That lie in memory for one file, several times over; 4 GB a board may have would be more than a machine.
PHOTOS_MAX_BYTES: Final = 256 * 1024 * 1024
HIDDEN: Final = N_("named in the internal edition")

decode = msgspec.json.Decoder(Proceedings).decode


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
        self._submit = submit
        self._store = store
        self._clock = clock
        self._ids = ids
        self._languages = shipped()
        self._headings = frozenset[str]().union(*(self._languages.every(heading) for heading in HEADINGS))
        self._workshop = Workshop(tasks, self._languages, clock)
        self._acts = asyncio.Lock()  # one act on the public book at a time
        self._current: tuple[Edition, Proceedings] | None = None
        self._is_tidy = False  # what is not current has been erased

    # What it says

    async def proceedings(self, edition: EditionKind) -> Proceedings:
        """Internal: as of now. Public: the current edition.

        Raises:
            NoBook: Nothing is published.
            NotRead: The store cannot read now.
        """
        return await self.draft("internal") if edition == "internal" else (await self.published())[1]

    async def draft(self, edition: EditionKind) -> Proceedings:
        """As it would be if it were made now. Raises NotRead."""
        texts = await self._texts()
        movements = await self._store.movements(self._code)
        now, board = self._clock.now(), self._board()
        return await asyncio.to_thread(
            harvest.proceedings_of, board, self._code, texts, movements, edition, now, self._headings
        )

    async def published(self) -> tuple[Edition, Proceedings]:
        """The current edition, without the name of anybody who has taken back the tick. Raises NoBook, NotRead."""
        async with self._acts:
            return await self._published()

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
            made = await self._workshop.made_since(order, asked_at)
            if made is not None:
                return made
        while True:
            said, key, gather = await self._asked(order)
            copy = await self._workshop.make(order, key, gather)
            if order.edition == "internal" or (await self._source("public"))[1] == said:
                return copy

    async def begin(self, order: Order) -> None:
        """Let the file be made from here on, not waiting for it. Raises as `make`."""
        _, key, gather = await self._asked(order)
        self._workshop.begin(order, key, gather)

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
        return self._acts.locked() or self._workshop.is_busy

    @property
    def workshop(self) -> Workshop:
        """For how far a file is."""
        return self._workshop

    async def photo(self, edition: EditionKind, digest: str) -> bytes | None:
        """A picture of the edition; None if it is not in it, or not any more. Raises NoBook, NotRead."""
        shown = self._shown(edition)
        if edition == "public":
            _, book = await self.published()
            shown &= {picture.digest for report in book.reports for picture in report.pictures}
        return await self._store.blob(self._code, digest) if digest in shown else None

    # Acts

    async def publish(self, actor: Actor) -> Taken:
        """The book as it stands becomes the next public edition.

        Raises:
            NotYours: By somebody who is no facilitator.
            NotSaved, NotRead: The store.
        """
        async with self._acts:
            return await self._replace(await self.draft("public"), actor, None)

    async def unpublish(self, actor: Actor) -> Taken:
        """No public book any more, and nothing kept of it."""
        taken = await self._submit(UnpublishBook(command_id=self._ids.new_id()), actor)
        await self.catch_up()
        return taken

    async def withdraw(self, person: str, actor: Actor) -> Taken:
        """The next edition is this one without a person's name. Raises NoBook, NotYours, Unknown, NotSaved, NotRead."""
        async with self._acts:
            _, book = await self._published()
            return await self._replace(self._without(book, person), actor, person)

    async def catch_up(self) -> None:
        """Leave out whoever has taken back the tick, and erase what is not current. What fails now is done later."""
        if not self._board().editions:
            return
        try:
            async with self._acts:
                self._is_tidy = False
                await self._published()
        except NoBook:
            pass
        except (NotRead, NotSaved, Refused) as error:
            logger.warning("board %s: the public book is put right later: %s", self._code, error)
        except Exception:
            # What it follows on has been done; the next reading tries again.
            logger.exception("board %s: the public book could not be put right", self._code)

    async def _published(self) -> tuple[Edition, Proceedings]:
        if not self._is_tidy:
            await self._erase_replaced()
        while True:
            edition, book = await self._read_current()
            gone = [person for person in sorted(named_in(book)) if not self._may_publish(person)]
            if not gone:
                return edition, book
            await self._replace(self._without(book, gone[0]), Actor(gone[0]), gone[0])

    async def _read_current(self) -> tuple[Edition, Proceedings]:
        edition = current_edition(self._board())
        if edition is None:
            self._current = None
            raise NoBook
        if self._current is None or self._current[0] != edition:
            content = await self._store.blob(self._code, edition.digest)
            if content is None:
                raise NoBook
            self._current = (edition, await asyncio.to_thread(decode, content))
        return self._current

    async def _replace(self, book: Proceedings, actor: Actor, withdrawn: str | None) -> Taken:
        """Publish these words under the next number, and erase the edition before."""
        number = max((old.number for old in self._board().editions.values()), default=0) + 1
        numbered = replace(book, number=number, made_at=self._clock.now())
        content = await asyncio.to_thread(msgspec.json.encode, numbered)
        digest = await self._store.save_blob(self._code, content)
        command = PublishBook(command_id=self._ids.new_id(), digest=digest, withdrawn=withdrawn)
        try:
            taken = await self._submit(command, actor)
        except Refused:
            await self._store.erase_blob(self._code, digest)
            raise
        await self._erase_replaced()
        return taken

    async def _erase_replaced(self) -> None:
        """Whatever was published once and is not now."""
        editions = self._board().editions.values()
        current = {edition.digest for edition in editions if edition.is_current}
        there = await self._store.blob_sizes(self._code)
        for digest in {edition.digest for edition in editions} - current:
            if digest in there:
                await self._store.erase_blob(self._code, digest)
        self._workshop.forget_public()
        self._is_tidy = True

    def _without(self, book: Proceedings, person: str) -> Proceedings:
        profile = self._board().profiles.get(person)
        instead = self._languages.catalog_for(book.language).gettext(HIDDEN)
        return without_person(book, person, profile.name if profile else "", f"[{instead}]")

    def _may_publish(self, person: str) -> bool:
        profile = self._board().profiles.get(person)
        return profile is not None and profile.may_publish

    async def _source(self, edition: EditionKind) -> tuple[Proceedings, str]:
        """What a file is made from, and a digest of what it says: the hour at which it says so makes no difference."""
        if edition == "public":
            current, frozen = await self.published()
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

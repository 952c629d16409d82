"""The public book of one board: its editions are published, and names are withdrawn from them.

It is the current edition, frozen. A name whose bearer has taken back the tick is gone from it before anything more
is served, and editions that are not current are erased (rules B1-B5 of docs/PROTOCOL.md).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from msgspec.structs import replace

from openspace.domain.board import Board
from openspace.domain.commands import Logged, PublishBook, UnpublishBook
from openspace.domain.context import Actor
from openspace.domain.entities import Edition
from openspace.domain.errors import N_, NoBook, Refused
from openspace.domain.proceedings import Proceedings
from openspace.domain.rules.book import current_edition
from openspace.domain.withdrawal import named_in, without_person
from openspace.live.answers import Taken
from openspace.locales import shipped
from openspace.ports import Clock, Ids, NotRead, NotSaved, Store

logger = logging.getLogger(__name__)

HIDDEN: Final = N_("named in the internal edition")

decode = msgspec.json.Decoder(Proceedings).decode


class PublicBook:
    """`draft`: as it would be now. `submit`: the board's one door. `forget`: drops files of older editions."""

    def __init__(
        self,
        code: str,
        board: Callable[[], Board],
        draft: Callable[[], Awaitable[Proceedings]],
        submit: Callable[[Logged, Actor], Awaitable[Taken]],
        forget: Callable[[], None],
        store: Store,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._code = code
        self._board = board
        self._draft = draft
        self._submit = submit
        self._forget = forget
        self._store = store
        self._clock = clock
        self._ids = ids
        self._languages = shipped()
        self._acts = asyncio.Lock()  # one at a time
        self._current: tuple[Edition, Proceedings] | None = None
        self._is_tidy = False  # what is not current has been erased

    @property
    def is_busy(self) -> bool:
        """Somebody reads it or acts on it."""
        return self._acts.locked()

    async def current(self) -> tuple[Edition, Proceedings]:
        """The current edition, without the name of anybody who has taken back the tick. Raises NoBook, NotRead."""
        async with self._acts:
            return await self._up_to_date()

    async def publish(self, actor: Actor) -> Taken:
        """The book as it stands becomes the next public edition.

        Raises:
            NotYours: By somebody who is no facilitator.
            NotSaved, NotRead: The store.
        """
        async with self._acts:
            return await self._replace(await self._draft(), actor, None)

    async def unpublish(self, actor: Actor) -> Taken:
        """No public book any more, and nothing kept of it."""
        taken = await self._submit(UnpublishBook(command_id=self._ids.new_id()), actor)
        await self.catch_up()
        return taken

    async def withdraw(self, person: str, actor: Actor) -> Taken:
        """The next edition is this one without a person's name. Raises NoBook, NotYours, Unknown, NotSaved, NotRead."""
        async with self._acts:
            _, book = await self._up_to_date()
            return await self._replace(self._without(book, person), actor, person)

    async def catch_up(self) -> None:
        """Leave out whoever has taken back the tick, and erase what is not current. What fails now is done later."""
        if not self._board().editions:
            return
        try:
            async with self._acts:
                self._is_tidy = False
                await self._up_to_date()
        except NoBook:
            pass
        except (NotRead, NotSaved, Refused) as error:
            logger.warning("board %s: the public book is put right later: %s", self._code, error)
        except Exception:
            # What it follows on has been done; the next reading tries again.
            logger.exception("board %s: the public book could not be put right", self._code)

    async def _up_to_date(self) -> tuple[Edition, Proceedings]:
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
        self._forget()
        self._is_tidy = True

    def _without(self, book: Proceedings, person: str) -> Proceedings:
        profile = self._board().profiles.get(person)
        instead = self._languages.catalog_for(book.language).gettext(HIDDEN)
        return without_person(book, person, profile.name if profile else "", f"[{instead}]")

    def _may_publish(self, person: str) -> bool:
        profile = self._board().profiles.get(person)
        return profile is not None and profile.may_publish

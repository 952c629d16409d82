"""The notes of one board: documents that somebody has open, and the texts of all.

A document is read from the store when the first socket comes and leaves memory a minute after the last one went.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from openspace.domain import markup
from openspace.domain.board import Board
from openspace.domain.errors import N_, Unknown
from openspace.domain.rules.report import may_write
from openspace.live.notes.crdt import Crdt, Unusable
from openspace.live.notes.digest import Writing
from openspace.live.notes.document import Document
from openspace.live.notes.limits import READ_AT_ONCE_BYTES
from openspace.live.notes.outlook import writing_of
from openspace.live.notes.peer import Peer
from openspace.live.notes.seed import document_of
from openspace.locales import shipped
from openspace.ports import Clock, NotRead, NotSaved, Revision, Store
from openspace.wire import CLOSE_RESTART
from openspace.yjs.errors import Malformed

logger = logging.getLogger(__name__)

PULSE_S: Final = 1.0
IDLE_MAX_S: Final = 60.0


class Notes:
    """`headings`: the template's, in every language. Ended by `close`."""

    def __init__(
        self,
        code: str,
        store: Store,
        clock: Clock,
        tasks: asyncio.TaskGroup,
        board: Callable[[], Board],
        tell: Callable[[str, Writing], None],
    ) -> None:
        """`tell`: how a topic's notes stand, for the other screens."""
        self._languages = shipped()
        self.headings = frozenset[str]().union(*(self._languages.every(heading) for heading in markup.HEADINGS))
        self._code = code
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._board = board
        self._documents: dict[str, Document] = {}
        self._opening = asyncio.Lock()
        self._storing = asyncio.Lock()
        self._is_closed = False
        self._tell = tell
        self._upkeep = tasks.create_task(self._keep_up())

    @property
    def is_open(self) -> bool:
        """Whether a document is in memory; none is a minute after the last socket went."""
        return bool(self._documents) or self._opening.locked()

    # For sockets

    async def join(self, topic: str, peer: Peer) -> Document:
        """Open the document and be one of its peers. As `open`."""
        document = await self.open(topic)
        document.join(peer)
        return document

    async def open(self, topic: str) -> Document:
        """The document of a topic, seeded with the template if it is new.

        Raises:
            Unknown: There is no such topic on the board.
            NotRead: The store cannot read now.
            NotSaved: It cannot be seeded now, or the board is closing.
        """
        if topic not in self._board().topics:
            raise Unknown(terms={"what": N_("topic")})
        async with self._opening:
            document = self._documents.get(topic)
            if document is None or document.is_over:
                document = await self._read(topic)
        document.quiet_since = self._clock.monotonic()
        return document

    @property
    def sockets(self) -> int:
        """On all its documents."""
        return sum(len(document.peers) for document in self._documents.values())

    # For the book

    async def text(self, topic: str) -> str:
        """Current Markdown, as it is stored; "" without a document. Raises NotRead."""
        return (await self.read(topic))[1]

    async def read(self, topic: str) -> tuple[int, str]:
        """Its version, which grows with the text (0 without a document), and the text. Raises NotRead."""
        if (document := self._documents.get(topic)) is not None and not document.is_over:
            return document.number, document.text
        updates = await self._store.note_updates(self._code, topic)
        return (updates[-1][0], (await opened(updates)).text) if updates else (0, "")

    async def texts(self) -> dict[str, str]:
        """Of every topic with a document, also of those that are off the board now. Raises NotRead."""
        return {topic: await self.text(topic) for topic in await self._store.noted(self._code)}

    def is_empty(self, text: str) -> bool:
        """Whether it is only the template, in whatever language."""
        return markup.is_empty_report(text, self.headings)

    # The store, as documents use it

    async def add(self, topic: str, updates: Sequence[bytes]) -> int:
        # One at a time: the board's own log waits behind one of these at most.
        async with self._storing:
            return await self._store.add_note_updates(self._code, topic, updates)

    async def compact(self, topic: str, whole: bytes, upto: int) -> None:
        async with self._storing:
            await self._store.compact_notes(self._code, topic, whole, upto)

    # Beginning and end

    async def close(self, code: int = CLOSE_RESTART, reason: str = "the server restarts") -> None:
        """Store what came, say goodbye to every socket."""
        self._is_closed = True
        self._upkeep.cancel()
        async with self._opening:
            for document in list(self._documents.values()):
                try:
                    await self._end(document, code, reason)
                except NotSaved as error:
                    logger.error("board %s: the last revision of some notes is not stored: %s", self._code, error)

    async def _read(self, topic: str) -> Document:
        if self._is_closed:
            raise NotSaved("the board is closing")
        updates = await self._store.note_updates(self._code, topic)
        if not updates:
            catalog = self._languages.catalog_for(self._board().frame.language)
            seed = document_of(markup.template(catalog.gettext))
            updates = [(await self.add(topic, [seed]), seed)]
        crdt, number, kept = await opened(updates), updates[-1][0], len(updates)
        document = Document(topic, crdt, number, kept, self, self._clock, lambda peer: self._may_write(topic, peer))
        self._documents[topic] = document
        document.running = self._tasks.create_task(document.run())
        return document

    async def _end(self, document: Document, code: int, reason: str) -> None:
        """Out of memory, when all of it is stored."""
        try:
            await document.stop(code, reason)
            await self._write_revision(document)
            self._tell_writing(document)
        except TimeoutError:
            logger.error("board %s: notes did not end in time", self._code)
        finally:
            if self._documents.get(document.topic) is document:
                del self._documents[document.topic]

    def _may_write(self, topic: str, peer: Peer) -> bool | None:
        board = self._board()
        if topic not in board.topics:
            return None
        return may_write(board, board.topics[topic], peer.actor)

    # Once a second

    async def _keep_up(self) -> None:
        """Until cancelled."""
        try:
            await self._look_through()
        except Exception:
            logger.exception("board %s: the notes' state is not known", self._code)
        while True:
            await self._clock.sleep(PULSE_S)
            for document in list(self._documents.values()):
                await self._clock.sleep(0)  # the board comes between two of them
                try:
                    await self._look_after(document)
                except (NotSaved, NotRead) as error:
                    logger.warning("board %s: notes are looked after later: %s", self._code, error)
                except Exception:
                    logger.exception("board %s: looking after notes failed", self._code)

    async def _look_through(self) -> None:
        """How the notes stand that nobody has open."""
        for topic in await self._store.noted(self._code):
            if topic not in self._documents:
                version, text = await self.read(topic)
                self._tell(topic, Writing(version=version, is_empty=self.is_empty(text)))

    async def _look_after(self, document: Document) -> None:
        now = self._clock.monotonic()
        if not document.is_over:
            document.look_after()
            self._tell_writing(document)
            if document.history.is_due(now):
                await self._write_revision(document)
        if document.is_over or (not document.peers and now - document.quiet_since >= IDLE_MAX_S):
            async with self._opening:
                if document.is_over or not document.peers:
                    await self._end(document, CLOSE_RESTART, "nobody was there")

    def _tell_writing(self, document: Document) -> None:
        if not document.is_storing:
            topic = self._board().topics.get(document.topic)
            is_shown = topic is not None and topic.is_on_walls and not document.is_over
            now = self._clock.monotonic()
            self._tell(document.topic, writing_of(document, self.headings, now, is_shown=is_shown))

    async def _write_revision(self, document: Document) -> None:
        """Raises NotSaved; it is due again then."""
        text, history = document.text, document.history
        is_new = history.differs(text)
        authors = history.take(text)
        if not is_new:
            return
        revision = Revision(at=self._clock.now(), seq=self._board().seq, text=text, authors=len(authors))
        try:
            await self._store.add_revision(self._code, document.topic, revision)
        except NotSaved:
            history.put_back(authors, self._clock.monotonic())
            raise


async def opened(updates: Sequence[tuple[int, bytes]]) -> Crdt:
    """Beside the loop when that takes more than a few milliseconds. Raises NotRead."""
    contents = [update for _, update in updates]
    try:
        if sum(map(len, contents)) <= READ_AT_ONCE_BYTES:
            return Crdt(contents)
        return await asyncio.to_thread(Crdt, contents)
    except (Unusable, Malformed) as error:
        raise NotRead(f"a document is broken: {error}") from error

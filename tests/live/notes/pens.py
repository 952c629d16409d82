"""People who write notes together: each with a Yjs document and a socket that remembers; a store that can fail."""

from collections.abc import Sequence

from msgspec import Struct
from pycrdt import Doc, Text

from openspace.domain.context import Actor
from openspace.live.notes.document import MERGE_S, Document
from openspace.live.notes.peer import Peer
from openspace.ports import NotRead, NotSaved, Revision
from openspace.yjs import frames
from tests.fakes import FakeSink, flush
from tests.live.live_day import AwkwardStore, LiveDay


class NotesStore(AwkwardStore):
    """`gate` and `is_full` hold for notes too. `note_batches`: how many updates each append brought."""

    def __init__(self) -> None:
        super().__init__()
        self.note_batches: list[int] = []
        self.compacted = 0

    async def add_note_updates(self, code: str, topic: str, updates: Sequence[bytes]) -> int:
        self.note_batches.append(len(updates))
        await self.gate.wait()
        if self.is_full:
            raise NotSaved("disk full")
        number = await super().add_note_updates(code, topic, updates)
        if self.loses_word:
            raise NotSaved("commit timed out")
        return number

    async def compact_notes(self, code: str, topic: str, whole: bytes, upto: int) -> None:
        await super().compact_notes(code, topic, whole, upto)
        self.compacted += 1

    async def note_updates(self, code: str, topic: str) -> list[tuple[int, bytes]]:
        if self.is_unreadable:
            raise NotRead("disk error")
        return await super().note_updates(code, topic)

    async def add_revision(self, code: str, topic: str, revision: Revision) -> None:
        if self.is_full:
            raise NotSaved("disk full")
        await super().add_revision(code, topic, revision)


class Pen:
    """One client. `doc` and `text` are its own; `messages` what it was told since it last read."""

    def __init__(self, day: LiveDay, actor: Actor, topic: str) -> None:
        self.day = day
        self.actor = actor
        self.topic = topic
        self.sink = FakeSink()
        self.peer = Peer(actor, self.sink)
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get("notes", type=Text)
        self.clock = 0

    async def open(self) -> "Pen":
        """Connect as a stock client does: ask, and answer what is asked."""
        self.sink = FakeSink()
        self.peer = Peer(self.actor, self.sink)
        self.document: Document = await self.day.board.notes.join(self.topic, self.peer)
        await self.say(frames.SyncStep1(self.doc.get_state()))
        await self.settle()
        return self

    async def say(self, message: frames.Message) -> None:
        await self.document.hear(self.peer, frames.encode_message(message))

    async def send(self, update: bytes) -> None:
        await self.say(frames.Update(update))

    async def settle(self) -> list[frames.Message]:
        """Long enough for what was said to be stored and told; then read."""
        await self.day.clock.advance(MERGE_S)
        return await self.read()

    async def read(self) -> list[frames.Message]:
        await flush()
        messages = [frames.decode_message(payload) for payload in self.sink.payloads]
        self.sink.payloads.clear()
        for message in messages:
            match message:
                case frames.SyncStep1(state=state) if self.sink.is_open:
                    await self.say(frames.SyncStep2(self.doc.get_update(state)))
                case frames.SyncStep2(update=update) | frames.Update(update=update):
                    self.doc.apply_update(update)
                case _:
                    pass
        return messages

    def change(self, text: str, at: int | None = None) -> bytes:
        """Insert at a byte of the text, at its end unless said. Returns the update; it is not sent."""
        before = self.doc.get_state()
        self.text.insert(len(self.text) if at is None else at, text)
        return self.doc.get_update(before)

    def cut(self, start: int, end: int) -> bytes:
        before = self.doc.get_state()
        del self.text[start:end]
        return self.doc.get_update(before)

    async def type(self, text: str, at: int | None = None) -> None:
        await self.send(self.change(text, at))

    async def point(self, state: str = '{"user":{"name":"W"}}', client: int | None = None) -> None:
        """Say something of oneself."""
        self.clock += 1
        said = frames.Peer(self.doc.client_id if client is None else client, self.clock, state)
        await self.say(frames.Awareness((said,)))

    @property
    def shown(self) -> str:
        return str(self.text)


class Scene(Struct, frozen=True):
    """`anna` convenes the topic, `bo` is just there."""

    day: LiveDay
    store: NotesStore
    topic: str
    anna: Actor
    bo: Actor

    async def pen(self, actor: Actor | None = None) -> Pen:
        """Bo's, unless said, connected."""
        return await Pen(self.day, actor or self.bo, self.topic).open()

    async def stored(self) -> list[tuple[int, bytes]]:
        return await self.store.note_updates(self.day.board.code, self.topic)

"""One topic's notes while somebody has them open: take changes, store them, then tell everybody.

One task works through what came in, in order. What arrives while a change is being stored waits, and is merged into
the next one. Nothing is relayed or answered before it is durable (rule Y4); when the store fails, every socket is
closed with "come back": the clients still have what was not stored and bring it again.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final, TypeVar

from openspace.live.notes.company import Company
from openspace.live.notes.crdt import EMPTY_STATE, Crdt, Unusable
from openspace.live.notes.digest import Lines
from openspace.live.notes.entries import Change, Entry, Question, Saves, framed
from openspace.live.notes.history import History
from openspace.live.notes.limits import READ_AT_ONCE_BYTES, STORED_MAX_BYTES, Room
from openspace.live.notes.peer import Peer
from openspace.live.notes.verdict import Ends, Verdict, judge
from openspace.live.notes.waiting import Waiting
from openspace.live.screen import NEVER
from openspace.live.screens import Screens
from openspace.ports import Clock, NotSaved
from openspace.wire import CLOSE_BUSY, CLOSE_NO_BOARD, CLOSE_RESTART, CLOSE_RUBBISH, CLOSE_TOO_LONG
from openspace.yjs import frames
from openspace.yjs.errors import Malformed
from openspace.yjs.update import decode_state_vector, decode_update

logger = logging.getLogger(__name__)

Read = TypeVar("Read")

MERGE_S: Final = 0.04  # keystrokes of so long travel as one update
MOMENT_S: Final = 0.02  # of work in one go
COMPACT_AFTER: Final = 500  # updates
UNANSWERED_MAX: Final = 1_000
STOP_MAX_S: Final = 10.0
NOTHING_MORE: Final = framed(frames.SyncStep2(b"\x00\x00"))  # no structs, no deletions


class Document:
    """`number`: of the last update stored; it grows with the text. `text`: as it is stored; `crdt` may be ahead."""

    def __init__(
        self,
        topic: str,
        crdt: Crdt,
        number: int,
        kept: int,
        saves: Saves,
        clock: Clock,
        may_write: Callable[[Peer], bool | None],
    ) -> None:
        """`kept`: updates in the store. `may_write`: None when the topic has left the board."""
        self.topic = topic
        self.number = number
        self.peers: Screens[Peer] = Screens(clock, tells_time=False)
        self._storing = asyncio.Lock()
        self.company = Company()
        self.is_over = False
        self.quiet_since = clock.monotonic()  # when the last peer left, or it was opened
        self.changed_at = NEVER  # monotonic seconds
        self.history = History(crdt.text)
        self.lines = Lines(crdt.text)
        self.running: asyncio.Task[None] | None = None
        self.crdt = crdt
        self._room = Room(crdt)
        self.text = self.crdt.text
        self._state = self.crdt.state  # of what is durable
        self._uncompacted = kept
        self._saves = saves
        self._clock = clock
        self._may_write = may_write
        self._waiting = Waiting()
        self._unanswered: list[Question] = []
        self._told_at = NEVER

    @property
    def is_storing(self) -> bool:
        return self._storing.locked()

    # Peers

    def join(self, peer: Peer) -> None:
        """From here on it hears every change; the server asks what it has, and says who is there."""
        self.peers.add(peer)
        peer.answer(framed(frames.SyncStep1(self._state)))
        if others := self.company.whole():
            peer.answer(framed(frames.Awareness(others)))

    def leave(self, peer: Peer) -> None:
        """May be said again."""
        if self.peers.remove(peer):
            self.company.leave(peer)
            self._waiting.news.set()
            self.quiet_since = self._clock.monotonic()

    def close_peer(self, peer: Peer, code: int, reason: str) -> None:
        peer.is_turned_away = True
        peer.sink.close(code, reason)
        self.leave(peer)

    def look_after(self) -> None:
        """Once a second: life signs, who was behind, and whether the topic is still on the board."""
        for lost in self.peers.sweep(self._clock.now()):
            self.leave(lost)
        for peer in list(self.peers):
            if self._may_write(peer) is None:
                self.close_peer(peer, CLOSE_NO_BOARD, "the topic is not on the board")
            elif peer.has_drained:
                self._enqueue(Question(peer, EMPTY_STATE))

    async def hear(self, peer: Peer, message: bytes) -> None:
        """One binary message; waits while too much is waiting already."""
        try:
            match frames.decode_message(message):
                case frames.SyncStep1(state=state):
                    await read_beside(decode_state_vector, state)
                    self._enqueue(Question(peer, state))
                case frames.SyncStep2(update=update):
                    await self._enqueue_change(peer, update, is_live=False)
                case frames.Update(update=update):
                    await self._enqueue_change(peer, update, is_live=True)
                case frames.Awareness(peers=said):
                    self._hear_awareness(peer, said)
                case frames.QueryAwareness():
                    self.peers.send(framed(frames.Awareness(self.company.whole())), (peer,))
                case frames.PermissionDenied():
                    pass
        except Malformed:
            self.close_peer(peer, CLOSE_RUBBISH, "not what a Yjs client sends")
        await self._waiting.has_room.wait()

    def _hear_awareness(self, peer: Peer, said: tuple[frames.Peer, ...]) -> None:
        if self._may_write(peer):
            self.company.hear(peer, said)
            self._waiting.news.set()
        else:
            # Nobody else hears of a reader, but a stock client hangs up when it hears nothing for 30 s.
            peer.answer(framed(frames.Awareness(said[:1])))

    # The one task

    async def run(self) -> None:
        """Until it is over; then somebody else holds what is to be said about it."""
        while not self.is_over:
            await self._waiting.news.wait()
            await self._clock.sleep(self._told_at + MERGE_S - self._clock.monotonic())
            self._waiting.news.clear()
            await self._turn()

    async def stop(self, code: int = CLOSE_RESTART, reason: str = "the server restarts") -> None:
        """Store and tell what came, then say goodbye. Raises TimeoutError."""
        try:
            async with asyncio.timeout(STOP_MAX_S):
                while not self.is_over:
                    await self._turn()
                    if not self._waiting:
                        break
        finally:
            self._end(code, reason)
            if self.running is not None:
                self.running.cancel()

    async def _turn(self) -> None:
        async with self._storing:
            self._told_at = self._clock.monotonic()
            batch: list[Entry] = []
            try:
                if self._waiting:
                    await self._work(batch)
                self._tell_company()
            except (NotSaved, KeyError, Unusable) as error:
                logger.error("notes cannot be stored: %r", error)
                self._fail(batch)
            except Exception:
                logger.exception("notes of a topic failed")
                self._fail(batch)

    async def _work(self, batch: list[Entry]) -> None:
        """Apply what waits, store what is new of it as one update, relay that, then answer. Fills `batch`."""
        with self.crdt.changing():
            authors = self._apply_for_a_moment(batch)
        if self.crdt.made:
            self.number = await self._saves.add(self.topic, self.crdt.made)
            self._uncompacted += len(self.crdt.made)
            self._advance(authors)
        if self._uncompacted >= COMPACT_AFTER:
            await self._compact()
        await self._answer([*self._unanswered, *(entry for entry in batch if isinstance(entry, Question))])

    def _apply_for_a_moment(self, batch: list[Entry]) -> list[Peer]:
        """Who wrote. What is left waits for the next turn: a flood of costly changes must not hold up the board."""
        authors = []
        ends = perf_counter() + MOMENT_S
        while self._waiting and (not batch or perf_counter() < ends):
            entry = self._waiting.take()
            batch.append(entry)
            if isinstance(entry, Change) and self._apply(entry):
                authors.append(entry.peer)
        if self._waiting:
            self._waiting.news.set()
        return authors

    def _apply(self, change: Change) -> bool:
        """Whether it counts as writing. Of who has left meanwhile it is taken too: it may be their last word."""
        peer, facts = change.peer, change.facts
        if peer.is_turned_away:
            return False
        match judge(change, self._may_write(peer), self.crdt, self._room):
            case Ends(code=code, reason=reason):
                self.close_peer(peer, code, reason)
            case Verdict.ASK if peer in self.peers:
                # It typed before it answered our first question.
                peer.owes_answer = True
                peer.answer(framed(frames.SyncStep1(self._state)))
            case Verdict.PASS | Verdict.ASK:
                pass
            case Verdict.TAKE:
                is_new = self.crdt.adds(facts) or (change.is_live and facts.deleted > 0)
                peer.owes_answer = peer.owes_answer and change.is_live
                self.crdt.apply(change.update, facts)
                return is_new
        return False

    def _advance(self, authors: Sequence[Peer]) -> None:
        """What was applied is durable now."""
        now = self._clock.monotonic()
        self._state = self.crdt.state
        self.text = self.crdt.text
        self.changed_at = now
        for peer in authors:
            peer.typed_at = now
        self.history.changed({peer.actor.person or "" for peer in authors}, now)
        alone = authors[0] if len(set(authors)) == 1 else None
        for update in self.crdt.made:
            self.peers.send_to_all(framed(frames.Update(update)), but=alone)

    async def _answer(self, questions: Sequence[Question]) -> None:
        """An answer means that all its asker said before is stored: who has yet to say something again waits for it."""
        asked = [question for question in questions if question.peer in self.peers]
        self._unanswered = [question for question in asked if question.peer.owes_answer][-UNANSWERED_MAX:]
        ends = perf_counter() + MOMENT_S
        for question in asked:
            if question.peer in self.peers and not question.peer.owes_answer:
                self._tell(question)
            if perf_counter() >= ends:
                await asyncio.sleep(0)
                ends = perf_counter() + MOMENT_S

    def _tell(self, question: Question) -> None:
        peer, now = question.peer, self._clock.monotonic()
        if peer.has_drained:
            peer.catch_up(framed(frames.SyncStep2(self.crdt.since(question.state))), now)
        elif peer.is_behind(now):
            peer.answer(NOTHING_MORE)  # the whole stands before it then
        else:
            peer.answer(framed(frames.SyncStep2(self.crdt.since(question.state))))

    async def _compact(self) -> None:
        """Opening gets short again. Losing it is no harm: what was stored one by one is still there."""
        whole = self.crdt.whole()
        self._uncompacted = 0
        await self._saves.compact(self.topic, whole, self.number)
        self._room = Room(self.crdt)

    def _tell_company(self) -> None:
        if news := self.company.take_news():
            self.peers.send_to_all(framed(frames.Awareness(news)))

    # Its end

    def _fail(self, batch: Sequence[Entry]) -> None:
        """What is in memory may be ahead of the store: everybody comes back and brings what was not stored."""
        self._waiting.put_back(batch)
        self._end(CLOSE_BUSY, "it could not be stored")

    def _end(self, code: int, reason: str) -> None:
        self.is_over = True
        self.peers.close_all(code, reason)
        self._waiting.empty()

    # In

    async def _enqueue_change(self, peer: Peer, update: bytes, *, is_live: bool) -> None:
        if len(update) > STORED_MAX_BYTES:
            self.close_peer(peer, CLOSE_TOO_LONG, "the notes are full")
            return
        facts = await read_beside(decode_update, update)
        if not facts.is_empty or not is_live:
            self._enqueue(Change(peer, update, facts, is_live))

    def _enqueue(self, entry: Entry) -> None:
        if self.is_over:
            raise NotSaved("these notes are closed")
        self._waiting.put(entry)


async def read_beside(decode: Callable[[bytes], Read], content: bytes) -> Read:
    """Beside the loop when that takes more than a few milliseconds."""
    return decode(content) if len(content) <= READ_AT_ONCE_BYTES else await asyncio.to_thread(decode, content)

"""One Yjs document in memory: all that touches pycrdt.

Whole texts are read and replaced, never edited by index: pycrdt counts UTF-8 bytes. What comes in has been read by
`openspace.yjs` before. A panic of the library below is no `Exception`; here it becomes `Unusable`.
"""

import copy
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from time import thread_time
from typing import Final

from pycrdt import Doc, Text, TransactionEvent

from openspace.yjs.errors import BadUpdate
from openspace.yjs.pairs import Pairs, split_pairs
from openspace.yjs.reader import Reader
from openspace.yjs.slices import sliced
from openspace.yjs.update import HAS_LEFT, ROOT_NAME, STRING, Id, UpdateFacts, decode_state_vector, decode_update
from openspace.yjs.writer import block, uint

EMPTY_STATE: Final = b"\x00"  # the state vector of who knows nothing
MARK_CLIENT: Final = 0

# A forged update can make the library search the whole document for the place of each of its letters: 64 KB take
# seconds. So few bytes hold too few letters for that; an honest day offline takes some 10 ms.
HARMLESS_BYTES: Final = 1024
APPLY_MAX_S: Final = 0.25


class Unusable(Exception):
    """The library failed on it; the document in memory is not to be used any more."""


class Crdt:
    """`known`: by client, how far it has got. `made`: what the last `changing` brought that was not there."""

    def __init__(self, updates: Iterable[bytes] = (), client: int | None = None) -> None:
        self.known: dict[int, int] = {}
        self.made: list[bytes] = []
        self._client = client
        self._pairs = Pairs()
        self._start()
        with self.changing():
            for update in updates:
                self.apply(update, decode_update(update))

    @property
    def text(self) -> str:
        with no_panic():
            return str(self._text)

    @property
    def text_bytes(self) -> int:
        """Of the text in UTF-8."""
        with no_panic():
            return len(self._text)

    @property
    def state(self) -> bytes:
        """The state vector."""
        with no_panic():
            return self._doc.get_state()

    def since(self, state: bytes) -> bytes:
        """All that a document with this state vector lacks, as one update."""
        with no_panic():
            return self._doc.get_update(state)

    def whole(self) -> bytes:
        """Everything as one update, without the texts that were deleted."""
        return self.since(EMPTY_STATE)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Around any number of `apply` and `rewrite`: one transaction, so nearly always one update is made."""
        self.made = []
        self._begin()
        try:
            yield
        finally:
            self._commit()

    def apply(self, update: bytes, facts: UpdateFacts, max_s: float = inf) -> None:
        """Inside `changing`; nothing it builds on is missing. Raises `Unusable`, also after `max_s` at work."""
        if cut := self._pairs.cut_by(facts, self.known):
            self._commit()
            whole = split_pairs(self.whole(), cut)
            self._start()
            self._doc.apply_update(whole)
            self.made.pop()  # known before
            self._begin()
            update = split_pairs(update, cut)
        with no_panic():
            self._apply_in_slices(update, max_s)
        self._pairs.add(facts, self.known, cut)
        for client, clock in facts.reaches.items():
            self.known[client] = max(clock, self.known.get(client, 0))

    def _apply_in_slices(self, update: bytes, max_s: float) -> None:
        if len(update) <= HARMLESS_BYTES or max_s == inf:
            self._doc.apply_update(update)
            return
        started = thread_time()
        for piece in sliced(update):
            self._doc.apply_update(piece)
            if thread_time() - started > max_s:
                raise Unusable("the library searches too long")

    def is_held_up_by(self, update: bytes, facts: UpdateFacts) -> bool:
        """Whether it would take unreasonably long to apply; tried on a copy when it is large enough to."""
        if len(update) <= HARMLESS_BYTES:
            return False
        tried = self.copy()
        try:
            with tried.changing():
                tried.apply(update, facts, APPLY_MAX_S)
        except Unusable:
            return True
        return False

    def rewrite(self, text: str) -> None:
        """Another whole text. Inside `changing`."""
        with no_panic():
            before = self._doc.get_state()
            self._text.clear()
            self._text.insert(0, text)
            written = self._doc.get_update(before)
            self.known = decode_state_vector(self._doc.get_state())
        self._pairs.add(decode_update(written), decode_state_vector(before))

    def has_news(self, update: bytes, facts: UpdateFacts) -> bool:
        """Whether applying it would change anything."""
        if self.adds(facts):
            return True
        if not facts.deleted:
            return False
        tried = self.copy()
        with tried.changing():
            tried.apply(update, facts)
        return bool(tried.made)

    def adds(self, facts: UpdateFacts) -> bool:
        """Whether it brings text that is not known here."""
        return any(clock > self.known.get(client, 0) for client, clock in facts.reaches.items())

    def lines_of(self, letters: Sequence[Id]) -> list[int | None]:
        """In which line each letter is, or was until it was deleted, from 0; None for one that is nowhere.

        The library counts such places partly in bytes and partly in code units, and panics over letters that are
        gone. So a mark is put behind each letter of a copy, by a client that comes before all others.
        """
        deleted = deletions_in(self.since(self.state))
        there = [letter for letter in letters if 0 <= letter[1] < self.known.get(letter[0], 0)]
        tried = self.copy()
        marks = marks_behind(there, tried.known.get(MARK_CLIENT, 0))
        with tried.changing():
            tried.apply(marks, decode_update(marks))
        text = tried.text
        places: dict[Id, int] = {}
        for number, (client, clock) in enumerate(there):
            behind = text.find(mark(number))
            if behind >= 0:
                is_deleted = any(clock in span for span in deleted.get(client, ()))
                places[client, clock] = text.count("\n", 0, behind if is_deleted else behind - 1)
        return [places.get(letter) for letter in letters]

    def copy(self) -> "Crdt":
        """Another document with the same content, to try something on."""
        other = Crdt()
        other.known = dict(self.known)
        other._pairs = copy.deepcopy(self._pairs)
        with no_panic():
            other._doc.apply_update(self.whole())
        return other

    def _start(self) -> None:
        with no_panic():
            self._doc: Doc[Text] = Doc(client_id=self._client)
            self._text = self._doc.get(ROOT_NAME, type=Text)
            self._doc.observe(self._remember)

    def _begin(self) -> None:
        self._transaction = self._doc.transaction()
        with no_panic():
            self._transaction.__enter__()

    def _commit(self) -> None:
        with no_panic():
            self._transaction.__exit__(None, None, None)

    def _remember(self, event: TransactionEvent) -> None:
        self.made.append(event.update)


@contextmanager
def no_panic() -> Iterator[None]:
    """Raises `Unusable` when the library panics."""
    try:
        yield
    except Exception:
        raise
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise Unusable(str(panic)) from None


def marks_behind(letters: Sequence[Id], clock: int) -> bytes:
    """An update that puts a mark behind each letter. `clock`: what `MARK_CLIENT` has got to."""
    structs = [
        bytes((STRING | HAS_LEFT,)) + uint(client) + uint(at) + block(mark(number).encode())
        for number, (client, at) in enumerate(letters)
    ]
    if not structs:
        return bytes((0, 0))
    return uint(1) + uint(len(structs)) + uint(MARK_CLIENT) + uint(clock) + b"".join(structs) + uint(0)


def deletions_in(update: bytes) -> dict[int, list[range]]:
    """By client, the clocks an update without structs says are deleted."""
    reader = Reader(update, BadUpdate)
    reader.uint()
    found: dict[int, list[range]] = {}
    for _ in range(reader.uint()):
        spans = found.setdefault(reader.uint(), [])
        for _ in range(reader.uint()):
            start = reader.uint()
            spans.append(range(start, start + reader.uint()))
    return found


def mark(number: int) -> str:
    """A noncharacter, which no text has, and a number."""
    return f"\ufdd0{number}\ufdd1"

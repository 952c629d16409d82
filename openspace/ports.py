"""What the live part needs from the outside, as protocols.

Every implementation of a port passes the same contract suite (`tests/contract/`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct, field

from openspace.domain.board import Changes, Event
from openspace.domain.entities import Role


class Stored(Struct, frozen=True, kw_only=True):
    """One row of the log: an event with what only the server keeps of it."""

    event: Event
    command_id: str
    made: dict[str, str] = field(default_factory=dict)
    before: Changes = field(default_factory=Changes)  # values the event overwrote


class BoardRecord(Struct, frozen=True, kw_only=True):
    """A board as the data file lists it. `epoch` changes when history does (erasure, restore, import)."""

    code: str  # "LUND482"
    epoch: str
    created_at: datetime


class Link(Struct, frozen=True, kw_only=True):
    """A capability: who holds the key has the role on the board. `person`: whom a bare key acts as; None for walls."""

    key: str
    code: str
    role: Role
    person: str | None = None


class Whereabouts(Struct, frozen=True):
    """Where a person is: a session's id, `CAFE`, `LOBBY`, or None: in no count. `day`: the last they were here."""

    place: str | None
    day: date


class Movement(Struct, frozen=True, order=True):
    """How many went from one place to another in one minute. Never who."""

    minute: datetime
    origin: str
    target: str
    people: int


class Revision(Struct, frozen=True, kw_only=True):
    """How a topic's notes read at one moment: for the time line. `seq`: the board's then. `authors`: how many wrote."""

    at: datetime
    seq: int
    text: str
    authors: int = 0


class Restored(Struct, frozen=True, kw_only=True):
    """What an import brings beside the log. `notes`: a document (Yjs update) by topic; `blobs`: bytes by digest."""

    movements: list[Movement] = field(default_factory=list)
    notes: dict[str, bytes] = field(default_factory=dict)
    revisions: dict[str, list[Revision]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)


class Conflict(Exception):
    """Another writer has taken a seq of the batch; nothing of it was stored."""


class NotSaved(Exception):
    """The store cannot write now (disk full, locked, closed); perhaps nothing of the batch was stored."""


class NotRead(Exception):
    """The store cannot read now (disk error, closed). Any method that reads may raise it."""


class EventLog(Protocol):
    """Durable when `append` and `create` return: synced to the disk, there after SIGKILL."""

    async def secret(self) -> bytes:
        """The signing secret of this data file, ≥ 32 random bytes, made on first use."""

    async def create(
        self, record: BoardRecord, links: Sequence[Link], rows: Sequence[Stored], restored: Restored | None = None
    ) -> None:
        """A new board with its links, first events and whatever an import brings, at once.

        Raises:
            Conflict: The code, or the key of a link, is taken.
            NotSaved: The store cannot write now.
        """

    async def records(self) -> list[BoardRecord]:
        """Every board, oldest first."""

    async def record(self, code: str) -> BoardRecord | None: ...

    async def to_look_after(self, now: datetime) -> list[BoardRecord]:
        """Boards that have changed since they were `looked_after`, or are due by now; oldest first."""

    async def looked_after(self, code: str, due: datetime | None) -> None:
        """Nothing is to be done about the board as it is stored now before it is `due`; None: never.

        Raises:
            NotSaved: The store cannot write now.
        """

    async def links(self, code: str) -> list[Link]:
        """As given to `create`, in that order; none for an unknown board."""

    async def link(self, key: str) -> Link | None: ...

    async def append(self, code: str, rows: Sequence[Stored]) -> None:
        """All rows in one transaction, or none. Whoever appends has read every row before, so knows each command.

        Raises:
            Conflict: A seq is there already.
            KeyError: There is no such board.
            NotSaved: The store cannot write now. If it could not commit, only `read` tells what was stored.
        """

    async def read(self, code: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        """Rows with seq > `after` that are durable, in order, at most `limit`; none for an unknown board."""

    async def erase(self, code: str) -> None:
        """All of one board, for good: everything any method here has stored of it is overwritten in the file.

        Raises:
            NotSaved: The store cannot write now.
        """

    async def probe(self) -> None:
        """Write one row, to know that writing works. Raises NotSaved."""


class FeetStore(Protocol):
    """Whereabouts, written behind: up to a second of moves may be lost in a crash."""

    async def whereabouts(self, code: str) -> dict[str, Whereabouts]:
        """By person."""

    async def save_feet(self, code: str, moved: Mapping[str, Whereabouts], movements: Sequence[Movement]) -> None:
        """Replace the whereabouts of those who moved; add to the counts of each minute, at once.

        Raises:
            KeyError: There is no such board.
            NotSaved: The store cannot write now.
        """

    async def movements(self, code: str) -> list[Movement]:
        """In order of minute, origin, target."""


class NoteStore(Protocol):
    """The notes' documents, as Yjs updates in the order they came. Durable when a method returns."""

    async def note_updates(self, code: str, topic: str) -> list[tuple[int, bytes]]:
        """Number and update, in order; what was compacted stands first, under the number of its last update."""

    async def add_note_updates(self, code: str, topic: str, updates: Sequence[bytes]) -> int:
        """Behind what is there, in one transaction. Returns the number of the last, 1 for a document's first.

        Raises:
            KeyError: There is no such board.
            NotSaved: The store cannot write now.
        """

    async def compact_notes(self, code: str, topic: str, whole: bytes, upto: int) -> None:
        """One update in place of all with a number ≤ `upto`. Raises KeyError, NotSaved."""

    async def noted(self, code: str) -> list[str]:
        """Topics with a document, in no order."""

    async def revisions(self, code: str, topic: str) -> list[Revision]:
        """Oldest first."""

    async def add_revision(self, code: str, topic: str, revision: Revision) -> None:
        """Raises KeyError, NotSaved."""


class BlobStore(Protocol):
    """Bytes under the SHA-256 (hex) of themselves: photos and published editions."""

    async def save_blob(self, code: str, content: bytes) -> str:
        """Its digest; saving the same again changes nothing. Raises KeyError (no such board), NotSaved."""

    async def blob(self, code: str, digest: str) -> bytes | None: ...

    async def blob_sizes(self, code: str) -> dict[str, int]:
        """Bytes by digest."""

    async def erase_blob(self, code: str, digest: str) -> None:
        """Overwritten in the file; nothing happens if it is not there. Raises NotSaved."""


class Store(EventLog, FeetStore, NoteStore, BlobStore, Protocol):
    """What a data file offers. Each method may be called from any task; calls are serialised inside."""

    async def close(self) -> None:
        """May be called again. Afterwards every other method raises `NotSaved` or `NotRead`."""


class Clock(Protocol):
    """Time, so that tests can advance it."""

    def now(self) -> datetime:
        """UTC, aware."""

    def monotonic(self) -> float:
        """Seconds, never going back."""

    async def sleep(self, seconds: float) -> None: ...


class Ids(Protocol):
    """Randomness, so that tests can repeat it."""

    def new_id(self) -> str:
        """For an entity: ≥ 64 random bits, starts with a letter (JavaScript sorts keys that look like numbers)."""

    def new_key(self) -> str:
        """For a link: ≥ 128 random bits, safe in a URL."""

    def new_code(self) -> str:
        """For a board: four letters and three digits, "LUND482"; the caller tries again when it is taken."""

"""A strict reader of Yjs updates (version 1) of one plain text: it stands before every `apply_update`.

An update is clients, each with structs in the order of their clocks, then what is deleted. A clock counts UTF-16 code
units. What a plain `Y.Text` never writes is refused: other roots, nested types, keys, formats, embeds, numbers that
are too large or too long, ranges without length or out of order, clocks a thing could not know. Linear; never recurses.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from openspace.yjs.causes import Cause, in_order
from openspace.yjs.errors import BadUpdate
from openspace.yjs.reader import NUMBER_MAX, Reader

ROOT_NAME = "notes"

# pycrdt counts clocks in 32 bits; nobody types two thousand million letters.
CLOCK_MAX = 2**31 - 1

# The lower five bits of a struct's first byte say what it is, the upper three what it brings.
KIND = 0b0001_1111
GC, DELETED, STRING, SKIP = 0, 1, 4, 10
HAS_KEY, HAS_RIGHT, HAS_LEFT = 0b0010_0000, 0b0100_0000, 0b1000_0000
OTHER_KINDS = {2: "JSON", 3: "binary", 5: "embed", 6: "format", 7: "nested type", 8: "any", 9: "document"}


Id = tuple[int, int]


class AstralString(NamedTuple):
    """A string with characters beyond the first plane; start, end: where it stands in the update, length included."""

    client: int
    clock: int
    text: str
    start: int
    end: int


class UpdateFacts(Struct, frozen=True):
    """What an update brings and what it builds on.

    needs: by client, the clock a document must have reached for this update to connect.
    reaches: by client, the clock after its last struct here.
    inserted: UTF-16 code units of text. deleted: code units named as deleted, known ones too.
    astral: the strings with characters that take two code units. cuts: (client, clock) before which a string is cut.
    """

    needs: Mapping[int, int]
    reaches: Mapping[int, int]
    inserted: int
    deleted: int
    astral: Sequence[AstralString]
    cuts: Sequence[Id]

    @property
    def is_empty(self) -> bool:
        return not self.reaches and not self.deleted


def decode_update(update: bytes) -> UpdateFacts:
    """Read an update to its last byte.

    Raises:
        BadUpdate: No Yjs client of a plain text named `notes` writes this.
    """
    return read_update(update).facts()


def read_update(update: bytes) -> "Reading":
    """As `decode_update`, for who needs to know where things stand in it."""
    reading = Reading(update)
    reading.read_clients()
    reading.deletions_at = reading.reader.position
    reading.read_deletions()
    reading.reader.finish()
    return reading


def missing_from(facts: UpdateFacts, state: Mapping[int, int]) -> dict[int, int]:
    """Return what a document with this state vector lacks, as {client: clock needed}; empty if the update connects."""
    return {client: clock for client, clock in facts.needs.items() if state.get(client, 0) < clock}


class Reading:
    """One walk over one update. places: by client, clock and offset of each struct, and of the end."""

    __slots__ = (
        "astral",
        "causes",
        "cuts",
        "deleted",
        "deletions_at",
        "inserted",
        "needs",
        "places",
        "reaches",
        "reader",
        "references",
    )

    def __init__(self, update: bytes) -> None:
        self.reader = Reader(update, BadUpdate)
        self.needs: dict[int, int] = {}
        self.reaches: dict[int, int] = {}
        self.references: dict[int, int] = {}  # client: the clock after the last letter pointed at
        self.causes: dict[int, list[Cause]] = {}
        self.inserted = 0
        self.deleted = 0
        self.deletions_at = 0
        self.places: dict[int, list[Id]] = {}
        self.astral: list[AstralString] = []
        self.cuts: list[Id] = []

    def read_clients(self) -> None:
        reader = self.reader
        clients = reader.uint()
        for _ in range(clients):
            structs = reader.uint()
            start = reader.position
            client = reader.uint()
            if client in self.causes:
                raise BadUpdate(start, f"client {client} twice")
            self.causes[client] = []
            self._read_structs(client, structs)
        if clients > 1 and in_order(self.causes) is None:
            raise BadUpdate(reader.position, "structs that wait for each other")

    def _read_structs(self, client: int, structs: int) -> None:
        """A gap is bridged by a document that knows what is in it, so what follows needs the gap's end."""
        reader = self.reader
        clock = needed = reader.uint(CLOCK_MAX)
        is_after_gap = False
        places = self.places[client] = []
        for _ in range(structs):
            start = reader.position
            places.append((clock, start))
            info = reader.byte()
            length = self._read_struct(info, client, clock)
            if not 0 < length <= CLOCK_MAX - clock:
                raise BadUpdate(start, f"a struct of length {length} at clock {clock}")
            if info == SKIP:
                is_after_gap = True
            elif is_after_gap:
                needed = clock
                is_after_gap = False
            clock += length
            if not is_after_gap:
                self.reaches[client] = clock
        places.append((clock, reader.position))
        if needed and client in self.reaches:
            self.needs[client] = needed

    def _read_struct(self, info: int, client: int, clock: int) -> int:
        """Return its length in clocks."""
        reader = self.reader
        if info in (GC, SKIP):
            return reader.uint(CLOCK_MAX)
        kind = info & KIND
        if kind not in (STRING, DELETED):
            raise BadUpdate(reader.position - 1, f"content of kind {OTHER_KINDS.get(kind, kind)}")
        if info & HAS_KEY:
            raise BadUpdate(reader.position - 1, "an entry of a map")
        if info & HAS_LEFT:
            other, at = self._read_reference(client, clock)
            self.cuts.append((other, at + 1))
        if info & HAS_RIGHT:
            self.cuts.append(self._read_reference(client, clock))
        if not info & (HAS_LEFT | HAS_RIGHT):
            self._read_parent()
        if kind == DELETED:
            return reader.uint(CLOCK_MAX)
        return self._read_string(client, clock)

    def _read_string(self, client: int, clock: int) -> int:
        start = self.reader.position
        text = self.reader.text()
        length = utf16_length(text)
        if length > len(text):
            self.astral.append(AstralString(client, clock, text, start, self.reader.position))
        self.inserted += length
        return length

    def _read_reference(self, client: int, clock: int) -> Id:
        """Read which letter a struct was put beside: an older one of its own client, or any of another."""
        reader = self.reader
        start = reader.position
        other, at = reader.uint(), reader.uint(CLOCK_MAX - 1)
        if other == client:
            if at >= clock:
                raise BadUpdate(start, f"clock {clock} put beside the later {at}")
        else:
            self.causes[client].append(Cause(clock, other, at))
        if at >= self.references.get(other, 0):
            self.references[other] = at + 1
        return other, at

    def _read_parent(self) -> None:
        start = self.reader.position
        if self.reader.uint() != 1:
            raise BadUpdate(start, "a nested parent")
        if (name := self.reader.text()) != ROOT_NAME:
            raise BadUpdate(start, f"an unknown root {name[:40]!r}")

    def read_deletions(self) -> None:
        reader = self.reader
        seen = set()
        for _ in range(reader.uint()):
            start = reader.position
            client = reader.uint()
            if client in seen:
                raise BadUpdate(start, f"deletions of client {client} twice")
            seen.add(client)
            end = self._read_ranges(client)
            if end > self.references.get(client, 0):
                self.references[client] = end

    def _read_ranges(self, client: int) -> int:
        """Return the clock after the last range."""
        reader = self.reader
        end = 0
        for _ in range(reader.uint()):
            start = reader.position
            clock, length = reader.uint(CLOCK_MAX), reader.uint(CLOCK_MAX)
            if clock < end or not 0 < length <= CLOCK_MAX - clock:
                raise BadUpdate(start, f"deletion of {length} at {clock}, after {end}")
            end = clock + length
            self.deleted += length
            self.cuts += ((client, clock), (client, end))
        return end

    def facts(self) -> UpdateFacts:
        for client, clock in self.references.items():
            if clock > self.reaches.get(client, 0) and clock > self.needs.get(client, 0):
                self.needs[client] = clock
        return UpdateFacts(self.needs, self.reaches, self.inserted, self.deleted, self.astral, self.cuts)


def utf16_length(text: str) -> int:
    """Return how many clocks a text takes: characters beyond the first plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def decode_state_vector(state: bytes) -> dict[int, int]:
    """Read how far a document knows each client.

    Raises:
        BadUpdate: Not a state vector, or a client twice.
    """
    reader = Reader(state, BadUpdate)
    known: dict[int, int] = {}
    for _ in range(reader.uint(NUMBER_MAX)):
        start = reader.position
        client, clock = reader.uint(), reader.uint(CLOCK_MAX)
        if client in known:
            raise BadUpdate(start, f"client {client} twice")
        known[client] = clock
    reader.finish()
    return known

"""A large update as small ones, so that whoever applies them can look at the clock in between.

A forger can let pycrdt search through the whole document for the place of every struct: 64 KB take seconds, and from
the update alone it cannot be told from honest work. In slices it can be stopped.
"""

from bisect import bisect_left
from collections.abc import Iterator

from openspace.yjs.causes import in_order
from openspace.yjs.update import read_update
from openspace.yjs.writer import uint

SLICE_STRUCTS = 64

NOTHING = b"\x00"


def sliced(update: bytes) -> Iterator[bytes]:
    """Yield updates of at most 64 structs, each connecting to what came before it; the deletions come last.

    Raises:
        BadUpdate: The update is none.
    """
    reading = read_update(update)
    if sum(len(places) - 1 for places in reading.places.values()) <= SLICE_STRUCTS:
        yield update
        return
    for client, start, end in in_order(reading.causes) or ():
        places = reading.places[client]
        first, last = bisect_left(places, (start,)), min(bisect_left(places, (end,)), len(places) - 1)
        for at in range(first, last, SLICE_STRUCTS):
            until = min(at + SLICE_STRUCTS, last)
            (clock, begins), (_, ends) = places[at], places[until]
            yield uint(1) + uint(until - at) + uint(client) + uint(clock) + update[begins:ends] + NOTHING
    yield NOTHING + update[reading.deletions_at :]

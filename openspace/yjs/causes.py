"""Whether structs of several clients in one update wait for each other in a circle.

Time never runs in circles, so no honest update does; an engine that follows such a circle may not come back.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

FAR = 2**53


class Cause(NamedTuple):
    """The struct at `clock` can be placed only after `other`'s letter at `at`."""

    clock: int
    other: int
    at: int


def is_circular(causes: Mapping[int, Sequence[Cause]]) -> bool:
    """Walk every client's causes in order; who cannot go on waits until the other has come far enough.

    causes: by client of the update, in the order of its clocks. Clients outside are taken to be known.
    """
    met = dict.fromkeys(causes, 0)  # by client, how many of its causes are behind it
    waiting: dict[int, list[tuple[int, int]]] = {client: [] for client in causes}  # heaps of (at, who waits)
    ready = list(causes)
    while ready:
        client = ready.pop()
        own = causes[client]
        while met[client] < len(own):
            cause = own[met[client]]
            if cause.other in causes and _reached(causes[cause.other], met[cause.other]) <= cause.at:
                heappush(waiting[cause.other], (cause.at, client))
                break
            met[client] += 1
        reached = _reached(own, met[client])
        while waiting[client] and waiting[client][0][0] < reached:
            ready.append(heappop(waiting[client])[1])
    return any(met[client] < len(own) for client, own in causes.items())


def _reached(own: Sequence[Cause], met: int) -> int:
    """Return the clock of the struct that a client stands before."""
    return own[met].clock if met < len(own) else FAR

"""The order in which the structs of several clients in one update can be placed, each after what it stands beside.

Where they wait for each other in a circle there is none. Time never runs in circles, so no honest update does; an
engine that follows such a circle may not come back.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

FAR = 2**53  # after every clock


class Cause(NamedTuple):
    """The struct at `clock` can be placed only after `other`'s letter at `at`."""

    clock: int
    other: int
    at: int


class Stretch(NamedTuple):
    """A client's structs with clocks from `start` to before `end`."""

    client: int
    start: int
    end: int


def in_order(causes: Mapping[int, Sequence[Cause]]) -> list[Stretch] | None:
    """Walk every client's causes in order; who cannot go on waits until the other has come far enough.

    causes: by client of the update, in the order of its clocks. Clients outside are taken to be known.
    Return what can be placed after what, or None if it runs in a circle.
    """
    met = dict.fromkeys(causes, 0)  # by client, how many of its causes are behind it
    waiting: dict[int, list[tuple[int, int]]] = {client: [] for client in causes}  # heaps of (at, who waits)
    came = dict.fromkeys(causes, 0)  # by client, the clock it has come to
    ready = list(causes)
    order = []
    while ready:
        client = ready.pop()
        own = causes[client]
        while met[client] < len(own):
            cause = own[met[client]]
            if cause.other in causes and came[cause.other] <= cause.at:
                heappush(waiting[cause.other], (cause.at, client))
                break
            met[client] += 1
        reached = own[met[client]].clock if met[client] < len(own) else FAR
        if reached > came[client]:
            order.append(Stretch(client, came[client], reached))
            came[client] = reached
        while waiting[client] and waiting[client][0][0] < reached:
            ready.append(heappop(waiting[client])[1])
    return order if all(clock == FAR for clock in came.values()) else None

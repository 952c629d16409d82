"""What came of a phase, put together frame by frame. Pure: it is told the time."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from bench.load.plan import Act, Count, Quantiles

REMEMBERED_MAX: Final = 256  # different frames; a shared one reaches every client within a moment
NOTHING: Final = Quantiles(0.0, 0.0, 0.0, 0.0)


class Content(Struct, frozen=True):
    """What one frame holds: acts under way that it shows, and how often each needle."""

    acts: tuple[int, ...]
    times: tuple[int, ...]


class Tally:
    """Delays of acts and counts of needles, over the frames of all clients.

    An act is under way from its sending until every reader has it; of each reader its first frame with the mark counts.
    `clients`: how many there are; `readers`: the numbers of those that should see the acts.
    """

    def __init__(self, acts: Sequence[Act], clients: int, readers: Iterable[int], counted: Sequence[bytes]) -> None:
        self.frames = 0
        self._acts = acts
        self._readers = frozenset(readers)
        self._counted = counted
        self._sent: dict[int, float] = {}
        self._waiting: dict[int, set[int]] = {}  # by act: who has not seen it
        self._delays = array("d")
        self._last = array("d")
        self._contents: dict[bytes, Content] = {}
        self._times = [0] * len(counted)
        self._frames_of = [array("q", [0]) * clients for _ in counted]
        self._missing = sum(len(self._readers) for act in acts if act.mark)

    @property
    def missing(self) -> int:
        """Pairs of act and reader that have not come together."""
        return self._missing

    def sent(self, act: int, now: float) -> None:
        """It is about to be written. `now`: seconds."""
        if self._acts[act].mark:
            self._contents.clear()  # what was looked at without it may show it now
            self._sent[act] = now
            self._waiting[act] = set(self._readers)

    def heard(self, client: int, payload: bytes, now: float) -> None:
        """A frame has come."""
        self.frames += 1
        content = self._contents.get(payload)
        if content is None:
            content = self._contents[payload] = self._look_at(payload)
        for act in content.acts:
            self._show(act, client, now)
        for nth, times in enumerate(content.times):
            if times:
                self._times[nth] += times
                self._frames_of[nth][client] += 1

    def delays(self) -> Quantiles:
        return quantiles(self._delays)

    def last(self) -> Quantiles:
        return quantiles(self._last)

    def counts(self) -> list[Count]:
        return [
            Count(times, sum(frames), max(frames, default=0))
            for times, frames in zip(self._times, self._frames_of, strict=True)
        ]

    def _look_at(self, payload: bytes) -> Content:
        if len(self._contents) >= REMEMBERED_MAX:
            self._contents.clear()
        acts = tuple(act for act in self._waiting if self._acts[act].mark in payload)
        return Content(acts, tuple(payload.count(needle) for needle in self._counted))

    def _show(self, act: int, client: int, now: float) -> None:
        waiting = self._waiting.get(act)
        if waiting is None or client not in waiting:
            return
        waiting.remove(client)
        self._missing -= 1
        delay = (now - self._sent[act]) * 1e3
        self._delays.append(delay)
        if not waiting:
            self._last.append(delay)
            del self._waiting[act]


def quantiles(values: Iterable[float]) -> Quantiles:
    """Of milliseconds, by the nearest rank."""
    ordered = sorted(values)
    if not ordered:
        return NOTHING

    def rank(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    return Quantiles(rank(0.50), rank(0.95), rank(0.99), ordered[-1])

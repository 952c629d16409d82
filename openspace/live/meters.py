"""What is counted while boards run, for whoever looks after the server (`web/metrics.py` shows it).

Plain numbers that know no name, no person and no board: counting one costs the hot path an addition.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

COMMIT_BOUNDS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
LAG_BOUNDS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)

# How a screen that had missed something was brought up to date: by the events it missed, by a snapshot
# since it had missed too many, or by a snapshot since it did not read for a while.
Resync = Literal["events", "snapshot", "behind"]


class Timing:
    """How often something took how long. `counts[n]`: durations up to `bounds_s[n]`, the last one: all longer."""

    def __init__(self, bounds_s: Sequence[float]) -> None:
        self.bounds_s = bounds_s
        self.counts = [0] * (len(bounds_s) + 1)
        self.total_s = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(self.bounds_s, seconds)] += 1
        self.total_s += seconds


class Meters:
    """Of one server, all boards together.

    `events`: made durable · `commit`: of one batch, until it is on the disk · `commits_failed`: batches that the disk
    would not take · `tick_lag`: how late a tick came.
    """

    def __init__(self) -> None:
        self.events = 0
        self.commit = Timing(COMMIT_BOUNDS_S)
        self.commits_failed = 0
        self.tick_lag = Timing(LAG_BOUNDS_S)
        self.resyncs: Counter[Resync] = Counter()


class Census(Struct, frozen=True, kw_only=True):
    """What there is at one moment. `waiting`: commands that nobody has decided yet."""

    boards: int = 0
    screens: int = 0
    notes_sockets: int = 0
    waiting: int = 0

"""What Prometheus is told, read when it asks: of the boards, of who was turned away, of the process.

No label says anything about a board or a person: the only ones are our own words for reasons.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import get_args

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from openspace.live.boards import Boards
from openspace.live.meters import Resync, Timing
from openspace.web.rejections import Rejections


class Metrics:
    """Of one server; a registry of its own."""

    def __init__(self, boards: Boards, rejections: Rejections) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(ServerCollector(boards, rejections))
        ProcessCollector(registry=self._registry)

    def text(self) -> bytes:
        """In Prometheus' text format, version 0.0.4."""
        return generate_latest(self._registry)


class ServerCollector(Collector):
    """Turns what the server counts anyway into families."""

    def __init__(self, boards: Boards, rejections: Rejections) -> None:
        self._boards = boards
        self._rejections = rejections

    def collect(self) -> Iterator[Metric]:
        there, meters = self._boards.census(), self._boards.meters
        yield GaugeMetricFamily("openspace_boards_open", "Boards in memory.", there.boards)
        yield GaugeMetricFamily("openspace_screens", "Board sockets that have said hello.", there.screens)
        yield GaugeMetricFamily("openspace_notes_sockets", "Sockets on notes' documents.", there.notes_sockets)
        yield GaugeMetricFamily("openspace_commands_waiting", "Commands queued to be decided.", there.waiting)
        yield CounterMetricFamily("openspace_events", "Events made durable.", meters.events)
        yield histogram("openspace_commit_seconds", "Until a batch of events is on the disk.", meters.commit)
        yield CounterMetricFamily(
            "openspace_commits_failed", "Batches that could not be kept: disk full, file locked.", meters.commits_failed
        )
        yield histogram("openspace_tick_lag_seconds", "How late a tick came that was due.", meters.tick_lag)
        resyncs = CounterMetricFamily(
            "openspace_resyncs",
            "Screens brought up to date: by the events they missed, by a snapshot as they missed too many, "
            "or by one as they did not read (behind).",
            labels=["by"],
        )
        for by in get_args(Resync):  # each from the start: a rate sees nothing of a counter that begins at 1
            resyncs.add_metric([by], meters.resyncs[by])
        yield resyncs
        rejected = CounterMetricFamily("openspace_peers_rejected", "Peers turned away.", labels=["reason"])
        for reason, count in self._rejections.counts.items():
            rejected.add_metric([reason], count)
        yield rejected


def histogram(name: str, documentation: str, timing: Timing) -> HistogramMetricFamily:
    bounds = [*(str(bound) for bound in timing.bounds_s), "+Inf"]
    buckets = list(zip(bounds, accumulate(timing.counts), strict=True))
    return HistogramMetricFamily(name, documentation, buckets=buckets, sum_value=timing.total_s)

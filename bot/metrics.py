"""What the running bot counts and times, in Prometheus' format; numbers only, never an id or a word of anybody.

Where several workers serve one port, whoever is asked answers for all: each writes its numbers into files of a common folder
(prometheus_client's multiprocess mode), so that a scrape does not jump between workers.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

# prometheus_client looks at it when it is first imported.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
KEPT_EVERY_S = 1.0
PRESENT, PRESENT_IS = "pathwise_turns_present", "Turns that run or wait."
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The measures of one runtime, and of the workers beside it."""

    def __init__(self) -> None:
        """Register all measures, at nought."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.requests = Counter("pathwise_requests", "Requests answered.", ("path", "status"), registry=self.registry)
        self.request_seconds = Histogram(
            "pathwise_request_seconds", "From a request to the end of its answer.", ("path",), buckets=SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self.turns = Counter("pathwise_turns", "Turns stored, by how they ended.", ("status",), registry=self.registry)
        self.turn_seconds = Histogram(
            "pathwise_turn_seconds", "From a message's place at the front of its queue to its commit.", buckets=SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self.repeats = Counter(
            "pathwise_repeated_messages", "Messages answered from what was stored.", registry=self.registry
        )
        self.overlaps = Counter(
            "pathwise_overlapped_turns", "Turns taken again, as another process was first.", registry=self.registry
        )
        self.conversations = Counter("pathwise_conversations", "Conversations begun.", registry=self.registry)
        self.failures = Counter(
            "pathwise_failures", "Faults that a learner was told of, by part.", ("part",), registry=self.registry
        )
        self.refused = Counter("pathwise_refused", "Requests refused, by reason.", ("code",), registry=self.registry)
        self.ready = Gauge(
            "pathwise_ready", "1 where a part answers.", ("part",), multiprocess_mode="livemostrecent",
            registry=self.registry,
        )  # fmt: skip
        self._is_shared = SHARED_FOLDER in os.environ
        self._present: Callable[[], int] = int

    def watch_turns(self, present: Callable[[], int]) -> None:
        """Show how many turns run or wait whenever somebody looks."""
        self._present = present
        if not self._is_shared:
            self.registry.register(_Present(present))

    async def keep(self) -> None:
        """Write down every second, for the other workers to show, what is otherwise asked for when somebody looks."""
        if not self._is_shared:
            return
        kept = Gauge(PRESENT, PRESENT_IS, multiprocess_mode="livesum", registry=self.registry)
        while True:
            kept.set(self._present())
            await asyncio.sleep(KEPT_EVERY_S)

    def text(self) -> bytes:
        """All measures as Prometheus reads them; of all workers, where there are several."""
        if not self._is_shared:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


class _Present(Collector):
    """A number that is asked for, not kept."""

    def __init__(self, present: Callable[[], int]) -> None:
        self._present = present

    def collect(self) -> list[GaugeMetricFamily]:
        return [GaugeMetricFamily(PRESENT, PRESENT_IS, value=self._present())]

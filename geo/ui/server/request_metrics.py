"""What a server does, in numbers that Prometheus collects. Nothing of a person or of a question is in them."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from geo.ui.server.blob_cache import BLOBS
from geo.ui.server.shared_answers import SHARED

SECONDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

REGISTRY = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
REQUESTS = Counter("atlas_requests", "Answered requests.", ["address", "status"], registry=REGISTRY)
DURATION = Histogram(
    "atlas_request_seconds", "Time until a request was answered.", ["address"], buckets=SECONDS, registry=REGISTRY
)
CONNECTIONS = Gauge("atlas_open_connections", "Open pages: websockets of browsers.", registry=REGISTRY)
INCIDENTS = Gauge("atlas_dataset_incidents", "Incidents of the dataset that is served.", ["dataset"], registry=REGISTRY)
READY = Gauge("atlas_ready", "1 where the dataset can be asked, else 0.", registry=REGISTRY)
Gauge("atlas_kept_answers", "Answers that are kept for browsers.", registry=REGISTRY).set_function(
    lambda: float(BLOBS.count())
)
HEAVY_RUNNING = Gauge(
    "atlas_heavy_running", "Imports of large files, searches for duplicates and films that run.", registry=REGISTRY
)
HEAVY_WAITING = Gauge("atlas_heavy_waiting", "Those that wait for their turn.", registry=REGISTRY)
UPLOADS = Gauge("atlas_uploads_bytes", "Files, datasets and layers of all people.", registry=REGISTRY)


def open_pages() -> int:
    """How many pages are open."""
    return int(REGISTRY.get_sample_value("atlas_open_connections") or 0)


def resident_bytes() -> int | None:
    """Memory that the process holds; None where the system does not say."""
    found = REGISTRY.get_sample_value("process_resident_memory_bytes")
    return None if found is None else int(found)


class _SharedAnswers(Collector):
    """What was computed here, and what another process had computed."""

    def collect(self) -> Iterator[Metric]:
        family = CounterMetricFamily(
            "atlas_shared_answers",
            "Computed answers: found in the shared folder, or made here.",
            labels=["kind", "outcome"],
        )
        for labels, number in sorted(SHARED.outcomes.items()):
            family.add_metric(labels, number)
        yield family


REGISTRY.register(_SharedAnswers())


def metrics_text() -> tuple[bytes, str]:
    """All numbers in the text form of Prometheus, and its media type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST

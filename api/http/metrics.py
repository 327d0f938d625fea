"""Requests counted and timed by route, and the queue where there is one, in the Prometheus text format."""

import logging
from collections.abc import Iterable
from threading import Lock
from time import monotonic, perf_counter

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)
KEPT_SECONDS = 5
REQUESTS = Counter("chophien_http_requests_total", "Answers by route and status.", ("route", "status"))
SECONDS = Histogram(
    "chophien_http_request_seconds",
    "Time from request to the end of the answer, by route.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class QueueMetrics(Collector):
    """The queue of a catalog on PostgreSQL, counted at most every few seconds however often somebody asks.

    On SQLite there is none; a database that does not answer has none for a while.
    """

    def __init__(self, catalog: Engine) -> None:
        self._catalog = catalog
        self._lock = Lock()
        self._kept: list[Metric] = []
        self._until = 0.0

    def collect(self) -> Iterable[Metric]:
        """The gauges, none where there is no queue."""
        if self._catalog.dialect.name != "postgresql":
            return []
        with self._lock:
            if monotonic() > self._until:
                self._kept, self._until = self._counted(), monotonic() + KEPT_SECONDS
            return self._kept

    def _counted(self) -> list[Metric]:
        from api.jobs.gauges import queue_gauges

        try:
            return list(queue_gauges(self._catalog))
        except SQLAlchemyError:
            log.warning("the queue cannot be counted", exc_info=True)
            return []


def exposition(queue: QueueMetrics) -> tuple[bytes, str]:
    """The metrics of this process and of the queue, and their media type."""
    beside = CollectorRegistry()
    beside.register(queue)
    return generate_latest() + generate_latest(beside), CONTENT_TYPE_LATEST


class RequestMetrics:
    """ASGI middleware. Labels are route patterns, never paths: a hostile client cannot make labels."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        began = perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            REQUESTS.labels(route, str(status)).inc()
            SECONDS.labels(route).observe(perf_counter() - began)

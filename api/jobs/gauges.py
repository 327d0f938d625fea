"""The queue as gauges for Prometheus: jobs by what they are doing, and workers alive."""

from collections.abc import Iterator

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import Engine, text

from api.jobs.connection import SCHEMA
from api.jobs.status import counted

STATES = ("waiting", "later", "running", "failed")
# Whoever reads figures waits for nobody: a queue that cannot be counted at once has none this time.
_PATIENCE = "SET LOCAL statement_timeout = '2s'"
_PLACE = f"SET LOCAL search_path = {SCHEMA}"
_THERE = text("SELECT to_regclass('procrastinate_workers') IS NOT NULL AND to_regclass('note') IS NOT NULL")


def queue_gauges(catalog: Engine) -> Iterator[Metric]:
    """Both gauges as they stand now; none where the catalog, on PostgreSQL, keeps no queue yet."""
    with catalog.connect() as connection, connection.begin():
        connection.exec_driver_sql(_PATIENCE)
        connection.exec_driver_sql(_PLACE)
        if not connection.execute(_THERE).scalar_one():
            return
        workers, queues = counted(connection)
    jobs = GaugeMetricFamily(
        "chophien_queue_jobs",
        "Jobs that wait for a worker, wait for another try (later), run, or failed for good in the last 24 hours.",
        labels=("queue", "state"),
    )
    for queue in queues:
        for state in STATES:
            jobs.add_metric((queue.queue, state), getattr(queue, state))
    yield jobs
    yield GaugeMetricFamily("chophien_queue_workers", "Workers heard of in the last minute.", value=workers)

"""`/metrics` counts the queue where there is one."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from api.app import create_app
from api.http.metrics import QueueMetrics
from catalog.settings import Settings
from tests.api.fakes import FakeSearch

_WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => {age}))"
_JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status, scheduled_at) "
    "VALUES ('{queue}', 'x', NULL, NULL, '{status}', {at})"
)
_FAILED = (
    "INSERT INTO note (job_id, machine, started_at, ended_at) "
    "SELECT id, 'm', now(), now() - make_interval(hours => {hours}) FROM procrastinate_jobs WHERE status = 'failed'"
)


def _gauges(folder: Path, engine: Engine) -> dict[str, float]:
    with TestClient(create_app(Settings(data_dir=folder), engine=engine, service=FakeSearch())) as client:
        lines = client.get("/metrics").text.splitlines()
    found = (line.rsplit(" ", 1) for line in lines if line.startswith("chophien_queue_"))
    return {name.removeprefix("chophien_queue_"): float(value) for name, value in found}


@pytest.mark.postgres
def test_jobs_are_counted_by_queue_and_state_and_workers_by_their_heartbeat(
    tmp_path: Path, queue: Engine, jobs: Engine
) -> None:
    with jobs.begin() as connection:
        for statement in (
            _WORKER.format(age=5),
            _WORKER.format(age=300),
            _JOB.format(queue="crawl", status="todo", at="NULL"),
            _JOB.format(queue="crawl", status="todo", at="now() + interval '1 hour'"),
            _JOB.format(queue="refresh", status="doing", at="NULL"),
            _JOB.format(queue="index", status="failed", at="NULL"),
            _FAILED.format(hours=2),
        ):
            connection.execute(text(statement))
    found = _gauges(tmp_path, queue)
    assert len(found) == 17
    assert {name: value for name, value in found.items() if value} == {
        'jobs{queue="crawl",state="waiting"}': 1,
        'jobs{queue="crawl",state="later"}': 1,
        'jobs{queue="refresh",state="running"}': 1,
        'jobs{queue="index",state="failed"}': 1,
        "workers": 1,
    }
    with queue.connect() as connection:
        assert connection.exec_driver_sql("SHOW search_path").scalar_one() == '"$user", public'


@pytest.mark.postgres
def test_without_a_queue_there_are_no_gauges(tmp_path: Path, postgres_database: Engine) -> None:
    assert _gauges(tmp_path, postgres_database) == {}


def test_on_sqlite_there_are_none(tmp_path: Path, sqlite_database: Engine) -> None:
    assert _gauges(tmp_path, sqlite_database) == {}


@pytest.mark.postgres
def test_however_often_somebody_asks_the_queue_is_counted_once_in_a_while(queue: Engine, jobs: Engine) -> None:
    counted = QueueMetrics(queue)
    before = list(counted.collect())
    with jobs.begin() as connection:
        connection.execute(text(_WORKER.format(age=5)))
    assert list(counted.collect()) == before

"""The queue itself: its tables, when a job is tried again, what becomes of one that cannot be."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from unittest import mock

import psycopg
import pytest
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from sqlalchemy import Engine, inspect, text

from api.cli.worker_table import stands
from api.jobs import notes, retrying, tables
from api.jobs.connection import SCHEMA, NeedsPostgres, jobs_engine, queueing_app, worker_app
from api.jobs.pieces import IMAGES, REFRESH, Piece, put
from api.jobs.rescue import rescue
from api.jobs.retrying import WAITS, Again, Failed, GivenBack, wait_after
from api.jobs.status import PieceState, state_of
from api.jobs.steps import STEPS, StepFailed
from catalog.database import connect_url
from catalog.migrate import differences
from tests.jobs.conftest import asked_of

postgres = pytest.mark.postgres
Result = TypeVar("Result")


@postgres
def test_the_tables_stand_beside_the_catalogs_and_are_made_once(queue: Engine) -> None:
    assert not tables.bring_up(queue)
    assert tables.up_to_date(queue)
    assert differences(queue) == []
    assert not [name for name in inspect(queue).get_table_names() if name.startswith("procrastinate")]
    assert inspect(queue).has_table("procrastinate_jobs", schema=SCHEMA)


@postgres
def test_several_machines_may_make_the_tables_at_once(postgres_database: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: tables.bring_up(postgres_database), range(4)))
    assert tables.up_to_date(postgres_database)


@postgres
def test_a_newer_procrastinate_runs_the_migrations_it_brings(
    queue: Engine, jobs: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "99.00.00_01_pre_more.sql"
    newer.write_text("CREATE TABLE more (share text DEFAULT '100%'); CREATE INDEX ON more (share);")
    known = tables._migrations()
    with monkeypatch.context() as patch:
        patch.setattr(tables, "_migrations", lambda: known | {newer.stem: newer})
        assert not tables.up_to_date(queue)
        assert tables.bring_up(queue)
        assert tables.up_to_date(queue)
        assert inspect(jobs).has_table("more", schema=SCHEMA)
    with pytest.raises(tables.NewerTables, match="99"):
        tables.up_to_date(queue)


@postgres
def test_a_user_who_may_make_no_schema_is_told_what_its_owner_has_to_run(postgres_database: Engine) -> None:
    name = "no_maker_of_schemas"
    with postgres_database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}):
            connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        limited = connect_url(postgres_database.url.set(username=name).render_as_string(hide_password=False))
        with pytest.raises(tables.MayNotCreate, match=f'AUTHORIZATION "{name}"') as told:
            tables.bring_up(limited)
        connection.execute(text(str(told.value)))
    # The owner did as told; the tables are made by the user of the program.
    assert tables.bring_up(limited)
    limited.dispose()


def test_sqlite_keeps_no_queue(sqlite_database: Engine) -> None:
    with pytest.raises(NeedsPostgres):
        tables.bring_up(sqlite_database)
    assert not tables.exist(sqlite_database)


@postgres
def test_a_job_that_goes_back_while_its_work_waits_anew_is_called_off(queue: Engine, jobs: Engine) -> None:
    first = _begun(queue, REFRESH.given(full=True))
    with queueing_app(queue) as app:
        second = put(app, REFRESH)
    _with_manager(queue, lambda app: app.job_manager.retry_job(job=first))
    with jobs.connect() as connection:
        rows = connection.execute(text("SELECT id, status::text FROM procrastinate_jobs ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [(first.id, "aborted"), (second, "todo")]
    assert asked_of(jobs) == [{"full": True}] * 2


@postgres
def test_a_job_that_kills_its_workers_is_given_up(queue: Engine, jobs: Engine) -> None:
    for attempt in (1, 2, 3):
        job = _begun(queue) if attempt == 1 else _taken(queue)
        notes.started(jobs, job.id or 0)
        with jobs.begin() as connection:
            connection.execute(text("DELETE FROM procrastinate_workers"))
        assert _with_manager(queue, lambda app: rescue(app, jobs)) == 1
        [piece] = state_of(queue).pieces
        assert piece.failures == attempt
    assert piece.status == "failed"
    assert piece.reason == f"the worker on {notes.MACHINE} died or lost the database while it did this"


@postgres
def test_one_worker_at_a_time_looks_for_the_dead(queue: Engine, jobs: Engine) -> None:
    _begun(queue)
    with jobs.begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_workers"))
    with notes.held(jobs, "rescue") as mine:
        assert mine
        assert _with_manager(queue, lambda app: rescue(app, jobs)) == 0


@postgres
def test_a_job_that_fails_lets_its_lock_go(queue: Engine, jobs: Engine) -> None:
    other = jobs_engine(queue)

    def fail() -> None:
        with notes.held(jobs, "catalog"), notes.held(other, "catalog") as second:
            raise StepFailed(f"the second has it: {second}")

    with pytest.raises(StepFailed, match="False"):
        fail()
    with notes.held(other, "catalog") as second:
        assert second
    other.dispose()


@postgres
def test_jobs_of_last_month_are_dropped_and_those_that_wait_are_kept(queue: Engine, jobs: Engine) -> None:
    job = _begun(queue)
    notes.started(jobs, job.id or 0)
    notes.done(jobs, job.id or 0, {"products": 1})
    _with_manager(
        queue, lambda app: app.job_manager.finish_job_by_id_async(job.id or 0, Status.SUCCEEDED, delete_job=False)
    )
    with queueing_app(queue) as app:
        put(app, IMAGES)
    assert notes.forget_old(jobs) == 0
    with jobs.begin() as connection:
        connection.execute(text("UPDATE note SET ended_at = now() - interval '31 days'"))
    assert notes.forget_old(jobs) == 1
    assert [piece.name for piece in state_of(queue).pieces] == ["images"]


@pytest.mark.parametrize("task", STEPS)
def test_a_failure_is_tried_again_later_and_later_and_then_no_more(task: str) -> None:
    job = Job(id=1, queue="crawl", lock=None, queueing_lock=None, task_name=task, priority=5)
    waits = []
    for failures in (1, 2):
        decision = Again().get_retry_decision(exception=Failed("no answer", failures), job=job)
        assert decision is not None
        assert decision.retry_at is not None
        assert decision.priority == 4, "so that it holds up no other of its site"
        waits.append(decision.retry_at - datetime.now(UTC))
        assert waits[-1] <= (wait_after(task, failures) or timedelta())
    assert waits == sorted(waits)
    assert Again().get_retry_decision(exception=Failed("no answer", 3), job=job) is None
    assert len(WAITS[task]) == 2


def test_a_job_only_a_newer_program_knows_is_not_tried_again() -> None:
    assert wait_after("weighing", 1) is None


def test_what_was_given_back_goes_on_at_once_however_often() -> None:
    job = Job(id=1, queue="crawl", lock=None, queueing_lock=None, task_name="crawl", attempts=50)
    decision = Again().get_retry_decision(exception=GivenBack(), job=job)
    assert decision is not None
    assert decision.retry_at is not None
    assert decision.retry_at <= datetime.now(UTC)


@pytest.mark.parametrize("end", ["done", "again"])
@pytest.mark.parametrize(("away", "told"), [(2, True), (9, False)])
def test_the_end_of_a_job_is_told_to_a_database_that_was_away_for_a_moment(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, end: str, away: int, told: bool
) -> None:
    monkeypatch.setattr(retrying, "TELLING", (0.0, 0.0, 0.0))
    lost = ConnectorException()
    lost.__cause__ = psycopg.OperationalError("server closed the connection unexpectedly")
    connector = mock.Mock(execute_query_async=mock.AsyncMock(side_effect=[*[lost] * away, None]))
    manager = retrying.PatientManager(connector)
    job = Job(id=1, queue="crawl", lock=None, queueing_lock=None, task_name="crawl")
    ended = (
        manager.finish_job(job=job, status=Status.SUCCEEDED, delete_job=False)
        if end == "done"
        else manager.retry_job(job, retry_at=datetime.now(UTC))
    )
    asyncio.run(ended)
    assert [record.levelname for record in caplog.records] == ([] if told else ["ERROR"])
    assert told or "job 1 (crawl)" in caplog.text
    assert connector.execute_query_async.await_count == (3 if told else 4)


def test_what_the_database_refuses_is_not_told_again() -> None:
    refused = ConnectorException()
    refused.__cause__ = psycopg.errors.RaiseException("Job was not found")
    connector = mock.Mock(execute_query_async=mock.AsyncMock(side_effect=refused))
    job = Job(id=1, queue="crawl", lock=None, queueing_lock=None, task_name="crawl")
    with pytest.raises(ConnectorException):
        asyncio.run(retrying.PatientManager(connector).finish_job(job=job, status=Status.FAILED, delete_job=False))
    assert connector.execute_query_async.await_count == 1


def test_a_job_of_a_silent_worker_is_shown_as_that() -> None:
    one = PieceState(job=1, name="refresh", queue="refresh", status="doing", alive=True)
    assert stands(one) == "runs"
    assert stands(one.model_copy(update={"alive": False})) == "its worker is silent"


def _begun(queue: Engine, piece: Piece = REFRESH) -> Job:
    """A refresh that a worker has begun."""
    with queueing_app(queue) as app:
        put(app, piece)
    return _taken(queue)


def _taken(queue: Engine) -> Job:
    async def take(app: App) -> Job:
        worker = await app.job_manager.register_worker()
        job = await app.job_manager.fetch_job(queues=["refresh"], worker_id=worker)
        assert job is not None
        return job

    job: Job = _with_manager(queue, take)
    return job


def _with_manager(queue: Engine, work: Callable[[App], Awaitable[Result]]) -> Result:
    """Do something as a worker does it."""

    async def opened() -> Result:
        app = worker_app(queue)
        async with app.open_async():
            return await work(app)

    return asyncio.run(opened())

"""What became of each job, in words: Procrastinate keeps that a job failed, not why."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import orjson
from sqlalchemy import Engine, text

MACHINE = socket.gethostname()
KEPT_DAYS = 30

_STARTED = text(
    "INSERT INTO note (job_id, machine, started_at) VALUES (:job, :machine, now()) ON CONFLICT (job_id) "
    "DO UPDATE SET machine = excluded.machine, started_at = now(), ended_at = NULL"
)
_DONE = text("UPDATE note SET ended_at = now(), reason = NULL, result = CAST(:result AS json) WHERE job_id = :job")
_BACK = text("UPDATE note SET ended_at = now(), reason = :reason WHERE job_id = :job")
_FAILED = text(
    "INSERT INTO note (job_id, machine, started_at, ended_at, failures, reason) "
    "VALUES (:job, :machine, now(), now(), 1, :reason) ON CONFLICT (job_id) "
    "DO UPDATE SET ended_at = now(), failures = note.failures + 1, reason = excluded.reason RETURNING failures, machine"
)
_FORGET = text(
    "DELETE FROM procrastinate_jobs USING note WHERE note.job_id = id AND status NOT IN ('todo', 'doing') "
    "AND note.ended_at < now() - make_interval(days => :days)"
)
_TURN = text("SELECT pg_try_advisory_lock(hashtext('chophien job'), hashtext(:lock))")


def started(jobs: Engine, job: int) -> None:
    """A worker of this machine has begun it."""
    with jobs.begin() as connection:
        connection.execute(_STARTED, {"job": job, "machine": MACHINE})


def done(jobs: Engine, job: int, result: dict[str, Any]) -> None:
    """It was done; `result` says what came of it."""
    with jobs.begin() as connection:
        connection.execute(_DONE, {"job": job, "result": orjson.dumps(result, default=str).decode()})


def given_back(jobs: Engine, job: int) -> None:
    """It goes back into the queue because its worker is told to stop."""
    with jobs.begin() as connection:
        connection.execute(_BACK, {"job": job, "reason": f"given back when the worker on {MACHINE} was stopped"})


def failed(jobs: Engine, job: int, reason: str) -> int:
    """It failed; gives how often it has by now."""
    with jobs.begin() as connection:
        row = connection.execute(_FAILED, {"job": job, "machine": MACHINE, "reason": reason}).one()
    return int(row.failures)


def died(jobs: Engine, job: int) -> tuple[int, str]:
    """Its worker is gone without a word; gives how often it has failed by now, and why."""
    with jobs.begin() as connection:
        machine = connection.execute(text("SELECT machine FROM note WHERE job_id = :job"), {"job": job}).scalar()
    reason = f"the worker{f' on {machine}' if machine else ''} died or lost the database while it did this"
    return failed(jobs, job, reason), reason


def forget_old(jobs: Engine) -> int:
    """Drop jobs that ended more than thirty days ago; how many."""
    with jobs.begin() as connection:
        return connection.execute(_FORGET, {"days": KEPT_DAYS}).rowcount


@contextmanager
def held(jobs: Engine, lock: str) -> Iterator[bool]:
    """Whether this process alone holds the lock while the context is open. The database lets it go if we die."""
    with jobs.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            yield bool(connection.scalar(_TURN, {"lock": lock}))
        finally:
            # The lock is the connection's: given back to the pool it would be held on.
            connection.invalidate()


@asynccontextmanager
async def held_beside(jobs: Engine, lock: str) -> AsyncIterator[bool]:
    """The same for the event loop, which does not wait for the database."""
    turn = held(jobs, lock)
    mine = await asyncio.to_thread(turn.__enter__)
    try:
        yield mine
    finally:
        await asyncio.to_thread(turn.__exit__, None, None, None)

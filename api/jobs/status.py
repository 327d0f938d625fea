"""How the queue stands: what waits, what runs and where, what is tried again and what failed, and why."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Connection, Engine, text

from api.jobs.connection import jobs_engine
from api.jobs.pieces import QUEUES
from api.jobs.rescue import DEAD_AFTER_SECONDS

_DEAD = {"dead": DEAD_AFTER_SECONDS}
_WORKERS = text(
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :dead)"
)
_COUNTS = text(
    "SELECT queue_name, "
    "count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())) AS waiting, "
    "count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()) AS later, "
    "count(*) FILTER (WHERE status = 'doing') AS running, "
    "count(*) FILTER (WHERE status = 'succeeded' AND ended_at > now() - interval '1 day') AS done, "
    "count(*) FILTER (WHERE status = 'failed' AND ended_at > now() - interval '1 day') AS failed "
    "FROM procrastinate_jobs LEFT JOIN note ON job_id = id GROUP BY queue_name"
)
# A piece's newest job tells how the piece stands; what failed and was done since is no trouble any more.
_NEWEST = text(
    "SELECT DISTINCT ON (coalesce(queueing_lock, task_name)) id AS job, coalesce(queueing_lock, task_name) AS name, "
    "queue_name AS queue, status::text AS status, scheduled_at, machine, started_at, ended_at, "
    "coalesce(failures, 0) AS failures, reason, result, "
    "EXISTS (SELECT 1 FROM procrastinate_workers one WHERE one.id = worker_id AND one.last_heartbeat > "
    "now() - make_interval(secs => :dead)) AS alive "
    "FROM procrastinate_jobs LEFT JOIN note ON job_id = id ORDER BY coalesce(queueing_lock, task_name), id DESC"
)


class QueueState(BaseModel):
    """Jobs of one queue by what they are doing; `done` and `failed` of the last 24 hours."""

    queue: str
    waiting: int = 0
    later: int = Field(0, description="Waiting for another try.")
    running: int = 0
    done: int = 0
    failed: int = 0


class PieceState(BaseModel):
    """How one piece of work stands: its newest job. Times are UTC; `reason` is of its last failure or return."""

    job: int
    name: str
    queue: str
    status: str = Field(description="todo, doing, succeeded, failed or aborted (called off).")
    scheduled_at: datetime | None = None
    machine: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    failures: int = 0
    alive: bool = Field(False, description="Whether the worker that runs it was heard of in the last minute.")
    reason: str | None = None
    result: dict[str, Any] | None = None


class JobsState(BaseModel):
    """The whole queue. `workers` were heard of in the last minute."""

    workers: int
    queues: list[QueueState]
    pieces: list[PieceState]

    def failed(self) -> list[PieceState]:
        """Pieces whose last job failed and is not tried again."""
        return [piece for piece in self.pieces if piece.status == "failed"]

    def left(self) -> int:
        """Jobs that wait, now or for another try."""
        return sum(queue.waiting + queue.later for queue in self.queues)


def state_of(catalog: Engine) -> JobsState:
    """How the queue in the catalog's database stands now. Raises NeedsPostgres."""
    jobs = jobs_engine(catalog)
    try:
        return _state(jobs)
    finally:
        jobs.dispose()


def counted(connection: Connection) -> tuple[int, list[QueueState]]:
    """Workers alive, and the jobs of each queue, over a connection whose unqualified names are the queue's."""
    workers = connection.execute(_WORKERS, _DEAD).scalar_one()
    found = {row["queue_name"]: dict(row) for row in connection.execute(_COUNTS).mappings()}
    queues = [
        QueueState(queue=name, **{key: value for key, value in found.get(name, {}).items() if key != "queue_name"})
        for name in QUEUES
    ]
    return workers, queues


def _state(jobs: Engine) -> JobsState:
    with jobs.connect() as connection:
        workers, queues = counted(connection)
        pieces = [PieceState.model_validate(dict(row)) for row in connection.execute(_NEWEST, _DEAD).mappings()]
    order = {"failed": 0, "doing": 1, "todo": 2}
    return JobsState(workers=workers, queues=queues, pieces=sorted(pieces, key=lambda one: order.get(one.status, 3)))

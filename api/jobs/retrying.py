"""When a job is tried again, and what becomes of one that cannot be, since the same piece of work waits already."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import orjson
import psycopg
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from api.jobs.pieces import ADD
from catalog.tables.columns import utc_now

WAITS = {
    "crawl": (timedelta(minutes=15), timedelta(hours=1)),
    "refresh": (timedelta(minutes=1), timedelta(minutes=5)),
    "images": (timedelta(minutes=5), timedelta(minutes=30)),
    "index": (timedelta(minutes=1), timedelta(minutes=5)),
    "nightly": (timedelta(minutes=1), timedelta(minutes=5)),
}
"""How long a job of each task waits after its first failure, after its second; after the third it has failed."""


TELLING = (1.0, 4.0, 8.0)
"""Seconds before each new try to write down how a job ended: more than a heartbeat together."""
log = logging.getLogger(__name__)


class GivenBack(Exception):
    """The worker is told to stop: the job goes back into the queue, and that is no failure of its own."""


class Failed(Exception):
    """A job failed, for a reason that is written down. `failures` counts this one too."""

    def __init__(self, reason: str, failures: int) -> None:
        super().__init__(reason)
        self.failures = failures


def wait_after(task: str, failures: int) -> timedelta | None:
    """How long a job waits after so many failures; None where it is tried no more, or is of a newer program."""
    waits = WAITS.get(task, ())
    return waits[failures - 1] if failures <= len(waits) else None


class Again(BaseRetryStrategy):
    """Given back: at once. Failed: after a while, a few times. The failures are those written down, not the starts."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """What Procrastinate asks after a job raised."""
        if isinstance(exception, GivenBack):
            return RetryDecision(retry_at=utc_now())
        # Without a note of it, as where the database was away, the starts have to do for the failures.
        failures = exception.failures if isinstance(exception, Failed) else job.attempts + 1
        wait = wait_after(job.task_name, failures)
        # A step back, so that a job which waits for its next try holds up no other of the same site.
        return None if wait is None else RetryDecision(retry_at=utc_now() + wait, priority=job.priority - 1)


class PatientManager(JobManager):
    """Procrastinate's own, but that the end of a job is written down again where the database is away for a moment.

    Were it not, the job would stand as running, and hold its lock, for as long as its worker lives. Longer than a
    heartbeat need not be tried: a worker whose heartbeat fails begins anew, and its jobs are taken up again. That the
    end was lost is written to the log and not raised: of what Procrastinate does there, nobody would hear it.

    And but for a job that goes back while the same piece of work was queued anew meanwhile. The database refuses the
    second; left at that, the job would stand as running too. The one that waits does the work, with what was asked of
    the other (`--full`), which is called off here.
    """

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Write down that a job is done, has failed or was called off."""
        await _told(job, partial(super().finish_job, job=job, status=status, delete_job=delete_job))

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Put a job back into the queue, or call it off where its work waits there already."""
        try:
            again = partial(super().retry_job, job, retry_at=retry_at, priority=priority, queue=queue, lock=lock)
            await _told(job, again)
        except UniqueViolation:
            asked = orjson.dumps(job.task_kwargs).decode()
            await self.connector.execute_query_all_async(ADD, asked=asked, name=job.queueing_lock)
            await self.finish_job(job=job, status=Status.ABORTED, delete_job=False)


async def _told(job: Job, write: Callable[[], Awaitable[None]]) -> None:
    for wait in (*TELLING, None):
        try:
            return await write()
        except ConnectorException as problem:
            if not isinstance(problem.__cause__, psycopg.OperationalError):
                raise
            lost = problem.__cause__
        if wait is not None:
            await asyncio.sleep(wait)
    log.error("The database did not hear how job %s (%s) ended; it is taken up again: %s", job.id, job.task_name, lost)
    return None

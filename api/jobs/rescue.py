"""Jobs whose worker died, by its missing heartbeat, go back into the queue; a job that kills its workers does not."""

from contextlib import suppress

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from sqlalchemy import Engine

from api.jobs import notes
from api.jobs.retrying import wait_after

HEARTBEAT_SECONDS = 10.0
DEAD_AFTER_SECONDS = 60.0
EVERY_SECONDS = 30.0


async def rescue(app: App, jobs: Engine) -> int:
    """Take up the jobs of workers that were not heard of for a minute; how many. One worker at a time looks."""
    async with notes.held_beside(jobs, "rescue") as mine:
        if not mine:
            return 0
        stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS))
        for job in stalled:
            await _take_up(app, jobs, job)
        return len(stalled)


async def _take_up(app: App, jobs: Engine, job: Job) -> None:
    failures, _ = notes.died(jobs, job.id or 0)
    # It may have ended after all in the meantime.
    with suppress(ConnectorException):
        if wait_after(job.task_name, failures) is None:
            await app.job_manager.finish_job(job=job, status=Status.FAILED, delete_job=False)
        else:
            await app.job_manager.retry_job(job=job)

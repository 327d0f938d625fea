"""Carrying out one job: its turn, its note, what follows it, and its end in words."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from procrastinate import App, JobContext
from sqlalchemy import Engine

from api.jobs import notes
from api.jobs.pieces import put
from api.jobs.retrying import Failed, GivenBack, wait_after
from api.jobs.steps import STEPS, Came, Hands, StepFailed, complain
from catalog.settings import Settings

KEPT = 500
"""Of how many jobs a worker remembers the end, for the summary it closes with."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """A job that this worker is through with. `outcome`: done, again (tried later), failed or given_back."""

    job: int
    name: str
    outcome: str
    seconds: float
    result: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    again_in: float | None = None


@dataclass
class Carrier:
    """Carries out jobs in this process's threads. `explain` makes a sentence of a failure, `tell` hears of each end."""

    settings: Settings
    catalog: Engine
    jobs: Engine
    queue: App
    explain: Callable[[BaseException], str]
    tell: Callable[[Ended], None]
    stop: threading.Event = field(default_factory=threading.Event)
    ended: deque[Ended] = field(default_factory=lambda: deque(maxlen=KEPT))
    count: int = 0

    def carry_out(self, context: JobContext, /, **arguments: Any) -> dict[str, Any]:
        """What Procrastinate calls for a job. Raises GivenBack or Failed, which say when it is tried again."""
        job, task = context.job.id or 0, context.job.task_name
        began = time.monotonic()
        notes.started(self.jobs, job)

        def end(outcome: str, **more: Any) -> None:
            name = context.job.queueing_lock or task
            self._end(Ended(job, name, outcome, round(time.monotonic() - began, 1), **more))

        try:
            came = self._step(context, arguments)
            for piece in came.follow:
                put(self.queue, piece)
        except GivenBack:
            notes.given_back(self.jobs, job)
            end("given_back")
            raise
        except Exception as problem:
            reason, failures = self._failed(job, problem)
            wait = wait_after(task, failures)
            if wait is None:
                complain(self.settings, problem)
            end("again" if wait else "failed", reason=reason, again_in=wait.total_seconds() if wait else None)
            raise Failed(reason, failures) from problem
        notes.done(self.jobs, job, came.result)
        end("done", result=came.result)
        return came.result

    def _step(self, context: JobContext, arguments: dict[str, Any]) -> Came:
        # The queue keeps two from starting; this keeps out a worker that was taken for dead and lives. A crawl has its
        # own turn, and of crawls there are many: a connection each would be missed.
        task, lock = context.job.task_name, context.job.lock or context.job.task_name
        with nullcontext(True) if task == "crawl" else notes.held(self.jobs, lock) as mine:
            if not mine:
                raise StepFailed("another worker is still at it")
            self._progress(0, None)
            return STEPS[task](Hands(self.settings, self.catalog, self.jobs, self._progress), **arguments)

    def _progress(self, _done: int, _total: int | None) -> None:
        if self.stop.is_set():
            raise GivenBack

    def _failed(self, job: int, problem: Exception) -> tuple[str, int]:
        if not isinstance(problem, StepFailed):
            log.warning("job %s failed", job, exc_info=problem)
        reason = self.explain(problem)
        return reason, notes.failed(self.jobs, job, reason)

    def _end(self, ended: Ended) -> None:
        self.ended.append(ended)
        self.count += 1
        self.tell(ended)

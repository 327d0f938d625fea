"""Bring the pictures up to the listings: fetch what is wanted, judge it, write thumbnails. Nothing is ever removed."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from itertools import islice

from sqlalchemy import Engine

from catalog.database import session
from catalog.settings import Settings
from catalog.tables.columns import utc_now
from images.choose import choose_pictures
from images.fetch import Fetcher, Limits
from images.politeness import Politeness
from images.queue import Task, count_due, due_tasks, want_missing_files
from images.record import record
from images.report import PictureReport
from images.wanted import update_wanted
from images.work import Known, Outcome, work

THREADS = 2
_BATCH = 25

Progress = Callable[[int, int | None], None]


def refresh_pictures(
    engine: Engine,
    settings: Settings,
    *,
    progress: Progress | None = None,
    limit: int | None = None,
    limits: Limits | None = None,
    repair: bool = False,
) -> PictureReport:
    """Fetch at most `limit` addresses that the listings name and that are due, and choose each product's picture.

    A second run fetches nothing that the first one settled: good and refused pictures are asked again after 30 days
    (conditionally where the server gave validators), failures that may pass after an hour, a day and three days.
    `repair` first looks for thumbnails missing on the disk. Raises OSError where thumbnails cannot be written; what
    was finished by then is kept, as it is when the run is interrupted.
    """
    wanted = update_wanted(engine)
    report = PictureReport(new=wanted.new, dropped=wanted.dropped)
    if repair:
        want_missing_files(engine, settings)
    run = _Run(engine, report, progress)
    tasks = islice(due_tasks(engine, run.now), limit)
    try:
        for outcome in _outcomes(tasks, settings, limits or Limits()):
            run.add(outcome)
    finally:
        run.flush()
    report.products = choose_pictures(engine)
    return report


class _Run:
    """Outcomes on their way into the database, some at a time."""

    def __init__(self, engine: Engine, report: PictureReport, progress: Progress | None) -> None:
        self.now = utc_now()
        self._engine = engine
        self._report = report
        self._progress = progress
        self._total = count_due(engine, self.now)
        self._done = 0
        self._batch: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        self._batch.append(outcome)
        self._done += len(outcome.task.due)
        if self._progress is not None:
            self._progress(self._done, max(self._total, self._done))
        if len(self._batch) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        batch, self._batch = self._batch, []
        if batch:
            with session(self._engine) as opened:
                for outcome in batch:
                    record(opened, outcome, self.now, self._report)


def _outcomes(tasks: Iterator[Task], settings: Settings, limits: Limits) -> Iterator[Outcome]:
    """Outcomes in the order they come. Two threads, since the encoder lets go of the interpreter; few tasks wait."""
    fetcher = Fetcher(settings, limits)
    politeness = Politeness(settings, fetcher)
    known: Known = {}
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="pictures")
    try:
        waiting: set[Future[Outcome]] = set()
        for task in tasks:
            waiting.add(pool.submit(work, task, fetcher, politeness, settings, known))
            if len(waiting) >= 2 * THREADS:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in finished)
        for future in as_completed(waiting):
            yield future.result()
    finally:
        politeness.stop()
        fetcher.close()
        pool.shutdown(wait=True, cancel_futures=True)

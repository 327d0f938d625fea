"""A worker: takes jobs from the queue until it is stopped, or until none is left to begin."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from sqlalchemy.exc import DBAPIError

from api.jobs.carrying import Carrier
from api.jobs.connection import worker_app
from api.jobs.pieces import IMAGES, INDEX, NIGHTLY, REFRESH, Piece
from api.jobs.rescue import DEAD_AFTER_SECONDS, EVERY_SECONDS, HEARTBEAT_SECONDS, rescue
from api.jobs.retrying import Again

INDEX_EVERY = "*/10 * * * *"
"""For what changed without a job: an import, a decision, a refresh by hand."""
_POLL_SECONDS = 2.0
"""How soon a job is begun that waited for another of its site to end, of which the queue gives no word."""
_LONGEST_WAIT = 60.0
_AWAY = (ConnectorException, psycopg.Error, DBAPIError)


@dataclass(frozen=True)
class Hours:
    """What a worker is there for. `once`: end when no job can be begun; `patience`: seconds for a job after a stop."""

    queues: Sequence[str]
    concurrency: int
    once: bool
    patience: float
    crawl_at: str


class Worker:
    """One worker process. The first SIGINT or SIGTERM ends it when its jobs are done, the second gives them back."""

    def __init__(self, carrier: Carrier, hours: Hours, say: Callable[[str], None]) -> None:
        self._carrier = carrier
        self._hours = hours
        self._say = say
        self._app = worker_app(carrier.catalog)
        self._running: asyncio.Task[None] | None = None
        self._stopped = asyncio.Event()
        self.interrupted = False

    async def run(self) -> None:
        """Work. Raises what the database raised where it is away and `once` is asked for; else waits for it."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(self._hours.concurrency + 4, thread_name_prefix="job"))
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._asked_to_stop)
        self._register()
        async with self._app.open_async():
            await self._work()

    async def _work(self) -> None:
        away = 0
        while not self._stopped.is_set():
            before, began = self._carrier.count, time.monotonic()
            try:
                await self._take_jobs()
            except _AWAY:
                if self._hours.once:
                    raise
            if self._hours.once and self._carrier.count == before:
                return
            if not self._hours.once and not self._stopped.is_set():
                # A worker that was not told to stop ends by itself only where the database went away.
                away = 1 if time.monotonic() - began > _LONGEST_WAIT else away + 1
                await self._wait_for_the_database(away)

    async def _take_jobs(self) -> None:
        await rescue(self._app, self._carrier.jobs)
        if self._stopped.is_set():
            return
        self._running = asyncio.create_task(
            self._app.run_worker_async(
                queues=list(self._hours.queues),
                concurrency=self._hours.concurrency,
                wait=not self._hours.once,
                fetch_job_polling_interval=_POLL_SECONDS,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=DEAD_AFTER_SECONDS,
            )
        )
        rescuing = asyncio.create_task(self._rescue())
        try:
            with suppress(asyncio.CancelledError):
                await self._running
        finally:
            rescuing.cancel()

    async def _rescue(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            with suppress(*_AWAY):
                if found := await rescue(self._app, self._carrier.jobs):
                    self._say(f"Taken up again, of a worker that died: {found}.")

    async def _wait_for_the_database(self, times: int) -> None:
        if times == 1:
            self._say("The database does not answer; waiting for it.")
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), min(2.0**times, _LONGEST_WAIT))

    def _asked_to_stop(self) -> None:
        if self._stopped.is_set():
            self._carrier.stop.set()
            return
        self.interrupted = True
        self._stopped.set()
        self._say(
            f"Stopping: what runs has {self._hours.patience:g} seconds to end, then goes back (Ctrl-C again: at once)."
        )
        asyncio.get_running_loop().call_later(self._hours.patience, self._carrier.stop.set)
        if self._running is not None:
            self._running.cancel()

    def _register(self) -> None:
        crawls = Piece("crawl", "crawl", "crawl", "crawl", 0)
        for piece in (crawls, REFRESH, IMAGES, INDEX, NIGHTLY):
            schedule = {NIGHTLY.task: self._hours.crawl_at, INDEX.task: INDEX_EVERY}.get(piece.task)
            # Of another queue it is the matter of others, who may have been given another hour.
            mine = piece.queue in self._hours.queues and not self._hours.once
            _register(self._app, piece, self._carrier, schedule if mine else None)


def _register(app: App, piece: Piece, carrier: Carrier, schedule: str | None) -> None:
    """Make a task of a piece, which a schedule, a cron line in UTC, queues by itself."""
    make = app.task(
        name=piece.task,
        queue=piece.queue,
        lock=piece.lock,
        queueing_lock=piece.name,
        priority=piece.priority,
        retry=Again(),
        pass_context=True,
    )
    task = make(carrier.carry_out)
    if schedule:
        # Procrastinate hands a periodic task the time it was due at, which `carry_out` takes among its arguments.
        app.periodic(cron=schedule)(cast("Any", task))

"""`chophien worker`: do what is in the queue, on as many machines as wanted, and see how it stands."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from api.cli.failures import told
from api.cli.queueing import bring_up, catalog, queue_errors
from api.cli.worker_table import show_ended, show_state, told_of
from catalog.background import give_way
from catalog.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.jobs.carrying import Carrier, Ended
    from api.jobs.worker import Hours

worker = typer.Typer(invoke_without_command=True)
Queues = Annotated[
    str, typer.Option(metavar="NAMES", help="Which queues to work on, with commas: crawl, refresh, images, index.")
]


@worker.callback()
def work(
    ctx: typer.Context,
    queues: Queues = "crawl,refresh,images,index",
    concurrency: Annotated[int, typer.Option(min=1, max=32, help="How many jobs at a time.")] = 2,
    once: Annotated[bool, typer.Option("--once", help="End when nothing is left to begin, with a summary.")] = False,
    patience: Annotated[float, typer.Option(min=0, help="Seconds that jobs may take to end after Ctrl-C.")] = 30,
    as_json: console.JsonFlag = False,
) -> None:
    """Do what is in the queue until Ctrl-C: one job is a marketplace's crawl, or a batch of refresh, images or index.

    Needs PostgreSQL. Start it on as many machines as wanted, with the same CHOPHIEN_DATABASE_URL and marketplace files.
    Work gets in by `chophien crawl --defer` and, at CHOPHIEN_CRAWL_AT, by itself: every night each enabled marketplace
    is crawled. A crawl is followed by a refresh, that by images and the index, without further word; of each piece of
    work one at most waits, and no marketplace is ever crawled twice at once.

    A job that fails is tried three times, ever later, and then shown as failed, with its reason, by
    `chophien worker status`. The job of a machine that died is taken up by another within two minutes. Ctrl-C and
    SIGTERM let jobs end for `--patience` seconds; what runs longer goes back into the queue and is gone on with. With
    `--once` the exit code is 5 where a job failed.

    Pictures and the embedded index are files: work on `images` and `index` where `chophien serve` finds them.
    """
    if ctx.invoked_subcommand is not None:
        return
    chosen = _chosen(queues)
    current = context.settings()
    _require_schedule(current)
    engine = catalog(current)
    try:
        _work(current, engine, chosen, concurrency, once=once, patience=patience, as_json=as_json)
    finally:
        engine.dispose()


@worker.command()
def status(as_json: console.JsonFlag = False) -> None:
    """Show how many workers live, what waits, runs and is tried again, and what failed and why.

    Ends with exit code 5 where a piece of work failed for good and was not done since.
    """
    from api.jobs.status import state_of

    engine = catalog(context.settings())
    try:
        bring_up(engine)
        state = state_of(engine)
    finally:
        engine.dispose()
    if as_json:
        console.emit(state.model_dump(mode="json"))
    else:
        show_state(state)
    if failed := [piece.name for piece in state.failed()]:
        raise CommandError(f"Failed: {', '.join(failed)}.", Exit.PARTIAL)


def _chosen(queues: str) -> list[str]:
    from api.jobs.pieces import QUEUES

    chosen = list(dict.fromkeys(name.strip() for name in queues.split(",") if name.strip()))
    unknown = [name for name in chosen if name not in QUEUES]
    if unknown or not chosen:
        raise typer.BadParameter(f"`{''.join(unknown[:1])}` is none of {', '.join(QUEUES)}.", param_hint="--queues")
    return chosen


def _require_schedule(current: Settings) -> None:
    if wrong := context.wrong_schedule(current):
        raise CommandError(wrong, Exit.ENVIRONMENT)


def _work(
    current: Settings,
    engine: "Engine",
    queues: list[str],
    concurrency: int,
    *,
    once: bool,
    patience: float,
    as_json: bool,
) -> None:
    from api.jobs.status import state_of
    from api.jobs.worker import Hours

    give_way()
    bring_up(engine)
    hours = Hours(queues, concurrency, once, patience, current.crawl_at)
    if not once:
        console.say(f"Working on {', '.join(queues)}, {concurrency} at a time (Ctrl-C stops it).")
    carrier, interrupted = _carried(current, engine, hours)
    state = state_of(engine)
    if as_json:
        console.emit(
            {"jobs": carrier.count, "ended": list(carrier.ended), "left": state.left(), "interrupted": interrupted}
        )
    else:
        show_ended(carrier.ended, carrier.count, state)
    if once and interrupted:
        raise SystemExit(int(Exit.INTERRUPTED))
    wrong = sorted({one.name for one in carrier.ended if one.outcome in ("failed", "again")})
    if once and wrong:
        raise CommandError(f"Failed: {', '.join(wrong)}; `chophien worker status` says why.", Exit.PARTIAL)


def _carried(current: Settings, engine: "Engine", hours: "Hours") -> "tuple[Carrier, bool]":
    """Work until it is over; gives what was done, and whether somebody stopped it."""
    from api.jobs.carrying import Carrier
    from api.jobs.connection import jobs_engine, queueing_app
    from api.jobs.worker import Worker

    jobs = jobs_engine(engine)
    try:
        with _logging(current), queue_errors(), queueing_app(engine) as queue:
            carrier = Carrier(current, engine, jobs, queue, _reason, _told)
            one = Worker(carrier, hours, console.say)
            asyncio.run(one.run())
    finally:
        jobs.dispose()
    return carrier, one.interrupted


@contextmanager
def _logging(current: Settings) -> Iterator[None]:
    """What went wrong with its trace, in logs/worker.log; the terminal gets sentences."""
    logs = context.writable_data_dir(current) / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(logs / "worker.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(name)s %(levelname)s %(message)s"))
    loggers = [logging.getLogger(name) for name in ("asyncio", "procrastinate", "psycopg.pool", "api.jobs")]
    for one in loggers:
        one.addHandler(handler)
        one.propagate = False
        one.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for one in loggers:
            one.removeHandler(handler)
            one.propagate = True
        handler.close()


def _reason(problem: BaseException) -> str:
    from api.jobs.steps import StepFailed
    from search.contract import EngineUnavailable
    from search.engines.protocol import BuildError

    if expected := told(problem):
        return str(expected)
    if isinstance(problem, StepFailed | EngineUnavailable | BuildError):
        return str(problem)
    return f"{type(problem).__name__}: {problem} (see logs/worker.log)"


def _told(ended: "Ended") -> None:
    console.say(console.plain(told_of(ended)))

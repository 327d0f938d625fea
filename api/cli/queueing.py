"""What commands share that reach the queue: its tables up to date, its trouble in plain sentences, work put in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from catalog.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.jobs.pieces import Piece

DeferFlag = Annotated[
    bool, typer.Option("--defer", help="Leave it to the workers (`chophien worker`) instead of doing it here.")
]
ON_SQLITE = (
    "Workers need PostgreSQL, and the catalog is on SQLite. Name a server with "
    "CHOPHIEN_DATABASE_URL=postgresql://…, or do without workers: `chophien crawl`, `refresh`, `pictures`, `index`."
)


@contextmanager
def queue_errors() -> Iterator[None]:
    """Turns what the queue raises into sentences: tables it may not make, tables of a newer program."""
    from procrastinate.exceptions import ConnectorException
    from psycopg import Error as PsycopgError

    from api.jobs.tables import MayNotCreate, NewerTables

    try:
        yield
    except MayNotCreate as problem:
        sentence = f"The database's user may not make the queue's tables. Have the database's owner run: {problem};"
        raise CommandError(sentence, Exit.ENVIRONMENT) from problem
    except NewerTables as problem:
        raise CommandError(
            f"The queue's tables were made by a newer version of Chợ Phiên ({problem}). Bring the program up to date.",
            Exit.ENVIRONMENT,
        ) from problem
    except (ConnectorException, PsycopgError) as problem:
        raise CommandError("The database does not answer. Check CHOPHIEN_DATABASE_URL.", Exit.ENVIRONMENT) from problem


def catalog(current: Settings) -> "Engine":
    """The catalog on PostgreSQL, its tables up to date. Raises CommandError, before anything is made of SQLite."""
    if current.resolved_database_url.startswith("sqlite"):
        raise CommandError(ON_SQLITE, Exit.ENVIRONMENT)
    return context.database(current)


def bring_up(engine: "Engine") -> None:
    """The queue's tables in the catalog's database, up to date. Raises CommandError."""
    from api.jobs.tables import bring_up as bring_up_tables

    with queue_errors():
        bring_up_tables(engine)


def tables_of(engine: "Engine") -> str:
    """How the queue's tables stand, in words."""
    if engine.dialect.name != "postgresql":
        return "none: workers need PostgreSQL"
    from api.jobs.tables import NewerTables, exist, up_to_date

    if not exist(engine):
        return "none yet"
    try:
        return "up to date" if up_to_date(engine) else "of an older version"
    except NewerTables:
        return "of a newer version"


def defer(current: Settings, pieces: "Sequence[Piece]", *, as_json: bool) -> None:
    """Put work into the queue and say what was; what waits there for another try is due now. Raises CommandError."""
    from api.jobs.connection import jobs_engine, queueing_app
    from api.jobs.pieces import hasten, put

    engine = catalog(current)
    jobs = jobs_engine(engine)
    try:
        bring_up(engine)
        with queue_errors(), queueing_app(engine) as app:
            numbers = {piece.name: put(app, piece) for piece in pieces}
            hastened = {name for name, job in numbers.items() if job is None and hasten(jobs, name)}
    finally:
        jobs.dispose()
        engine.dispose()
    if as_json:
        console.emit([{"name": name, "job": job, "hastened": name in hastened} for name, job in numbers.items()])
        return
    waits = {name: "waited for another try, due now" if name in hastened else "waits there already" for name in numbers}
    console.show_rows("Queued", ["work", "job"], [[name, job or waits[name]] for name, job in numbers.items()])
    console.say("`chophien worker` does it; `chophien worker status` shows how it stands.")

"""`chophien db`: the catalog's tables."""

from typing import Annotated

import typer

from api.cli import console, context, queueing
from api.cli.exits import CommandError, Exit

db = typer.Typer(
    help="The catalog's tables: bring them up to date, take them back, see what they hold.", no_args_is_help=True
)


@db.command()
def upgrade(as_json: console.JsonFlag = False) -> None:
    """Bring the tables to the version this program knows; safe to run at any time.

    On PostgreSQL the queue's tables too, in the schema `chophien_jobs`: stop the workers of an older program first.
    """
    engine = context.database(context.settings())
    try:
        if engine.dialect.name == "postgresql":
            queueing.bring_up(engine)
    finally:
        engine.dispose()
    status_of(as_json)


@db.command()
def downgrade(
    to: Annotated[str, typer.Argument(metavar="VERSION", help="As `db status` shows it, such as 0007.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    as_json: console.JsonFlag = False,
) -> None:
    """Take the tables back to an older version, for an older program; make a copy of the database first.

    What only the newer tables hold is lost. The next command of this program but `db` brings them up to date again.
    """
    from catalog.migrate import UnknownVersion, require_known
    from catalog.migrate import downgrade as go_back

    engine = context.reached(context.settings())
    try:
        require_known(to)
        if not yes and not typer.confirm(f"Take the tables back to {to}? What only newer ones hold is lost.", err=True):
            raise CommandError("Nothing was changed.")
        go_back(engine, to=to)
    except UnknownVersion as problem:
        raise CommandError(f"There is no such version of the tables: {problem}.", Exit.INPUT) from problem
    finally:
        engine.dispose()
    status_of(as_json)


@db.command()
def status(as_json: console.JsonFlag = False) -> None:
    """Show where the database is, whether its tables are up to date, and how many rows each holds."""
    status_of(as_json)


def status_of(as_json: bool) -> None:
    """Print the database's address (without its password), version and row counts."""
    from sqlalchemy import func, inspect, select
    from sqlmodel import SQLModel

    import catalog.tables  # noqa: F401 - registers the tables
    from catalog.migrate import is_current, revision, versions

    current = context.settings()
    engine = context.reached(current)
    try:
        present = set(inspect(engine).get_table_names())
        with engine.connect() as connection:
            rows = {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in sorted(SQLModel.metadata.tables.items())
                if name in present
            }
        address, fresh = engine.url.render_as_string(hide_password=True), is_current(engine)
        version = revision(engine)
        queue = queueing.tables_of(engine)
    finally:
        engine.dispose()
    if as_json:
        console.emit({"address": address, "version": version, "up_to_date": fresh, "queue": queue, "rows": rows})
        return
    wanted = versions()[-1]
    told = version if fresh else f"{version or 'none'}; this program wants {wanted}"
    tables = {"tables up to date": fresh, "version": told, "the workers' queue": queue}
    console.show("Database", {"address": address, **tables, **rows})

"""What commands share: settings and the database, opened with errors in plain sentences."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_settings import SettingsError

from api.cli.exits import CommandError, Exit
from api.cli.failures import told
from catalog.settings import Settings, get_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


def settings() -> Settings:
    """The settings of the environment. Raises CommandError where one cannot be read."""
    try:
        return get_settings()
    except (ValidationError, SettingsError) as problem:
        raise CommandError(
            f"A setting cannot be read: {_said_of(problem)}. See docs/settings.md.", Exit.ENVIRONMENT
        ) from problem


def wrong_schedule(current: Settings) -> str | None:
    """A sentence where the time of the nightly crawl cannot be read; None where it can, or there is none."""
    from croniter import croniter

    if not current.crawl_at or croniter.is_valid(current.crawl_at):
        return None
    return f"CHOPHIEN_CRAWL_AT (`{current.crawl_at}`) is no cron line, such as `0 18 * * *`."


def _said_of(problem: ValueError) -> str:
    if not isinstance(problem, ValidationError):
        return str(problem)
    first = problem.errors(include_url=False)[0]
    return f"CHOPHIEN_{'.'.join(str(part) for part in first['loc']).upper()} ({first['msg']})"


def writable_data_dir(current: Settings) -> Path:
    """The data folder, made if it is missing. Raises CommandError where it cannot be written."""
    folder = current.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unwritable(folder) from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(folder)
    return folder


def _unwritable(folder: Path) -> CommandError:
    return CommandError(
        f"The data folder {folder} cannot be written. Choose another with CHOPHIEN_DATA_DIR=/some/folder.",
        Exit.ENVIRONMENT,
    )


def database(current: Settings) -> "Engine":
    """The catalog's database with its tables up to date.

    Raises CommandError where it cannot be reached, or where a newer program made its tables.
    """
    from catalog.migrate import UnknownVersion, upgrade
    from catalog.seed import seed

    engine = reached(current)
    try:
        upgrade(engine)
    except UnknownVersion as problem:
        raise CommandError(
            f"The database was made by a newer version of Chợ Phiên (its tables are of version {problem}). "
            "Bring the program up to date, or choose another database with CHOPHIEN_DATABASE_URL.",
            Exit.ENVIRONMENT,
        ) from problem
    seed(engine)
    return engine


def reached(current: Settings) -> "Engine":
    """The database as it is. Raises CommandError where its address is none or it does not answer."""
    from sqlalchemy.exc import DatabaseError

    from catalog.database import connect

    if current.database_url is None:
        writable_data_dir(current)
    try:
        engine = connect(current)
        engine.connect().close()
    except ValueError as problem:
        raise CommandError(f"{problem}.", Exit.ENVIRONMENT) from problem
    except DatabaseError as problem:
        if expected := told(problem):
            raise expected from problem
        detail = str(problem.orig).strip().splitlines()[0] if problem.orig else "no answer"
        raise CommandError(
            f"The database does not answer ({detail}). Check CHOPHIEN_DATABASE_URL.", Exit.ENVIRONMENT
        ) from problem
    return engine

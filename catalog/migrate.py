"""Bring a database to the newest tables: Alembic, with the migrations the program ships."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

import catalog.tables  # noqa: F401  (fills the metadata)

_SCRIPTS = Path(__file__).parent / "migrations"
METADATA = SQLModel.metadata


class UnknownVersion(RuntimeError):
    """The database's tables, or the ones asked for, are of no version this program knows; the message says which."""


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Run the migrations the database lacks; a database that lacks none is left alone. Safe to call at every start.

    Raises UnknownVersion where a newer program made the tables.
    """
    if to == "head" and is_current(engine):
        return
    _require_known(revision(engine))
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, *, to: str) -> None:
    """Go back to an older revision (`base`: no tables at all). Raises UnknownVersion."""
    require_known(to)
    _require_known(revision(engine))
    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest migration; for health checks and start-up."""
    return revision(engine) == ScriptDirectory(str(_SCRIPTS)).get_current_head()


def versions() -> list[str]:
    """The versions of the tables this program knows, the oldest first."""
    return [script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions()][::-1]


def require_known(to: str) -> None:
    """Raises UnknownVersion for what `downgrade` cannot go back to."""
    if to != "base":
        _require_known(to)


def _require_known(version: str | None) -> None:
    known = versions()
    if version is not None and version not in known:
        raise UnknownVersion(f"{version}, while this program knows {known[0]} to {known[-1]}")


def revision(engine: Engine) -> str | None:
    """The database's migration, or None where it has none yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine) -> list[object]:
    """What the migrated database lacks of the tables in the code; empty where they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def write_migration(engine: Engine, message: str, *, number: str) -> None:
    """Draft the next migration from the difference between the tables in the code and a migrated database."""
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config

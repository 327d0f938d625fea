"""One builder at a time for each catalog, on however many machines: two would switch each other's drafts."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine as Database
from sqlalchemy import text

from catalog.settings import Settings
from search.engines.protocol import BuildError

_LOCK = 0x43686F5068696E
"""Any number nobody else locks in the same database."""
_BUSY = "another process is building or changing this index: wait for it, then try again"


@contextmanager
def my_turn(settings: Settings, database: Database) -> Iterator[None]:
    """Hold the catalog's lock while the block runs. The system takes it back from a process that is killed.

    PostgreSQL keeps it, for builders on several machines; beside SQLite it is a file in the data folder. Raises
    BuildError where another process holds it.
    """
    if database.dialect.name == "postgresql":
        with database.connect() as connection:
            locked = connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar_one()
            if not locked:
                raise BuildError(_BUSY)
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "index.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError(_BUSY) from error
        yield

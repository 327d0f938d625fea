"""One crawl of a marketplace at a time: two would double the traffic, and each would close the other's run.

A lock on a file in the data folder, which the system lets go when the process dies, however it dies. On PostgreSQL,
which several machines may share, an advisory lock besides.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from catalog.settings import Settings


class Busy(ValueError):
    """The marketplace is being crawled by another process; the message says so."""


@contextmanager
def turn(settings: Settings, engine: Engine, slug: str) -> Iterator[None]:
    """Hold the marketplace's turn while the context is open. Raises Busy at once where another process holds it."""
    folder = settings.data_dir / "crawl"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(folder / f"{slug}.lock", blocking=False))
        except Timeout as error:
            raise Busy(f"{slug} is being crawled by another process") from error
        if engine.dialect.name == "postgresql":
            connection = stack.enter_context(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
            asked = text("SELECT pg_try_advisory_lock(hashtext('chophien crawl'), hashtext(:slug))")
            if not connection.scalar(asked, {"slug": slug}):
                raise Busy(f"{slug} is being crawled on another machine")
            stack.callback(connection.invalidate)
        yield

"""What every step of a refresh is handed, and the transaction it runs in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from catalog.refresh.report import FactChange, RefreshReport

Progress = Callable[[int, int | None], None]
Changed = Callable[[FactChange], None]


@dataclass
class Work:
    """One refresh: `session` commits page by page, so that a reader waits for no one and a crash loses one page."""

    session: Session
    today: date
    full: bool
    report: RefreshReport
    progress: Progress | None = None
    changed: Changed | None = None

    def compare(self, url: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Report the facts of one listing that read differently than before."""
        for change in self.report.compare(url, before, after):
            if self.changed is not None:
                self.changed(change)

    def tell(self, done: int, total: int | None) -> None:
        """Pass progress on to whoever asked for it."""
        if self.progress is not None:
            self.progress(done, total)


@contextmanager
def open_session(engine: Engine, *, dry_run: bool) -> Iterator[Session]:
    """A session for the whole refresh. In a dry run its commits are savepoints, and all of it is rolled back.

    A dry run on SQLite holds the write lock from beginning to end.
    """
    if not dry_run:
        with Session(engine, expire_on_commit=False) as session:
            yield session
        return
    with engine.connect() as connection:
        connection.begin()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
        connection.rollback()

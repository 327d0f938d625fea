"""Two that wait for each other's rows: PostgreSQL ends one, which does its work again, and nobody hears of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from catalog.database import past_deadlocks
from catalog.record import Recorder
from catalog.tables import Listing, Observation
from tests.catalog.fair import TEA, honey, see
from tests.catalog.test_record import crawl
from tests.catalog.test_record import honey as page


@pytest.mark.postgres
def test_of_two_that_wait_for_each_other_both_get_through(postgres_database: Engine) -> None:
    see(postgres_database, "2026-11-20", honey("cho"), TEA)
    met, begun = Barrier(2, timeout=60), []

    def change(first: int, second: int) -> None:
        begun.append(first)
        with postgres_database.begin() as connection:
            connection.execute(text("UPDATE listing SET name = name || '.' WHERE id = :id"), {"id": first})
            if len(begun) <= 2:
                met.wait()
            connection.execute(text("UPDATE listing SET name = name || '.' WHERE id = :id"), {"id": second})

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(past_deadlocks, lambda order=order: change(*order)) for order in ((1, 2), (2, 1))]:
            done.result()
    assert len(begun) >= 3, "one of the two did it again"
    with Session(postgres_database) as session:
        assert all(name.endswith("..") for name in session.exec(select(Listing.name)))


def test_a_batch_that_the_database_ended_is_written_once(database: Engine) -> None:
    crawl(database, page(1), page(2))
    ended = _end_first(database, "UPDATE listing")
    with Recorder(database, marketplace="cho", batch=10) as recorder:
        recorder.add(page(1, price="1.000đ"))
        recorder.add(page(2))
        run = recorder.finish()
    assert ended == [True]
    assert (run.seen, run.new, run.changed) == (2, 0, 1)
    with Session(database) as session:
        assert len(session.exec(select(Observation)).all()) == 4


def test_who_is_ended_again_and_again_is_told() -> None:
    tries = []

    def work() -> None:
        tries.append(1)
        raise OperationalError("UPDATE", {}, DeadlockDetected("deadlock detected"))

    with pytest.raises(OperationalError):
        past_deadlocks(work, times=3)
    assert len(tries) == 3
    with pytest.raises(OperationalError):
        past_deadlocks(lambda: _raise(OperationalError("UPDATE", {}, Exception("disk is full"))))


def _raise(error: Exception) -> None:
    raise error


def _end_first(engine: Engine, beginning: str) -> list[bool]:
    """End the first statement that begins so, as PostgreSQL ends one of two; gives a list that then holds one True."""
    ended: list[bool] = []

    def end(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(beginning) and not ended:
            ended.append(True)
            raise OperationalError(statement, {}, DeadlockDetected("deadlock detected"))

    event.listen(engine, "before_cursor_execute", end)
    return ended

"""What one step has changed and a later step still has to look at; kept in the database, so that a crash loses none."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlmodel import Session, col

from catalog.database import insert_for
from catalog.tables import RefreshDue

_BATCH = 500

PRODUCERS = "producers"
MATCHING = "matching"
CERTIFICATES = "certificates"


def put(session: Session, step: str, keys: Iterable[str | int]) -> None:
    """Note keys for a step, in the transaction that changed them."""
    rows = [{"step": step, "key": str(key)} for key in keys]
    if rows:
        session.execute(insert_for(session.connection(), RefreshDue).on_conflict_do_nothing(), rows)


def waiting(session: Session, step: str) -> list[str]:
    """The keys a step has to look at."""
    return sorted(session.scalars(select(col(RefreshDue.key)).where(col(RefreshDue.step) == step)))


def settle(session: Session, step: str, keys: list[str] | None = None) -> None:
    """Strike keys off, or all of a step's, in the transaction that dealt with them."""
    mine = delete(RefreshDue).where(col(RefreshDue.step) == step)
    if keys is None:
        session.execute(mine)
        return
    for start in range(0, len(keys), _BATCH):
        session.execute(mine.where(col(RefreshDue.key).in_(keys[start : start + _BATCH])))

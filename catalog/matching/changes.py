"""The log of merges and splits, and the redirects that keep old addresses alive."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, col

from catalog.matching.signatures import batches
from catalog.tables import Certificate, MatchChange, Offer, Product, ProductRedirect
from catalog.tables.columns import utc_now


def redirect(session: Session, lost: Mapping[str, str]) -> None:
    """Let each old id lead to the product most of its listings went to; log the merge and drop the old product.

    Every table that points at the old product is led over first; older redirects follow, so that one step is enough.
    """
    for batch in batches(sorted(lost.items())):
        now = utc_now()
        for old, new in batch:
            for table in (Offer, Certificate, ProductRedirect):
                session.execute(update(table).where(col(table.product_id) == old).values(product_id=new))
        rows = [{"old_id": old, "product_id": new, "recorded_at": now, "reason": "merged"} for old, new in batch]
        session.execute(insert(ProductRedirect), rows)
        session.execute(insert(MatchChange), [_change("merge", old, new, []) for old, new in batch])
        session.execute(delete(Product).where(col(Product.id).in_([old for old, _ in batch])))


def log_splits(session: Session, splits: Sequence[tuple[str, str, list[int]]]) -> None:
    """Log listings that left a product for one of their own."""
    if splits:
        session.execute(insert(MatchChange), [_change("split", old, new, listings) for old, new, listings in splits])


def forget_redirects(session: Session, ids: Sequence[str]) -> None:
    """An id that comes back to life leads nowhere else."""
    for batch in batches(ids):
        session.execute(delete(ProductRedirect).where(col(ProductRedirect.old_id).in_(batch)))


def changes_of(session: Session, product_id: str) -> Sequence[MatchChange]:
    """The merges and splits a product took part in, oldest first."""
    wanted = (col(MatchChange.old_id) == product_id) | (col(MatchChange.new_id) == product_id)
    return session.scalars(select(MatchChange).where(wanted).order_by(col(MatchChange.id))).all()


def _change(kind: str, old: str, new: str, listings: list[int]) -> dict[str, Any]:
    return {
        "kind": kind, "old_id": old, "new_id": new, "listings": listings, "reason": {}, "recorded_at": utc_now(),
    }  # fmt: skip

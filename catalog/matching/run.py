"""Match listings to products: all of them, or those that changed against what is there."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby

from sqlalchemy import Select, select
from sqlmodel import Session, col

from catalog.matching.edges import rebuild_edges, refresh_edges
from catalog.matching.identity import Bearer, settle_claims
from catalog.matching.products import write_groups
from catalog.matching.report import MatchReport
from catalog.matching.scope import Groups, affected, everything, group, linked_to
from catalog.matching.signatures import BATCH, batches, update_signatures
from catalog.tables import Listing, Product

Progress = Callable[[int, int | None], None]


def match(session: Session, *, changed: Iterable[int] | None = None, progress: Progress | None = None) -> MatchReport:
    """Assign `product_id`, `variant` and `match_reason` of listings, and make their products.

    `changed` are the ids of listings whose content, facts or picture may have changed; None looks at all of them.
    Either way the outcome depends on what the listings say and on people's decisions, not on the order they came in;
    ids of products stay with most of their listings. The caller commits. `progress` is told listings done and in all.
    """
    report = MatchReport()
    tell = progress or (lambda _done, _total: None)
    session.flush()
    with _rare_collections():
        if changed is None:
            return _match_all(session, report, tell)
        return _match_some(session, set(changed), report, tell)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for reference cycles rarely: a run makes millions of small objects and hardly a cycle (a fifth faster)."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _match_all(session: Session, report: MatchReport, tell: Progress) -> MatchReport:
    found, largest = everything(session)
    ids = list(found)
    total = report.listings = len(ids)
    for number, batch in enumerate(batches(ids), start=1):
        report.changed += len(update_signatures(session, batch))
        tell(min(number * BATCH, total) // 3, total)
    rebuild_edges(session, lambda done: tell(total // 3 + min(done // 8, total // 3), total))
    groups = Groups(ids, largest)
    del ids
    group(session, groups)
    return _write(session, groups, everything_borne, report, tell, total)


def _match_some(session: Session, ids: set[int], report: MatchReport, tell: Progress) -> MatchReport:
    before = affected(session, ids)
    links = linked_to(session, ids)
    really: set[int] = set()
    for batch in batches(sorted(ids)):
        really.update(update_signatures(session, batch))
    report.changed = len(really)
    refresh_edges(session, really, links)
    scope = affected(session, before)
    report.listings = len(scope)
    groups = Groups(scope, max(scope, default=0))
    group(session, groups, scope)
    return _write(session, groups, lambda one: borne_by(one, scope), report, tell, len(scope))


def _write(
    session: Session,
    groups: Groups,
    borne: Callable[[Session], Iterable[Bearer]],
    report: MatchReport,
    tell: Progress,
    total: int,
) -> MatchReport:
    claims = settle_claims(lambda: borne(session), groups.of)
    done = 0
    for count in write_groups(session, groups.all(), claims, report):
        done += count
        tell(total * 2 // 3 + done // 3, total)
    tell(total, total)
    return report


def everything_borne(session: Session) -> Iterator[Bearer]:
    """Every product's id, age and listings, read as they go."""
    rows = session.execute(_bearers(), execution_options={"yield_per": 10_000})
    for (product_id, age), members in groupby(rows, key=lambda row: (row[0], row[1])):
        yield str(product_id), age.isoformat(), [row[2] or 0 for row in members]


def borne_by(session: Session, scope: set[int]) -> Iterator[Bearer]:
    """The same for the products of some listings, which the scope holds whole."""
    found: dict[tuple[str, str], list[int]] = {}
    for batch in batches(sorted(scope)):
        for product_id, age, listing_id in session.execute(_bearers().where(col(Listing.id).in_(batch))):
            found.setdefault((str(product_id), age.isoformat()), []).append(listing_id or 0)
    yield from ((product_id, age, ids) for (product_id, age), ids in found.items())


def _bearers() -> Select[str | None, datetime, int | None]:
    return (
        select(col(Listing.product_id), col(Product.first_seen), col(Listing.id))
        .join(Product, col(Product.id) == col(Listing.product_id))
        .order_by(col(Listing.product_id), col(Listing.id))
    )

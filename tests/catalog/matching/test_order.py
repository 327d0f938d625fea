"""The outcome is drawn from what listings say: not from the order they came in, nor from how many at a time."""

import random
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from catalog.matching import match
from catalog.tables import Listing, MatchEdge
from tests.catalog.matching.shelf import put
from tests.catalog.matching.test_pairs import rows

Groups = set[frozenset[str]]


def goods(count: int) -> list[dict[str, Any]]:
    """Listings of two marketplaces out of the labelled pairs."""
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows()[::5][:count]):
        for side in ("a", "b"):
            name, producer = row[f"name_{side}"], row[f"producer_{side}"]
            facts = {"producer": {"name": producer, "legal_form": None}} if producer else {}
            url = f"https://cho-{side}.example/{number}"
            found.append({"at": f"cho-{side}", "name": name, "url": url, "facts": facts})
    return found


def groups(session: Session) -> Groups:
    """The partition into products, by address."""
    by_product: dict[str | None, set[str]] = {}
    for product_id, url in session.execute(select(col(Listing.product_id), col(Listing.url))):
        by_product.setdefault(product_id, set()).add(url)
    return {frozenset(urls) for urls in by_product.values()}


def in_order(engine: Engine, items: Sequence[dict[str, Any]], at_a_time: int | None) -> Groups:
    """Match the listings as they come, so many at a time (None: all at once from scratch); undone afterwards."""
    with Session(engine) as session:
        if at_a_time is None:
            put(session, items)
            match(session)
        else:
            for start in range(0, len(items), at_a_time):
                match(session, changed=put(session, items[start : start + at_a_time]))
        found = groups(session)
        session.rollback()
    return found


def test_any_order_and_any_batch_give_the_same_products(sqlite_database: Engine) -> None:
    items = goods(60)
    expected = in_order(sqlite_database, items, None)
    assert any(len(group) > 1 for group in expected)
    for seed in (1, 2):
        shuffled = random.Random(seed).sample(items, len(items))
        assert in_order(sqlite_database, shuffled, None) == expected
        assert in_order(sqlite_database, shuffled, 13) == expected


def test_a_change_leaves_what_a_run_from_scratch_would(database: Engine) -> None:
    items = goods(40)
    with Session(database) as session:
        put(session, items)
        match(session)
        changed = [{**one, "name": f"{items[(number + 1) % 9]['name']}"} for number, one in enumerate(items[:9])]
        match(session, changed=put(session, changed, day=1))
        after, edges = groups(session), _edges(session)
        match(session)
        assert groups(session) == after
        assert _edges(session) == edges


def _edges(session: Session) -> set[tuple[int, int]]:
    found = session.execute(select(col(MatchEdge.first_id), col(MatchEdge.second_id)).where(col(MatchEdge.score) >= 82))
    return {(first, second) for first, second in found}

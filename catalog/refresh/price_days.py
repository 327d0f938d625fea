"""Price history: the last price a listing stated on each day it was seen, compacted from observations.

Observations only grow, so each is read once, in the order they were written; a change of the price rules starts over.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col

from catalog.database import insert_for
from catalog.listing import Listing
from catalog.normalise import RULES_VERSION
from catalog.refresh import due
from catalog.refresh.normalising import Rules, facts_of
from catalog.refresh.states import local_day
from catalog.refresh.work import Work
from catalog.tables import Content, Observation, PriceDay, Product, RefreshState
from catalog.tables import Listing as ListingRow

_STEP = "price_days"
_PAGE = 2000
_MOST_KEPT = 10_000
_LARGEST = 10**12
_LISTING = ListingRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_OBSERVATION = Observation.__table__  # type: ignore[attr-defined]  # as above

Prices = tuple[int | None, int | None]


def write_price_days(work: Work, rules: Rules) -> None:
    """Read the observations made since the last refresh into days; run after the listings are normalised."""
    last = _bookmark(work)
    reader = _Reader(work, rules)
    for page in _pages(work, last):
        days: dict[tuple[int, Any], dict[str, Any]] = {}
        for row in page:
            price, list_price = reader.prices(row)
            key = (row.listing_id, local_day(row.observed_at))
            if key in days and days[key]["seen_at"] > row.observed_at:
                continue
            days[key] = dict(zip(_COLUMNS, (*key, price, list_price, row.observed_at), strict=True))
        _upsert(work, list(days.values()))
        if not work.full:
            _mark_past(work, {row.listing_id for row in page if row.observed_at < row.last_seen})
        _keep_bookmark(work, page[-1].id)
        work.session.commit()
        work.report.price_days += len(days)


_COLUMNS = ("listing_id", "day", "price", "list_price", "seen_at")


def money(amount: int | None) -> int | None:
    """An amount the tables can hold; a price of a thousand billion đồng is none."""
    return amount if amount is not None and 0 < amount <= _LARGEST else None


class _Reader:
    """Prices of a content; what a listing says now is already read, only its past contents are read again."""

    def __init__(self, work: Work, rules: Rules) -> None:
        self._work = work
        self._rules = rules
        self._kept: OrderedDict[str, Prices] = OrderedDict()

    def prices(self, row: Any) -> Prices:
        if row.content_hash == row.now:
            return money(row.facts["price"]), money(row.facts["list_price"])
        if row.content_hash not in self._kept:
            body = self._work.session.execute(
                select(col(Content.body)).where(col(Content.hash) == row.content_hash)
            ).scalar_one()
            facts, _, _ = facts_of(Listing.model_validate(body), self._rules, self._work.today)
            self._kept[row.content_hash] = (money(facts["price"]), money(facts["list_price"]))
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[row.content_hash]


def _pages(work: Work, last: int) -> Iterator[Sequence[Any]]:
    names = ("id", "listing_id", "content_hash", "observed_at")
    query = (
        select(
            *(_OBSERVATION.c[name] for name in names),
            _LISTING.c.normalised_hash.label("now"),
            _LISTING.c.facts,
            _LISTING.c.last_seen,
        )
        .join_from(_OBSERVATION, _LISTING, _LISTING.c.id == _OBSERVATION.c.listing_id)
        .order_by(_OBSERVATION.c.id)
        .limit(_PAGE)
    )
    while page := work.session.execute(query.where(_OBSERVATION.c.id > last)).all():
        yield page
        last = page[-1].id


def _upsert(work: Work, rows: list[dict[str, Any]]) -> None:
    statement = insert_for(work.session.connection(), PriceDay)
    said = statement.excluded
    work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["listing_id", "day"],
            set_={"price": said.price, "list_price": said.list_price, "seen_at": said.seen_at},
            where=said.seen_at >= col(PriceDay.seen_at),
        ),
        rows,
    )


def _mark_past(work: Work, listings: set[int]) -> None:
    """A sighting of the past changes a product's history, and since when its producer is known."""
    if not listings:
        return
    theirs = select(_LISTING.c.product_id).where(_LISTING.c.id.in_(listings), _LISTING.c.product_id.is_not(None))
    work.session.execute(update(Product).where(col(Product.id).in_(theirs)).values(digest=""))
    keys = select(_LISTING.c.producer_key).where(_LISTING.c.id.in_(listings), _LISTING.c.producer_key.is_not(None))
    due.put(work.session, due.PRODUCERS, sorted(set(work.session.scalars(keys))))


def _bookmark(work: Work) -> int:
    state = work.session.get(RefreshState, _STEP)
    if state is not None and state.value["rules"] == RULES_VERSION and not work.full:
        return int(state.value["observation"])
    work.session.execute(delete(PriceDay))
    return 0


def _keep_bookmark(work: Work, last: int) -> None:
    value = {"rules": RULES_VERSION, "observation": last}
    work.session.merge(RefreshState(step=_STEP, value=value))

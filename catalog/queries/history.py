"""Price history of a product: the lowest price in force on each day, over the listings of its main variant."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pydantic import BaseModel
from sqlalchemy import select
from sqlmodel import Session, col

from catalog.tables import PriceDay

_LONGEST = timedelta(days=365)
_IN_FORCE = timedelta(days=7)


class PricePoint(BaseModel):
    """From this day on the lowest price was this (đồng); null while no listing stated one."""

    day: date
    price: int | None


def price_history(session: Session, listing_ids: Sequence[int]) -> list[PricePoint]:
    """The days on which the lowest price changed, over the last year known, and the last day known.

    A listing's price is in force from the day it was seen until it is seen again, for seven days at most.
    """
    by_listing = _days(session, listing_ids)
    if not by_listing:
        return []
    last = max(days[-1][0] for days in by_listing.values())
    first = max(min(days[0][0] for days in by_listing.values()), last - _LONGEST)
    lowest: dict[date, int] = {}
    for days in by_listing.values():
        for day, price in _in_force(days, first, last):
            lowest[day] = min(price, lowest.get(day, price))
    points: list[PricePoint] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if not points or points[-1].price != lowest.get(day) or day == last:
            points.append(PricePoint(day=day, price=lowest.get(day)))
    return points


def _days(session: Session, listing_ids: Sequence[int]) -> dict[int, list[tuple[date, int | None]]]:
    query = (
        select(col(PriceDay.listing_id), col(PriceDay.day), col(PriceDay.price))
        .where(col(PriceDay.listing_id).in_(listing_ids))
        .order_by(col(PriceDay.listing_id), col(PriceDay.day))
    )
    found: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for listing_id, day, price in session.execute(query):
        found[listing_id].append((day, price))
    return found


def _in_force(days: list[tuple[date, int | None]], first: date, last: date) -> Iterator[tuple[date, int]]:
    """Each day on which one listing's price was in force, with that price."""
    for position, (seen, price) in enumerate(days):
        until = min(seen + _IN_FORCE, last + timedelta(days=1))
        if position + 1 < len(days):
            until = min(until, days[position + 1][0])
        day = max(seen, first)
        while price is not None and day < until:
            yield day, price
            day += timedelta(days=1)

"""Offers: what each listing of a product asks today, and how that stands beside its past and its peers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

from catalog.refresh.availability import availability_of
from catalog.refresh.price_days import money
from catalog.refresh.states import local_day

Offer = dict[str, Any]

_LOWEST_WITHIN = timedelta(days=30)
_ASKED_WITHIN = timedelta(days=90)
_FEWEST_PEERS = 3
_FAR = 3
_RETAIL = (None, "set")


def make_offer(row: Any, days: Sequence[Any]) -> Offer:
    """The offer of one listing row (with its content's `body` and its `source`); `days` are its price days in order."""
    facts, body = row.facts, row.body
    price, list_price = money(facts["price"]), money(facts["list_price"])
    unit = facts["unit_price"] or {}
    last_day = local_day(row.last_seen)
    return {
        "listing_id": row.id,
        "product_id": row.product_id,
        "variant": row.variant,
        "price": price,
        "list_price": list_price,
        "price_per": facts["price_per"],
        "price_status": facts["price_status"],
        "unit_amount": money(unit.get("amount")),
        "unit_per": unit.get("per"),
        "availability": availability_of(body.get("availability")),
        "state": row.state,
        "outlier": False,
        "sample_price": bool(body.get("extra", {}).get("sample_price")),
        "lowest_30": _lowest(days, last_day),
        "honest_discount": _honest(price, list_price, days, last_day),
        "source": row.source,
        "first_seen": row.first_seen,
        "last_seen": row.last_seen,
    }


def mark_outliers(offers: Iterable[Offer]) -> None:
    """Mark offers of one product that ask more than 3 times, or less than a third, of the median of their peers.

    Peers are offers not gone, priced by the same unit (kilogram, litre, piece), or, where they have no unit price, of
    the same variant; fewer than three have no median.
    """
    peers: dict[Any, list[tuple[int, Offer]]] = defaultdict(list)
    for offer in offers:
        if offer["state"] == "gone":
            continue
        if offer["unit_amount"] is not None:
            peers["unit", offer["unit_per"]].append((offer["unit_amount"], offer))
        elif offer["price"] is not None:
            peers["variant", offer["variant"], offer["price_per"]].append((offer["price"], offer))
    for priced in peers.values():
        if len(priced) < _FEWEST_PEERS:
            continue
        middle = median(amount for amount, _ in priced)
        for amount, offer in priced:
            offer["outlier"] = amount > _FAR * middle or amount * _FAR < middle


def counts_for_price(offer: Offer) -> bool:
    """May this offer set a product's `from` price? Not an outlier, and the price of the thing as sold in a shop."""
    return states_a_price(offer) and offer["price_per"] in _RETAIL


def states_a_price(offer: Offer) -> bool:
    """Does this offer state what the thing costs, be it by the kilogram? No outlier, no price for resellers."""
    return offer["price"] is not None and not offer["outlier"] and offer["price_status"] == "stated"


def _lowest(days: Sequence[Any], last_day: date) -> int | None:
    """Lowest price in force on the 30 days to the last sighting, the one they began with included."""
    since = last_day - _LOWEST_WITHIN
    before = [day for day in days if day.day <= since]
    in_force = [*before[-1:], *(day for day in days if since < day.day <= last_day)]
    return min((day.price for day in in_force if day.price is not None), default=None)


def _honest(price: int | None, list_price: int | None, days: Sequence[Any], last_day: date) -> bool | None:
    """Was the struck price asked within 90 days? False only where those 90 days are known."""
    if price is None or list_price is None or list_price <= price:
        return None
    since = last_day - _ASKED_WITHIN
    if any(day.price is not None and day.price >= list_price for day in days if since <= day.day <= last_day):
        return True
    return False if days and days[0].day <= since else None

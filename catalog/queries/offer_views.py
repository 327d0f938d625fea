"""The offers of a product by size and pack, in the order a page shows them.

Offers stand in this order, and no one can pay for a place in it: listings whose producer is proven by a certificate,
then fresh before stale before gone, outliers last, sold-out after in stock, then by unit price and by price.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from catalog.facts import NetContent, UnitPrice
from catalog.refresh.offers import counts_for_price
from catalog.refresh.product_facts import main_variant

_STATES = ("fresh", "stale", "gone")


class OfferView(BaseModel):
    """What one listing asks. Prices are integer đồng."""

    marketplace: str
    marketplace_name: str
    shop: str | None = None
    url: str = Field(description="The listing on its marketplace, where the shopper buys.")
    name: str
    price: int | None = None
    list_price: int | None = None
    price_per: str | None = None
    price_status: str
    unit_price: UnitPrice | None = None
    availability: str | None = None
    state: str
    outlier: bool = False
    sample_price: bool = False
    lowest_30: int | None = Field(None, description="Lowest price in the 30 days to the last sighting.")
    honest_discount: bool | None = Field(None, description="Was the struck price asked within 90 days?")
    proven: bool = Field(False, description="A valid certificate proves this listing's product and producer.")
    first_seen: datetime
    last_seen: datetime


class VariantOffers(BaseModel):
    """One size and pack, and who offers it."""

    variant: str | None
    net_content: NetContent | None = None
    main: bool = Field(False, description="The size most offers have; its lowest price is the product's.")
    from_price: int | None = None
    offers: list[OfferView]


def rank(row: Any) -> tuple[Any, ...]:
    """Where an offer stands: the smaller, the further up."""
    unknown = float("inf")
    return (
        row.facts["ocop"]["status"] != "proven",
        _STATES.index(row.state),
        row.outlier,
        row.availability == "out_of_stock",
        row.unit_amount if row.unit_amount is not None else unknown,
        row.price if row.price is not None else unknown,
        row.id,
    )


def variants_of(rows: Sequence[Any], names: dict[str, str], facts: dict[str, Any]) -> list[VariantOffers]:
    """The offers by size, the main one first; `rows` as ranked."""
    by_variant: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        by_variant[row.variant].append(row)
    main = _main_variant(rows, facts)
    made = [
        VariantOffers(
            variant=variant,
            net_content=next((row.facts["net_content"] for row in found if row.facts["net_content"]), None),
            main=variant == main,
            from_price=min((row.price for row in found if may_set_price(row)), default=None),
            offers=[_offer(row, names) for row in found],
        )
        for variant, found in by_variant.items()
    ]
    return sorted(
        made, key=lambda one: (not one.main, one.net_content.amount if one.net_content else 0, one.variant or "")
    )


def _main_variant(rows: Sequence[Any], facts: dict[str, Any]) -> str | None:
    """The size of the offer that sets the product's price; without a price, the one most offers have."""
    for row in rows:
        same = all(row.facts[name] == facts[name] for name in ("price", "net_content"))
        if facts["price"] is not None and same and may_set_price(row):
            return str(row.variant) if row.variant is not None else None
    return main_variant([{"variant": row.variant, "state": row.state, "price": row.price} for row in rows])


def may_set_price(row: Any) -> bool:
    return row.state != "gone" and counts_for_price({name: getattr(row, name) for name in _PRICED})


_PRICED = ("price", "outlier", "price_per", "price_status")


def _offer(row: Any, names: dict[str, str]) -> OfferView:
    unit = {"amount": row.unit_amount, "per": row.unit_per} if row.unit_amount is not None else None
    known = {name: value for name, value in row._asdict().items() if name in OfferView.model_fields}
    return OfferView.model_validate(
        known
        | {
            "marketplace_name": names[row.marketplace],
            "unit_price": unit,
            "proven": row.facts["ocop"]["status"] == "proven",
        }
    )

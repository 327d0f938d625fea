"""An offer as refreshing makes it, and its listing's row, with what a test wants of them."""

from types import SimpleNamespace
from typing import Any

from catalog.facts import Facts


def offer(number: int, price: int | None = None, **more: Any) -> dict[str, Any]:
    """A fresh offer of half a litre, with a price or none."""
    return {
        "listing_id": number,
        "variant": "500ml",
        "price": price,
        "list_price": None,
        "price_per": None,
        "price_status": "stated" if price else "contact",
        "unit_amount": None,
        "unit_per": None,
        "availability": None,
        "state": "fresh",
        "outlier": False,
    } | more


def row(**facts: Any) -> Any:
    """A listing with these facts."""
    return SimpleNamespace(facts=Facts.model_validate({"name": "x", **facts}).to_json())

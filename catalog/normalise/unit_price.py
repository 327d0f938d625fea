"""Đồng for one kilogram, litre or piece, from the price and the net content, checked against the page's own."""

import re

from catalog.facts import NetContent, UnitPrice, UnitPricePer

_OWN: dict[str, tuple[UnitPricePer, float]] = {
    "kg": ("kg", 1), "t": ("kg", 1000), "g": ("kg", 0.001), "l": ("l", 1), "ml": ("l", 0.001), "piece": ("piece", 1),
    "pieces": ("piece", 1), "dozen": ("piece", 12), "pair": ("piece", 2),
}  # fmt: skip
_PER = re.compile(r"(?:(\d+) )?([a-z]+)")


def own_unit_price(price: int, per: str) -> UnitPrice | None:
    """The unit price a page states itself (`35000` per `100 g` is 350,000 a kilogram); None for boxes and the like."""
    found = _PER.fullmatch(per)
    if found is None or found[2] not in _OWN:
        return None
    unit, size = _OWN[found[2]]
    return UnitPrice(amount=round(price / (int(found[1] or 1) * size)), per=unit)


def unit_price_of(price: int | None, per: str | None, content: NetContent | None) -> UnitPrice | None:
    """The unit price: the page's own where it states one, else price over content; None where either is unknown."""
    if price is None:
        return None
    if per is not None and (own := own_unit_price(price, per)):
        return own
    if content is None or content.amount <= 0:
        return None
    if content.unit == "piece":
        return UnitPrice(amount=round(price / content.amount), per="piece")
    return UnitPrice(amount=round(price / content.amount * 1000), per="kg" if content.unit == "g" else "l")

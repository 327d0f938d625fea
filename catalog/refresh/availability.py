"""What a page says of its stock, as `in_stock`, `out_of_stock` or `preorder` (schema.org's or Vietnamese words)."""

from typing import Literal

from catalog.slug import fold

Availability = Literal["in_stock", "out_of_stock", "preorder"]

_PREORDER = ("preorder", "pre-order", "presale", "backorder", "dat truoc", "dat hang truoc", "sap co hang", "sap ve")
_OUT = (
    "outofstock", "out of stock", "soldout", "sold out", "discontinued", "unavailable", "instoreonly", "false",
    "het hang", "tam het", "ngung kinh doanh", "ngung ban", "khong con hang", "chay hang", "chua co hang",
)  # fmt: skip
_IN = (
    "instock", "in stock", "limitedavailability", "onlineonly", "available", "true",
    "con hang", "san hang", "co san", "co hang", "dang ban",
)  # fmt: skip


def availability_of(words: str | None) -> Availability | None:
    """Read the `availability` field; None where it says nothing known. `InStock`, `Còn hàng (12)`, `onbackorder`."""
    said = fold(words or "").replace("_", "")
    if not said:
        return None
    if any(word in said for word in _PREORDER):
        return "preorder"
    if any(word in said for word in _OUT):
        return "out_of_stock"
    return "in_stock" if any(word in said for word in _IN) else None

"""Where the products lie in an answer of JSON, and which of their keys is which field.

Keys are compared without case, accents and separators (`productName`, `product_name` and `Tên sản phẩm` alike). A key
counts only where most of the items have it and its values look like the field's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from catalog.slug import slugify
from crawlers.extract import paths
from crawlers.probe.json_fields import RULES, Rule
from crawlers.probe.value_looks import amount, is_price

_DEEPEST = 6
_FEWEST = 2
_SAMPLE = 20
Values = list[Any]


@dataclass
class Shape:
    """A list of products in an answer: the path to it, and a path in one item for each field."""

    items: str
    fields: dict[str, str]
    rows: list[dict[str, Any]]
    divisor: int = 1
    slugs: list[str] = field(default_factory=list)


def shape(answer: Any) -> Shape | None:
    """The largest list of things with names and prices in an answer; None where there is none."""
    found = [one for path, rows in _lists(answer) if (one := _of_rows(path, rows))]
    return max(found, key=lambda one: (len(one.rows), len(one.fields)), default=None)


def total(answer: Any) -> int | None:
    """How many products the answer says there are in all."""
    said = (
        value for path, value in _scalars(answer, 3) if slugify(path.rsplit(".", 1)[-1]).replace("-", "") in _TOTALS
    )
    return max((value for value in said if isinstance(value, int) and not isinstance(value, bool)), default=None)


_NEXTS = ("next", "nextpageurl", "nextpage", "nextlink", "nexturl", "nexthref")
_TOTALS = {"total", "totalcount", "totalitems", "totalelements", "totalrecords", "totalproducts", "tong", "tongso"}


def next_link(answer: Any) -> str | None:
    """The path to the next page's address, where the answer names one."""
    for path, value in _scalars(answer, 3):
        key = slugify(path).replace("-", "")
        if key.endswith(_NEXTS) and isinstance(value, str) and value.startswith(("/", "http", "?")):
            return path
    return None


def _lists(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(value, list):
        rows = [one for one in value if isinstance(one, dict)]
        if len(rows) >= _FEWEST:
            yield path, rows
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, one in value.items():
            if re.fullmatch(r"[^.\[\]|]+", key):
                yield from _lists(one, f"{path}.{key}" if path else key, depth + 1)


def _of_rows(path: str, rows: list[dict[str, Any]]) -> Shape | None:
    sample = rows[:_SAMPLE]
    values: dict[str, Values] = {}
    for row in sample:
        for name, value in _scalars(row, _DEEPEST):
            values.setdefault(name, []).append(value)
    found = {name: chosen for name, rule in RULES.items() if (chosen := _chosen(values, rule, len(sample)))}
    if "name" not in found or "price" not in found:
        return None
    _settle_prices(found, values)
    prices = [value for one in sample if (value := amount(paths.stated(one, found["price"])))]
    return Shape(path, found, rows, _divisor(prices, found["price"]))


def _scalars(value: Any, depth: int, path: str = "") -> Iterator[tuple[str, Any]]:
    """Paths to plain values; the values of a list share one path with `[]`."""
    if isinstance(value, dict):
        for key, one in value.items() if depth else ():
            if re.fullmatch(r"[^.\[\]|]+", str(key)):
                yield from _scalars(one, depth - 1, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for one in value[:3]:
            yield from _scalars(one, depth - 1 if isinstance(one, dict) else 0, f"{path}[]")
    elif path and value is not None:
        yield path, value


def _plain(path: str) -> str:
    """A path without case, accents and separators, its dots and brackets kept; envelopes say nothing.

    Relay wraps an item in `node`, JSON:API its fields in `attributes`.
    """
    parts = path.removeprefix("node.").removeprefix("attributes.").split(".")
    return ".".join(
        slugify(part.removesuffix("[]")).replace("-", "") + ("[]" if part.endswith("[]") else "") for part in parts
    )


def _chosen(values: dict[str, Values], rule: Rule, count: int) -> str | None:
    """The path of the likeliest key whose values look right in enough of the items."""
    plain: dict[str, str] = {}
    for path in values:
        plain.setdefault(_plain(path), path)
    for key in rule.keys:
        for end in rule.ends:
            place = plain.get(f"{key}.{end}" if end else key) or _inner(plain, key, end)
            fitting = [value for value in values[place] if rule.looks(value)] if place else []
            if place and len(fitting) >= max(1, rule.share * count):
                return place
    return None


def _inner(plain: dict[str, str], key: str, end: str) -> str | None:
    """A path from a key to a deeper one: `pricing.priceRange.start.gross.amount` for `pricing` and `gross.amount`."""
    if not end:
        return None
    return next((path for name, path in plain.items() if name.startswith(f"{key}.") and name.endswith(f".{end}")), None)


def _settle_prices(found: dict[str, str], values: dict[str, Values]) -> None:
    """Two prices: the lower is asked, the higher struck; one that few items have stands before the one all have."""
    asked = found["price"]
    others = [
        path for path in values if _plain(path) in _PRICE_KEYS and path != asked and path != found.get("list_price")
    ]
    special = [path for path in others if _plain(path) in _SALE_KEYS and any(map(is_price, values[path]))]
    if special and _plain(asked) not in _SALE_KEYS:
        found.setdefault("list_price", asked)
        found["price"] = f"{special[0]} || {asked}"
    elif _plain(asked) in _SALE_KEYS:
        whole = found.get("list_price") or next((path for path in others if any(map(is_price, values[path]))), None)
        if whole:
            found["list_price"] = whole
            found["price"] = f"{asked} || {whole}"
    if found.get("list_price") == found["price"]:
        found.pop("list_price")


# Keys that stand beside a dearer price; `giaban` and `finalprice` may be all there is.
_SALE_KEYS = frozenset(
    ("saleprice", "specialprice", "promotionprice", "discountprice", "salesprice", "giakhuyenmai", "giakm")
)
_PRICE_KEYS = {*RULES["price"].keys, *RULES["list_price"].keys}


def _divisor(prices: list[float], path: str) -> int:
    """100 where prices can only be hundredths: Vendure's key, or all of them round hundreds far above a village's."""
    if "pricewithtax" in _plain(path.split("||")[0]):
        return 100
    high = bool(prices) and median(prices) >= 3_000_000 and min(prices) >= 500_000
    return 100 if high and all(price % 10_000 == 0 for price in prices) else 1

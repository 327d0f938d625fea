"""Google Merchant product feeds: RSS or Atom with `g:` fields, or CSV/TSV with the same names in its first line.

1. `entry.feeds` names the feed: it is complete by its purpose, so no page is fetched.
2. `g:price` is "120000 VND", with a decimal point; `g:sale_price` wins and makes `g:price` the list price. Vietnamese
   plug-ins also write "120.000 đ": kept as text.
3. `g:id`, `g:gtin`, `g:brand`, `g:product_type` ("Thực phẩm > Mật ong"), `g:unit_pricing_measure` ("500 g").
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from catalog.listing import Oddity
from crawlers.extract import xml
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Page, Reading, Role
from crawlers.platforms.base import Platform

_AMOUNT = re.compile(r"^\s*([\d.]+)\s*(VND|[A-Z]{3})?\s*$")
_STOCK = {"in stock": "InStock", "out of stock": "OutOfStock", "preorder": "PreOrder", "backorder": "BackOrder"}
_LONGEST_FIELD = 1_000_000


class MerchantFeed(Platform):
    """A product feed."""

    name = "merchant_feed"
    needs: ClassVar[tuple[str, ...]] = ("entry.feeds",)

    def role_of(self, url: str, body: bytes) -> Role:  # noqa: ARG002 -- a feed is all there is
        return "feed"

    def read_feed(self, page: Page) -> Iterator[Reading]:
        rows = 0
        try:
            for rows, fields in enumerate(_rows(page), start=1):  # noqa: B007 -- how many there were
                yield self.found(record(fields), page)
        except (xml.HostileXml, csv.Error) as error:
            yield Oddity(code="page/hostile", field="page", words=str(error)[:200])
            return
        if not rows:
            yield Oddity(code="page/unexpected", field="page", words=f"no entry in the feed: {page.url}"[:200])


def record(fields: Mapping[str, str]) -> dict[str, Any]:
    """Contract fields of one entry, by the names of Google's product data specification."""
    price, currency = _money(fields.get("price"))
    sale, _ = _money(fields.get("sale_price"))
    brand = clean(fields.get("brand"))
    return {
        "name": clean(fields.get("title")),
        "url": fields.get("link"),
        "external_id": clean(fields.get("id")),
        "sku": clean(fields.get("mpn")),
        "gtin": clean(fields.get("gtin")),
        "price": sale if sale is not None else price,
        "list_price": price if sale is not None and sale != price else None,
        "currency": currency,
        "availability": _STOCK.get((fields.get("availability") or "").lower().replace("_", " ")),
        "description": from_html(fields.get("description")),
        "images": [link for name in ("image_link", "additional_image_link") if (link := fields.get(name))],
        "category": [part.strip() for part in (clean(fields.get("product_type")) or "").split(">") if part.strip()],
        "net_content": clean(fields.get("unit_pricing_measure")),
        "extra": {"brand": brand} if brand else {},
    }


def _money(text: str | None) -> tuple[int | float | str | None, str | None]:
    found = _AMOUNT.match(text or "")
    if found is None:
        return clean(text), None
    return machine_price(found.group(1)), found.group(2)


def _rows(page: Page) -> Iterator[Mapping[str, str]]:
    if page.body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        yield from (entry.fields for entry in xml.entries(page.body) if entry.tag in ("item", "entry"))
        return
    csv.field_size_limit(_LONGEST_FIELD)
    head = page.text.split("\n", 1)[0]
    separator = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    for row in csv.DictReader(io.StringIO(page.text), delimiter=separator):
        named = ((key, value) for key, value in row.items() if isinstance(key, str) and isinstance(value, str))
        yield {key.strip().lower().removeprefix("g:").replace(" ", "_"): value for key, value in named}

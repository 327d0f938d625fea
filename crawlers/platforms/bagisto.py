"""Bagisto, the Laravel shop, and storefronts built on it.

1. The shop theme's own API, `/api/products?limit=50&page=N` (2.x): `data` with `prices`, `meta.last_page`. Prices stand
   as numbers in `prices.final.price`, beside a formatted text.
2. Where it is closed: `/sitemap.xml`, then the product page's JSON-LD (a setting of the shop) or OpenGraph.
"""

from collections.abc import Iterator
from typing import Any

from catalog.listing import Oddity
from crawlers.extract import paths
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform
from crawlers.platforms.haravan import next_page


class Bagisto(Platform):
    """Storefront API, else sitemap and structured data."""

    name = "bagisto"

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/api/products?limit=50"), "api")

    def read_api(self, page: Page) -> Iterator[Reading]:
        items = paths.at(page.json, "data")
        if not isinstance(items, list):
            yield Oddity(code="page/unexpected", field="page", words="the storefront API gave no list of products")
            yield from self.other_ways(page.url, "api")
            return
        for item in items:
            if isinstance(item, dict):
                yield self.found(record(item), page)
        here, last = paths.at(page.json, "meta.current_page"), paths.at(page.json, "meta.last_page")
        if items and isinstance(here, int) and isinstance(last, int) and here < last:
            yield Follow(next_page(page.url), "api")


def record(item: dict[str, Any]) -> dict[str, Any]:
    """Contract fields of one product."""
    price = machine_price(paths.at(item, "prices.final.price") or item.get("price"))
    regular = machine_price(paths.at(item, "prices.regular.price"))
    stock = item.get("is_saleable", item.get("in_stock"))
    texts = dict.fromkeys(text for key in ("short_description", "description") if (text := from_html(item.get(key))))
    pictures = [paths.at(item, "base_image.large_image_url"), *paths.listed(item, "images[].large_image_url")]
    return {
        "name": clean(item.get("name")),
        "url": f"/{item.get('url_key')}",
        "external_id": clean(item.get("id")),
        "sku": clean(item.get("sku")),
        "price": price,
        "price_text": clean(item.get("min_price")),
        "list_price": regular if regular != price else None,
        "availability": None if stock is None else "InStock" if stock else "OutOfStock",
        "description": "\n".join(texts) or None,
        "images": list(dict.fromkeys(link for link in pictures if isinstance(link, str))),
    }

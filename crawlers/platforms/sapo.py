"""Sapo (formerly Bizweb).

1. `/products.json?limit=50&page=N` where the theme leaves it open; shape as Haravan's with `name`, `alias`, `content`
   and `modified_on`. Prices are đồng in every shape, never times 100.
2. `/sitemap.xml` → `sitemap_products_1.xml` → product pages at `/{alias}`; the page's script holds the product's JSON
   (recognised by `alias` and `variants`), which says more than its JSON-LD.
"""

from collections.abc import Iterator
from typing import Any

from crawlers.extract.shop_json import record
from crawlers.page import Follow
from crawlers.platforms.haravan import Haravan


class Sapo(Haravan):
    """Product JSON wherever it is found, else JSON-LD."""

    name = "sapo"

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/sitemap.xml"), "sitemap")

    def wanted_in_sitemap(self, link: str) -> bool:
        return self.is_product(link) if self._product else not self.skipped(link) and not self.is_listing(link)

    def record(self, product: dict[str, Any]) -> dict[str, Any]:
        return record(product)

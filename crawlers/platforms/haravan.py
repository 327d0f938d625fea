"""Haravan, the Shopify-like software of many Vietnamese brands.

1. `/products.json?limit=50&page=N` (also below `/collections/{handle}/`): complete products with `body_html` and
   variants; prices are đồng. Paging ends with an empty list.
2. A product page's own JSON (`/products/{handle}.js`, or the object in a script) has `description` and `featured_image`
   instead, and there **every price is times 100**: 13900000.0 is 139.000 đ.
3. Where both are closed: `/sitemap.xml` and the page's JSON-LD, whose prices are đồng again.
Shopify itself speaks the same `products.json`.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalog.listing import Oddity
from crawlers.extract import script_json
from crawlers.extract.shop_json import record
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform

_PAGE_SIZE = 50


class Haravan(Platform):
    """`products.json`, else page JSON, else sitemap and JSON-LD."""

    name = "haravan"
    path = "/products.json"

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address(f"{self.path}?limit={_PAGE_SIZE}"), "api")

    def wanted_in_sitemap(self, link: str) -> bool:
        return self.is_product(link) if self._product else "/products/" in link

    def read_api(self, page: Page) -> Iterator[Reading]:
        answer = page.json
        if isinstance(answer, dict) and ("variants" in answer or isinstance(answer.get("product"), dict)):
            yield self.found(self.record(answer.get("product", answer)), page)
            return
        products = answer.get("products") if isinstance(answer, dict) else None
        if not isinstance(products, list):
            yield Oddity(code="page/unexpected", field="page", words="products.json gave no list of products")
            yield from self.other_ways(page.url, "api")
            return
        for product in products:
            if isinstance(product, dict):
                yield self.found(self.record(product), page)
        if products:
            yield Follow(next_page(page.url), "api")

    def read_product(self, page: Page) -> Iterator[Reading]:
        embedded = script_json.product(page.text)
        if embedded is None:
            yield from super().read_product(page)
            return
        crumbs = self.structured(page).get("category")
        fields = self.record(embedded) | {"url": self.address_of(page)}
        yield self.found(fields | ({"category": crumbs} if crumbs else {}), page)

    def record(self, product: dict[str, Any]) -> dict[str, Any]:
        """Contract fields of one product, in either of the two shapes."""
        return record(product, divisor=100 if is_page_json(product) else 1)


def is_page_json(product: dict[str, Any]) -> bool:
    """Whether this is the page's own JSON, where prices are times 100, not one of `products.json`."""
    return "body_html" not in product and ("compare_at_price_varies" in product or "pagetitle" in product)


def next_page(url: str) -> str:
    """The same list, one page on."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    query["page"] = str(int(query.get("page", "1")) + 1)
    return urlunsplit(parts._replace(query=urlencode(query)))

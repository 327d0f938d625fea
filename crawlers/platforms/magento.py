"""Magento 2 (Adobe Commerce) and Mage-OS.

1. GraphQL at `/graphql`, open to guests by default: name, prices, stock, categories and pictures, 100 a request.
2. Where it is closed (an error or HTML comes back): `/sitemap.xml`, then the product page. The Luma theme writes
   microdata and `product:price:amount`; the price's microdata holds a machine number in `content`.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from catalog.listing import Oddity
from crawlers.extract import paths
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform

_PAGE_SIZE = 100
_PRICE = "{ final_price { value currency } regular_price { value } }"
QUERY = (
    'query($page: Int!) { products(filter: {}, search: "", pageSize: 100, currentPage: $page) {'
    " page_info { current_page total_pages } items { uid sku name url_key url_suffix stock_status"
    " description { html } short_description { html } categories { name } media_gallery { url }"
    f" price_range {{ minimum_price {_PRICE} maximum_price {_PRICE} }} }} }} }}"
)


class Magento(Platform):
    """GraphQL, else sitemap and microdata."""

    name = "magento"

    def usual_entries(self) -> Iterator[Follow]:
        yield ask(self.address("/graphql"), 1)

    def entries(self) -> Iterator[Follow]:
        for follow in super().entries():
            yield ask(follow.url, 1) if follow.role == "api" and follow.body is None else follow

    def read_api(self, page: Page) -> Iterator[Reading]:
        products = paths.at(page.json, "data.products")
        if not isinstance(products, dict):
            words = str(paths.at(page.json, "errors[0].message") or "GraphQL gave no products")
            yield Oddity(code="page/unexpected", field="page", words=words[:200])
            yield from self.other_ways(page.url, "api")
            return
        for item in products.get("items") or []:
            if isinstance(item, dict):
                yield self.found(record(item), page)
        info = products.get("page_info") or {}
        here, last = int(info.get("current_page") or 1), int(info.get("total_pages") or 1)
        if here == 1:
            yield from (ask(page.url, number) for number in range(2, last + 1))


def ask(url: str, number: int) -> Follow:
    """The request for one page of products."""
    return Follow(url, "api", body=orjson.dumps({"query": QUERY, "variables": {"page": number}}).decode())


def record(item: dict[str, Any]) -> dict[str, Any]:
    """Contract fields of one product of the answer."""
    low = paths.at(item, "price_range.minimum_price.final_price.value")
    high = paths.at(item, "price_range.maximum_price.final_price.value")
    regular = paths.at(item, "price_range.minimum_price.regular_price.value")
    price, top, struck = machine_price(low), machine_price(high), machine_price(regular)
    spread = price is not None and top is not None and price != top
    parts = (paths.at(item, "short_description.html"), paths.at(item, "description.html"))
    texts = dict.fromkeys(text for part in parts if (text := from_html(part)))
    return {
        "name": clean(item.get("name")),
        "url": f"/{item.get('url_key')}{item.get('url_suffix') or ''}",
        "external_id": clean(item.get("sku")),
        "sku": clean(item.get("sku")),
        "price": price,
        "price_text": f"{price} - {top}" if spread else None,
        "list_price": struck if struck != price and not spread else None,
        "currency": paths.at(item, "price_range.minimum_price.final_price.currency"),
        "availability": {"IN_STOCK": "InStock", "OUT_OF_STOCK": "OutOfStock"}.get(str(item.get("stock_status"))),
        "description": "\n".join(texts) or None,
        "images": [link for link in paths.listed(item, "media_gallery[].url") if isinstance(link, str)],
        "category": [name for one in paths.listed(item, "categories[].name") if (name := clean(one))],
    }

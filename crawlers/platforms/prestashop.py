"""PrestaShop (1.6 to 9).

1. Sitemaps of the usual module are named in robots.txt (`/1_index_sitemap.xml`, `/1_vi_0_sitemap.xml`); a file names
   them in `entry.sitemaps`. Without one: the front page, category pages (`/{id}-{slug}`) and their pager.
2. Product pages (`/{category}/{id}-{slug}.html`): JSON-LD since 1.7.8, microdata before; the "Product details" tab
   holds the whole product as JSON in `#product-details[data-product]`, which themes rarely remove.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

import orjson

from crawlers.extract import labels
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Follow, Page
from crawlers.platforms.base import Platform

_PRODUCT = re.compile(r"/\d+(?:-\d+)?-[^/?#]+\.html(?:[?#]|$)")
_LISTING = re.compile(r"/\d+-[a-z][^/?#.]*(?:\?page=\d+)?$")


class PrestaShop(Platform):
    """JSON-LD or microdata, and the theme's own JSON."""

    name = "prestashop"
    cards: ClassVar = {
        "card": ".product-miniature",
        "name": ".product-title a",
        "url": ".product-title a::attr(href)",
        "price": ".price",
        "list_price": ".regular-price",
        "image": "img::attr(data-full-size-image-url) || img::attr(src)",
    }
    product_page: ClassVar = {
        "name": "h1[itemprop=name] || h1.h1 || h1",
        "price": ".current-price-value::attr(content) || .current-price .price || #our_price_display",
        "list_price": ".product-discount .regular-price || #old_price_display",
        "images": ".product-cover img::attr(src) || #bigpic::attr(src)",
        "description": ".product-description::html || #short_description_content::html",
    }

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/"), "listing")

    def is_product(self, url: str) -> bool:
        return super().is_product(url) if self._product else bool(_PRODUCT.search(url))

    def is_listing(self, url: str) -> bool:
        return super().is_listing(url) if self._listing else bool(_LISTING.search(url))

    def wanted_in_sitemap(self, link: str) -> bool:
        return self.is_product(link)

    def structured(self, page: Page) -> dict[str, Any]:
        return {**_embedded(page), **super().structured(page)}


def _embedded(page: Page) -> dict[str, Any]:
    node = page.tree.css_first("#product-details[data-product]")
    try:
        product = orjson.loads(node.attributes.get("data-product") or "") if node is not None else {}
    except orjson.JSONDecodeError:
        product = {}
    if not isinstance(product, dict) or not product.get("name"):
        return {}
    grouped = product.get("grouped_features")
    features = list(grouped.values()) if isinstance(grouped, dict) else []
    pairs = ((clean(one.get("name")) or "", clean(one.get("value")) or "") for one in features if isinstance(one, dict))
    price, regular = machine_price(product.get("price_amount")), machine_price(product.get("regular_price_amount"))
    fields = {
        "name": clean(product.get("name")),
        "external_id": clean(product.get("id_product")),
        "sku": clean(product.get("reference")),
        "gtin": clean(product.get("ean13")),
        "price": price,
        "list_price": regular if regular != price else None,
        "description": from_html(f"{product.get('description_short') or ''}\n{product.get('description') or ''}"),
        "images": [one["large"]["url"] for one in product.get("images") or [] if one.get("large")],
        "category": [text for text in [clean(product.get("category_name"))] if text],
    }
    return labels.of_pairs(pairs) | {name: value for name, value in fields.items() if value not in (None, "", [])}

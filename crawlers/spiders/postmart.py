"""Postmart (VNPost) as mirrored in September 2022: a Laravel shop with a FleetCart-like storefront.

The site became Bưu Điện (buudien.vn), so its file is switched off; saved pages are read by `extract`.

1. Product pages are `/p/{slug}-{id}.html`, older ones `/p/{slug}`; OpenGraph says `og:site_name` Postmart.
2. Prices are printed with dots and đ; the special price stands before the struck one in `.product-price`.
3. The markup of cards is known only from the theme, so both of its shapes are read.
"""

import re
from collections.abc import Iterator

from crawlers.extract import selectors
from crawlers.extract.build import all_found
from crawlers.page import Follow, Page, Reading, Role
from crawlers.platforms.base import Platform

_PRODUCT = re.compile(r"/p/[^/?#]+?(?:-(\d+)\.html)?(?:[?#]|$)")
_LISTING = re.compile(r"/(?:c|categories|danh-muc)/[^?#]+(?:\?page=\d+)?$")
_CARDS = ".product-card, .product-item"
_CARD = {
    "name": ".product-name || .product-title || a[title]::attr(title)",
    "url": "a.product-name::attr(href) || a.product-image::attr(href) || a[href*='/p/']::attr(href)",
    "price": ".special-price || .product-price .price-new || .product-price",
    "list_price": ".previous-price || .product-price del || .price-old",
    "image": ".product-image img::attr(data-src) || .product-image img::attr(src) || img::attr(src)",
}
_PRODUCT_PAGE = {
    "name": "h1.product-name || .product-details-info h1 || h1",
    "price": ".product-details-info .special-price || .details-info .product-price .price-new || .product-price",
    "list_price": ".product-details-info .previous-price || .product-price del",
    "images": ".product-gallery img::attr(data-src) || .product-gallery img::attr(src)",
    "shop": ".store-name || .seller-name || .shop-name",
    "description": "#description::html || .product-description::html || .tab-pane.description::html",
    "sku": ".sku span || .product-sku",
    "category": ".breadcrumb li a",
}


class Postmart(Platform):
    """The markup of 2022."""

    name = "postmart"

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/sitemap.xml"), "sitemap")
        yield Follow(self.address("/"), "listing")

    def role_of(self, url: str, body: bytes) -> Role:
        role = super().role_of(url, body)
        return role if role in ("sitemap", "feed", "api") else "product" if self.is_product(url) else "listing"

    def is_product(self, url: str) -> bool:
        return bool(_PRODUCT.search(url))

    def is_listing(self, url: str) -> bool:
        return bool(_LISTING.search(url))

    def wanted_in_sitemap(self, link: str) -> bool:
        return self.is_product(link)

    def read_cards(self, page: Page) -> Iterator[Reading]:
        records = [selectors.record(card, _CARD) for card in page.tree.css(_CARDS)]
        named = [record for record in records if record.get("name") and record.get("url")]
        yield from all_found(named, page_url=page.url, marketplace=self.file.slug, hosts=self.hosts)

    def read_product(self, page: Page) -> Iterator[Reading]:
        declared = selectors.record(page.tree, _PRODUCT_PAGE)
        record = {**self.structured(page), **declared, "url": page.url}
        if not record.get("name"):
            return
        number = _PRODUCT.search(page.url)
        if number and number.group(1):
            record["external_id"] = number.group(1)
        record["category"] = [name for name in record.get("category", []) if name not in ("Trang chủ", record["name"])]
        yield self.found(record, page)

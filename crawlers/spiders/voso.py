"""Voso (Vỏ Sò, Viettel Post) as its pages stood in February and March 2021: Yii2 with AngularJS.

Whether the site still lives is disputed, so its file is switched off; saved pages are read by `extract`.

1. Cards (`.f-items`): name and address in `.f-items_name a`, current price in `.b__price strong` ("130,000₫"), the
   struck one in `.listed-price`, picture in the `data-href` that lazy loading leaves. `.icon-ocop` and
   `.jstars__ocop[data-value]` are the OCOP mark and its stars; a plain `.jstars` is the customers' rating.
   A card stands several times on the home page: one listing an address.
2. Product pages (`/{slug}-p{id}.html`): here the class named `oldprice` holds the **current** price.
3. Categories are `/{slug}-c{id}`, shops `/{slug}-s{id}`.
"""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from crawlers.extract import labels, selectors
from crawlers.extract.build import all_found
from crawlers.page import Follow, Page, Reading, Role
from crawlers.platforms.base import Platform

_PRODUCT = re.compile(r"-p(\d+)\.html(?:[?#]|$)")
_LISTING = re.compile(r"/[\w-]+-c\d+(?:\?page=\d+)?$")
_CARD = {
    "name": ".f-items_name a[href]",
    "url": ".f-items_name a[href]::attr(href)",
    "price": ".b__price strong",
    "list_price": ".listed-price",
    "image": ".f-product-item__thumb-img::attr(data-href)",
}
_PRODUCT_PAGE = {
    "name": "h1.c-product-head__title",
    "price": ".b__price-mobile .c-product-main__oldprice || .c-product-main__oldprice",
    "list_price": ".b__price-mobile .c-product-main__price || .c-product-main__price",
    "images": "#product-thumb-id .c-thumb-item img::attr(src) || #myCloudZoom::attr(src)",
    "shop": ".b__shop--name",
    "address": ".detail-merchant-provice-mobile",
    "description": ".b__product--description::html",
    "category": ".b__breadcrumb .breadcrumb-item a",
}


class Voso(Platform):
    """The markup of 2021."""

    name = "voso"

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/"), "listing")

    def role_of(self, url: str, body: bytes) -> Role:  # noqa: ARG002 -- the address alone tells
        return "product" if _PRODUCT.search(url) else "listing"

    def is_product(self, url: str) -> bool:
        return bool(_PRODUCT.search(url))

    def is_listing(self, url: str) -> bool:
        return bool(_LISTING.search(url))

    def read_listing(self, page: Page) -> Iterator[Reading]:
        cards = page.tree.css(".f-items")
        records = (record for card in cards if (record := _card(card)))
        yield from all_found(records, page_url=page.url, marketplace=self.file.slug, hosts=self.hosts)
        yield from (follow for follow in self.links(page) if follow.role == "listing")

    def read_product(self, page: Page) -> Iterator[Reading]:
        record = selectors.record(page.tree, _PRODUCT_PAGE)
        if not record.get("name"):
            return
        record |= labels.of_pairs(_details(page)) | _identified(page.url)
        record["category"] = [name for name in record.get("category", []) if name != "Trang chủ"]
        if record.get("list_price") == record.get("price"):
            record.pop("list_price", None)
        if page.tree.css_first(".ocop_info img, .ocop_info .icon-ocop") is not None:
            record["extra"] = {"ocop_mark": True}
        yield self.found(record, page)


def _card(card: LexborNode) -> dict[str, Any]:
    record = selectors.record(card, _CARD)
    if not record.get("name") or not record.get("url"):
        return {}
    stars = card.css_first(".jstars__ocop")
    if stars is not None:
        record["ocop_stars"] = stars.attributes.get("data-value")
    if stars is not None or card.css_first(".icon-ocop") is not None:
        record["extra"] = {"ocop_mark": True}
    return record | _identified(str(record["url"]))


def _identified(url: str) -> dict[str, str]:
    number = _PRODUCT.search(url)
    return {"external_id": number.group(1), "currency": "VND"} if number else {"currency": "VND"}


def _details(page: Page) -> Iterator[tuple[str, str]]:
    for line in page.tree.css(".b__product-dt"):
        label, value = line.css_first("label"), line.css_first("span")
        if label is not None and value is not None:
            yield label.text(strip=True), value.text(strip=True)

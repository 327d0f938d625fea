"""OpenCart (2 to 4): everything through `index.php?route=…`, and no structured data at all.

1. `index.php?route=product/category&path=N` lists products in `.product-thumb` cards. With `SEO URLs` switched on
   (`/mat-ong`, `/mat-ong/mat-ong-bac-ha`) addresses no longer tell a list from a product: cards lead to the products,
   the menu, the category column and the site map page to the lists. The same product stands under each of its
   categories; its canonical link is its address.
2. A product page is `route=product/product&product_id=N`; the `path`, `sort`, `order` and `limit` beside it change
   nothing and are taken off. The page is read by the default theme's markup: `.price-new`, `.price-old`, `#content h1`,
   the "Brand / Product Code" list, `#tab-specification` rows and the description tab.
3. `entry.pages` by default: the site map page `route=information/sitemap`, which names all categories, and the front
   page.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from crawlers.extract import labels
from crawlers.extract.text import clean
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform

_PRODUCT = re.compile(
    r"[?&]route=product(?:/|%2F)product\b.*[?&]product_id=\d+|[?&]product_id=\d+.*route=product/product"
)
_LISTING = re.compile(r"[?&]route=product(?:/|%2F)(?:category|special|manufacturer)\b")
_IDLE = {"path", "sort", "order", "limit", "manufacturer_id", "filter", "tag", "search"}
_SITE_MAP = re.compile(r"[?&]route=information(?:/|%2F)sitemap\b")
# Links of menus and of the site map page that are no lists of products.
_NO_LIST = re.compile(
    r"[?&]route=(?:account|checkout|affiliate|information|common|cms|product(?:/|%2F)(?:search|compare))\b"
)
_MENUS = "#menu a, #column-left .list-group a, #content .refine-search a, #content .list-group a"
_STOCK = re.compile(r"^(availability|tình trạng|kho( hàng)?|trạng thái)$", re.I)
_OUT = re.compile(r"(out of stock|hết hàng|tạm hết|ngừng)", re.I)
_PRICE_OLD = ".price-old"


class OpenCart(Platform):
    """The default theme's markup."""

    name = "opencart"
    cards: ClassVar = {
        "card": ".product-thumb",
        "name": "h4 a",
        "url": "h4 a::attr(href)",
        "price": ".price-new || .price",
        "list_price": _PRICE_OLD,
        "image": ".image img::attr(src)",
    }
    product_page: ClassVar = {
        "name": "#content h1 || h1",
        "price": "#content h2 .price-new || .price-new || #content .list-unstyled h2",
        "list_price": "#content .list-unstyled .price-old || #content .list-unstyled [style*=line-through]",
        "images": "#content .image a[href*='/image/']::attr(href) || #content .thumbnails a::attr(href)",
        "description": "#tab-description::html",
    }

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/index.php?route=information/sitemap"), "listing")
        yield Follow(self.address("/"), "listing")

    def is_product(self, url: str) -> bool:
        return super().is_product(url) if self._product else bool(_PRODUCT.search(url))

    def is_listing(self, url: str) -> bool:
        return super().is_listing(url) if self._listing else bool(_LISTING.search(url))

    def tidied(self, url: str) -> str:
        parts = urlsplit(url)
        idle = _IDLE if self.is_product(url) else _IDLE - {"path", "manufacturer_id"}
        pairs = [pair for pair in parts.query.split("&") if pair and pair.split("=")[0] not in idle]
        if not self.is_product(url):
            # A pager's first page is the list without a number.
            pairs = [pair for pair in pairs if pair != "page=1"]
        return urlunsplit(parts._replace(query="&".join(pairs)))

    def links(self, page: Page) -> Iterator[Follow]:
        crumbs = _crumbs(page)
        for follow in super().links(page):
            yield replace(follow, context={"category": crumbs}) if follow.role == "product" and crumbs else follow
        if self._listing:
            return
        for anchor in page.tree.css("#content a" if _SITE_MAP.search(page.url) else _MENUS):
            target = self.own(page, anchor.attributes.get("href"))
            if target and not _NO_LIST.search(target) and not self.is_product(target):
                yield Follow(target, "listing")

    def read_product(self, page: Page) -> Iterator[Reading]:
        record = {**self.structured(page), **self.declared(page), "url": self.tidied(self.address_of(page))}
        if not record.get("name"):
            return
        pairs = list(_pairs(page))
        stated = labels.of_pairs(pairs) | _availability(pairs)
        identifier = _product_id(page)
        record |= {"external_id": identifier} if identifier else {}
        names = [name for name in _crumbs(page) if name != record["name"]]
        yield self.found({**stated, **record, "category": names or page.context.get("category", [])}, page)


def _crumbs(page: Page) -> list[str]:
    """Names of the page's path without the front page's, whose link shows a house or its name."""
    links = page.tree.css(".breadcrumb a")[1:]
    return [text for link in links if (text := clean(link.text()))]


def _product_id(page: Page) -> str | None:
    field = page.tree.css_first("#input-product-id, input[name=product_id]")
    stated = field.attributes.get("value") if field is not None else None
    return dict(parse_qsl(urlsplit(page.url).query)).get("product_id") or stated


def _availability(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """A number or "In Stock" is in stock; the shop's words for none are its own, these are the usual ones."""
    said = next((value for label, value in pairs if _STOCK.match(label)), None)
    return {"availability": "OutOfStock" if _OUT.search(said) else "InStock"} if said else {}


def _pairs(page: Page) -> Iterator[tuple[str, str]]:
    """Label and value of the facts beside the picture ("Mã sản phẩm: …") and of the specification's rows."""
    for row in page.tree.css("#tab-specification tr, #content table tr"):
        cells: list[Any] = row.css("td, th")
        if len(cells) == 2:
            yield cells[0].text(strip=True), cells[1].text(strip=True)
    for line in page.tree.css("#content .list-unstyled li"):
        label, colon, value = line.text(separator=" ", strip=True).partition(":")
        if colon:
            yield label.strip(), value.strip()

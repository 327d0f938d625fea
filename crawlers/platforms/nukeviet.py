"""NukeViet, the Vietnamese government's favourite CMS, with its shops module.

1. Feed `/shops/rss/` (the newest 20 or so products) and `/sitemap.xml` (per module) name product pages,
   `/{module}/{Category}/{Alias}.html`. Many sites run without rewriting: `/index.php/shops/…`.
2. List pages show products in `.viewgrid` boxes; the pager's links end in `/page-2/`. They are needed beside the feed,
   since the feed is short and the sitemap often switched off: `entry.pages` = the module's front page. That one stops
   after its fifth page whatever its pager says, so the products' categories are followed too.
3. Product pages carry microdata; its description is the short one, the long one stands in `#content_detail`.
   `priceCurrency` is the text "đ", and some themes print the price in it with dots.
   The footer's LocalBusiness is the site's owner, not the producer: it is not read.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from crawlers.extract.text import from_html
from crawlers.page import Follow, Page
from crawlers.platforms.base import Platform

_PRODUCT = re.compile(r"/shops/[^/?#]+/[^/?#]+\.html$", re.I)
_LISTING = re.compile(r"/shops/(?:[^/?#.]+/)?(?:page-\d+/?)?$", re.I)
_DONG = {"đ", "₫", "vnđ", "đồng"}


class NukeViet(Platform):
    """Feed, sitemap and list pages, then microdata."""

    name = "nukeviet"
    cards: ClassVar = {
        "card": ".viewgrid .thumbnail",
        "name": ".caption h3 a",
        "url": ".caption h3 a::attr(href)",
        "price": ".price .money",
        "image": ".item-image img::attr(src)",
    }

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/shops/rss/"), "feed")
        yield Follow(self.address("/sitemap.xml"), "sitemap")
        yield Follow(self.address("/shops/"), "listing")

    def is_product(self, url: str) -> bool:
        return super().is_product(url) if self._product else bool(_PRODUCT.search(url))

    def is_listing(self, url: str) -> bool:
        return super().is_listing(url) if self._listing else bool(_LISTING.search(url))

    def wanted_in_sitemap(self, link: str) -> bool:
        return self.is_product(link)

    def links(self, page: Page) -> Iterator[Follow]:
        """The category of each product too: its address is the product's without the last part."""
        categories: dict[str, None] = {}
        for follow in super().links(page):
            yield follow
            if follow.role == "product":
                categories[follow.url.rsplit("/", 1)[0] + "/"] = None
        yield from (Follow(link, "listing") for link in categories if self.is_listing(link))

    def structured(self, page: Page) -> dict[str, Any]:
        record = super().structured(page)
        if str(record.get("currency", "")).casefold() in _DONG:
            record["currency"] = "VND"
        detail = page.tree.css_first("#content_detail")
        texts = [record.get("description") or _short(page), from_html(detail.html) if detail is not None else None]
        record["description"] = "\n".join(dict.fromkeys(text for text in texts if text))
        code = page.tree.css_first(".info-code strong")
        if code and not record.get("sku"):
            record["sku"] = code.text(strip=True)
        return record


def _short(page: Page) -> str | None:
    """The short description of themes that put its paragraphs into a paragraph: the outer one closes at once."""
    lines = []
    node = page.tree.css_first("p[itemprop=description]")
    while (node := node.next if node is not None else None) is not None:
        if node.is_element_node and node.tag not in ("p", "div", "ul", "ol"):
            break
        lines.append(from_html(node.html) if node.is_element_node else None)
    return "\n".join(line for line in lines if line) or None

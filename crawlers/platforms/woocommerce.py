"""WooCommerce (WordPress).

1. Store API (`/wp-json/wc/store/v1/products?per_page=100`): public, complete, 100 products a request. Paging follows
   `X-WP-TotalPages`; the `Link` header is broken on sites with plain permalinks (it holds an escaped `&`).
   `prices` are integers in the currency's minor unit (`currency_minor_unit`: 0 for đồng, 2 on shops set up wrongly).
2. Where the API is closed (403, 404, robots.txt, no JSON): `wp-sitemap.xml`, else the SEO plugin's
   `sitemap_index.xml`, then the product page's JSON-LD, which stands in an `@graph`.
3. Attributes ("Khối lượng", "Nhà sản xuất") become fields; a product's brand is kept as `extra.brand`.
"""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalog.listing import Oddity
from crawlers.extract import labels
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Follow, Page, Reading
from crawlers.platforms.base import Platform

_MOST_PAGES = 2000


class WooCommerce(Platform):
    """Store API first, then sitemap and JSON-LD."""

    name = "woocommerce"
    instead: ClassVar = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/wp-json/wc/store/v1/products?per_page=100"), "api")

    def wanted_in_sitemap(self, link: str) -> bool:
        return self.is_product(link) if self._product else "/product/" in link or "/san-pham/" in link

    def read_api(self, page: Page) -> Iterator[Reading]:
        products = page.json
        if not isinstance(products, list):
            yield Oddity(code="page/unexpected", field="page", words="the Store API gave no list of products")
            yield from self.other_ways(page.url, "api")
            return
        for product in products:
            if isinstance(product, dict):
                yield self.found(store_record(product), page)
        if products:
            yield from self.next_pages(page)

    def next_pages(self, page: Page) -> Iterator[Follow]:
        """The pages after this one, all at once: the total is known from the first answer."""
        here = int(dict(parse_qsl(urlsplit(page.url).query)).get("page", "1"))
        total = page.headers.get("x-wp-totalpages", "")
        last = min(int(total), _MOST_PAGES) if total.isdigit() else here + 1
        if total.isdigit() and here > 1:
            return
        yield from (Follow(_numbered(page.url, number), "api") for number in range(here + 1, last + 1))


def store_record(product: dict[str, Any]) -> dict[str, Any]:
    """Contract fields of one product of the Store API or of the older REST API (`wc/v2`, `wc/v3`)."""
    parts = (from_html(product.get("short_description")), from_html(product.get("description")))
    description = "\n".join(dict.fromkeys(part for part in parts if part))
    fields = {
        "name": clean(product.get("name")),
        "url": product.get("permalink"),
        "external_id": clean(product.get("id")),
        "sku": clean(product.get("sku")),
        "description": description,
        "images": [one["src"] for one in product.get("images") or [] if isinstance(one, dict) and one.get("src")],
        "category": [name for one in product.get("categories") or [] if (name := clean(one.get("name")))],
        "availability": _availability(product),
        "updated_at": clean(product.get("date_modified_gmt")),
        "extra": _extra(product),
    }
    stated = labels.of_pairs(_attributes(product))
    return {**stated, **_prices(product), **{name: value for name, value in fields.items() if value not in (None, "")}}


def _prices(product: dict[str, Any]) -> dict[str, Any]:
    prices = product.get("prices")
    if not isinstance(prices, dict):
        price, regular = machine_price(product.get("price")), machine_price(product.get("regular_price"))
        return {"price": price, "list_price": regular if regular != price else None}
    divisor = 10 ** int(prices.get("currency_minor_unit") or 0)
    price = machine_price(prices.get("price"), divisor=divisor)
    regular = machine_price(prices.get("regular_price"), divisor=divisor)
    fields = {"price": price, "currency": prices.get("currency_code")}
    spread = prices.get("price_range")
    if isinstance(spread, dict):
        low = machine_price(spread.get("min_amount"), divisor=divisor)
        high = machine_price(spread.get("max_amount"), divisor=divisor)
        return fields | {"price": low, "price_text": f"{low} - {high}"}
    return fields | {"list_price": regular if regular != price else None}


def _availability(product: dict[str, Any]) -> str | None:
    if product.get("is_on_backorder"):
        return "BackOrder"
    stock = product.get("is_in_stock", product.get("in_stock"))
    if stock is None:
        return {"instock": "InStock", "outofstock": "OutOfStock"}.get(str(product.get("stock_status")))
    return "InStock" if stock else "OutOfStock"


def _attributes(product: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in product.get("attributes") or []:
        name = clean(one.get("name"))
        terms = one.get("terms") or one.get("options") or []
        values = [clean(term.get("name") if isinstance(term, dict) else term) for term in terms]
        # An attribute with several terms is a choice, not a fact of the product.
        if name and len(values) == 1 and values[0] and not one.get("has_variations"):
            yield name, values[0]


def _extra(product: dict[str, Any]) -> dict[str, Any]:
    brands = [clean(one.get("name")) for one in product.get("brands") or [] if isinstance(one, dict)]
    tags = [name for one in product.get("tags") or [] if isinstance(one, dict) and (name := clean(one.get("name")))]
    given = (product.get("extensions") or {}).get("chophien") if isinstance(product.get("extensions"), dict) else None
    extra: dict[str, Any] = dict(given) if isinstance(given, dict) else {}
    if brands and brands[0]:
        extra["brand"] = brands[0]
    if tags:
        extra["tags"] = tags
    return extra


def _numbered(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "page"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("page", str(number))])))

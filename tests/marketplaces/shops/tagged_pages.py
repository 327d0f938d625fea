"""A postal floor made for search engines: schema.org JSON-LD on every page, a sitemap that says what changed when."""

import math
from typing import Any, ClassVar

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.marketplaces.goods import Listing
from tests.marketplaces.shops.base import PER_PAGE, Shop, answer, page_number
from tests.marketplaces.spelling import slugify

Json = dict[str, Any]


class TaggedPages(Shop):
    """Paths: /p/{slug}-{id}.html, /danh-muc/{slug}?page={n}, /sitemap.xml over /sitemap-san-pham.xml."""

    slug: ClassVar[str] = "buu-ta-mau"
    name: ClassVar[str] = "Bưu Tá Mẫu"
    operator: ClassVar[str] = "Gian hàng mẫu của Chợ Phiên (đóng vai sàn bưu chính)"
    kind: ClassVar[str] = "postal"
    platform: ClassVar[str] = "tagged"
    picture_folder: ClassVar[str] = "/media/anh"

    def path(self, listing: Listing) -> str:
        """`/p/mat-hoa-dua-70331.html`."""
        return f"/p/{slugify(listing.product)}-{listing.id}.html"

    def category_path(self, name: str) -> str:
        """`/danh-muc/mat-ong-mat-hoa`."""
        return f"/danh-muc/{slugify(name)}"

    def routes(self) -> list[Route]:
        """The floor's pages and its sitemaps."""
        return [
            Route("/", lambda _: RedirectResponse("/danh-muc/tat-ca")),
            Route("/danh-muc/{category}", self._category),
            Route("/p/{handle}.html", self._product),
            Route("/sitemap.xml", self._sitemap),
            Route("/sitemap-san-pham.xml", self._sitemap),
            Route("/robots.txt", self._robots),
        ]

    def _category(self, request: Request) -> Response:
        category = request.path_params["category"]
        goods = [one for one in self.listings if category in ("tat-ca", slugify(one.category))]
        page = page_number(request.query_params.get("page"))
        shown = goods[(page - 1) * PER_PAGE : page * PER_PAGE]
        return self.page(request, "category.html", goods=shown, number=page, pages=math.ceil(len(goods) / PER_PAGE))

    def _product(self, request: Request) -> Response:
        listing = next((one for one in self.listings if self.path(one) == request.url.path), None)
        if listing is None:
            raise HTTPException(404)
        blocks = [
            orjson.dumps(one).decode().replace("</", "<\\/") for one in (self.tagged(listing), self.trail(listing))
        ]
        return self.page(request, "product.html", modified=listing.modified, listing=listing, blocks=blocks)

    def _sitemap(self, request: Request) -> Response:
        return self.page(request, "sitemap.xml", whole=request.url.path == "/sitemap.xml")

    def _robots(self, request: Request) -> Response:
        body = f"User-agent: *\nDisallow: /gio-hang\nDisallow: /tai-khoan\nSitemap: {self.origin}/sitemap.xml\n"
        return answer(request, body.encode(), "text/plain; charset=utf-8", self.modified)

    def tagged(self, listing: Listing) -> Json:
        """The listing as a schema.org Product; a price in words stays the words the shop wrote."""
        shown = ("Địa chỉ", "Quy cách", "Hạng OCOP", "Chứng nhận", "Ghi chú giá")
        properties = [(label, words) for label, words in listing.labelled() if label in shown]
        node: Json = {
            "@context": "https://schema.org",
            "@type": "Product",
            "@id": self.url(listing),
            "name": listing.name,
            "image": [self.picture(name) for name in listing.pictures],
            "description": " ".join(listing.description),
            "sku": listing.first.sku,
            "category": listing.category,
            "additionalProperty": [
                {"@type": "PropertyValue", "name": name, "value": value} for name, value in properties
            ],
            "offers": self._offer(listing),
        }
        if listing.producer:
            place = {"@type": "PostalAddress", "addressCountry": "VN", "streetAddress": listing.address}
            node["brand"] = {"@type": "Brand", "name": listing.producer}
            node["manufacturer"] = {"@type": "Organization", "name": listing.producer, "address": place}
        return node

    def trail(self, listing: Listing) -> Json:
        """The breadcrumb, a block of its own beside the product's."""
        steps = [("Trang chủ", "/"), (listing.category, self.category_path(listing.category))]
        entries = [*steps, (listing.name, self.path(listing))]
        return {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": self.origin + path}
                for place, (name, path) in enumerate(entries, start=1)
            ],
        }

    def _offer(self, listing: Listing) -> Json:
        stock = "https://schema.org/InStock" if listing.available else "https://schema.org/OutOfStock"
        return {
            "@type": "Offer",
            "url": self.url(listing),
            "price": listing.price_text or listing.first.price,
            "priceCurrency": "VND",
            "availability": stock,
            "itemCondition": "https://schema.org/NewCondition",
            "seller": {"@type": "Organization", "name": self.name},
        }

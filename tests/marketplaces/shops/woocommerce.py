"""A WordPress shop with WooCommerce 8.9: the Store API and its counting headers, sitemaps, JSON-LD in a `@graph`."""

import math
from collections.abc import Mapping
from typing import Any, ClassVar

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.marketplaces.goods import Listing
from tests.marketplaces.shops import woo_data
from tests.marketplaces.shops.base import PER_PAGE, Shop, answer, page_number
from tests.marketplaces.spelling import slugify

API = "/wp-json/wc/store/v1/products"
API_HEADERS = {
    "X-Powered-By": "PHP/8.2.36",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
    "Allow": "GET",
    "Vary": "Origin",
}
SITEMAPS = ("posts-page-1", "posts-product-1", "taxonomies-product_cat-1")


class WooCommerce(Shop):
    """Paths: /product/{slug}/, /shop/page/{n}/, /product-category/{slug}/, the Store API and /wp-sitemap.xml."""

    slug: ClassVar[str] = "bep-lang-mau"
    name: ClassVar[str] = "Bếp Làng Mẫu"
    operator: ClassVar[str] = "Gian hàng mẫu của Chợ Phiên (tư nhân)"
    kind: ClassVar[str] = "private"
    platform: ClassVar[str] = "woocommerce"
    picture_folder: ClassVar[str] = "/wp-content/uploads/2026/09"

    def path(self, listing: Listing) -> str:
        """`/product/mat-ong-bac-ha-tuan-dung/`."""
        return f"/product/{slugify(listing.product)}/"

    def routes(self) -> list[Route]:
        """The shop's pages, its API and its sitemaps."""
        return [
            Route("/", lambda _: RedirectResponse("/shop/")),
            Route("/shop/", self._shop),
            Route("/shop/page/{page}/", self._shop),
            Route("/product-category/{category}/", self._shop),
            Route("/product/{handle}/", self._product),
            Route(API, self._api_list),
            Route(API + "/{id:int}", self._api_one),
            Route("/wp-sitemap.xml", self._sitemap),
            Route("/wp-sitemap-{part}.xml", self._sitemap),
            Route("/robots.txt", self._robots),
        ]

    def category_path(self, name: str) -> str:
        """`/product-category/mat-ong/`."""
        return f"/product-category/{slugify(name)}/"

    def _shop(self, request: Request) -> Response:
        category = request.path_params.get("category")
        goods = [one for one in self.listings if category in (None, slugify(one.category))]
        page = page_number(request.path_params.get("page"))
        shown = goods[(page - 1) * PER_PAGE : page * PER_PAGE]
        pages = math.ceil(len(goods) / PER_PAGE)
        return self.page(request, "shop.html", goods=shown, number=page, pages=1 if category else pages)

    def _product(self, request: Request) -> Response:
        path = f"/product/{request.path_params['handle']}/"
        listing = next((one for one in self.listings if self.path(one) == path), None)
        if listing is None:
            raise HTTPException(404)
        graph = orjson.dumps(woo_data.graph(self, listing)).decode().replace("</", "<\\/")
        return self.page(request, "product.html", modified=listing.modified, listing=listing, graph=graph)

    def _api_list(self, request: Request) -> Response:
        asked = request.query_params
        if wrong := _wrong_number(asked, "page") or _wrong_number(asked, "per_page", most=100):
            return Response(orjson.dumps(wrong), status_code=400, media_type="application/json")
        size, page = int(asked.get("per_page", 10)), int(asked.get("page", 1))
        pages = math.ceil(len(self.listings) / size)
        goods = self.listings[(page - 1) * size : page * size]
        headers = {
            **API_HEADERS,
            "X-WP-Total": str(len(self.listings)),
            "X-WP-TotalPages": str(pages),
            "Link": _links(self.origin + API, size, page, pages),
        }
        return self._json(request, [woo_data.item(self, one) for one in goods], headers)

    def _api_one(self, request: Request) -> Response:
        for listing in self.listings:
            for item in [woo_data.item(self, listing), *woo_data.variations(self, listing)]:
                if item["id"] == request.path_params["id"]:
                    return self._json(request, item, API_HEADERS)
        gone = {
            "code": "woocommerce_rest_product_invalid_id",
            "message": "Invalid product ID.",
            "data": {"status": 404},
        }
        return Response(orjson.dumps(gone), status_code=404, media_type="application/json")

    def _json(self, request: Request, data: object, headers: Mapping[str, str]) -> Response:
        # WooCommerce writes Last-Modified of its API as bare seconds, which no HTTP date parser reads.
        marks = {**headers, "Last-Modified": str(int(self.modified.timestamp()))}
        return answer(request, orjson.dumps(data), "application/json; charset=UTF-8", self.modified, marks)

    def _sitemap(self, request: Request) -> Response:
        part = request.path_params.get("part")
        if part is not None and part not in SITEMAPS:
            raise HTTPException(404)
        return self.page(request, "sitemap.xml", part=part, parts=SITEMAPS)

    def _robots(self, request: Request) -> Response:
        lines = ("User-agent: *", "Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php", "")
        body = "\n".join([*lines, f"Sitemap: {self.origin}/wp-sitemap.xml", ""])
        return answer(request, body.encode(), "text/plain; charset=utf-8", self.modified)


def _links(address: str, size: int, page: int, pages: int) -> str:
    """The Link header with the escaped ampersand that WooCommerce 8.9 really writes (`#038;page=1`)."""
    near = [(page - 1, "prev", page > 1), (page + 1, "next", page < pages)]
    return ", ".join(
        f'<{address}?per_page={size}&page={other}#038;page={page}>; rel="{rel}"' for other, rel, there in near if there
    )


def _wrong_number(asked: Mapping[str, str], name: str, most: int = 100_000) -> dict[str, Any] | None:
    words = asked.get(name, "1")
    if words.isdecimal() and 1 <= int(words) <= most:
        return None
    return {"code": "rest_invalid_param", "message": f"Invalid parameter(s): {name}", "data": {"status": 400}}

"""A Haravan shop: lists of products in đồng, the same product on its own in hundredths of a đồng, pages, sitemaps."""

import math
from typing import ClassVar

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.marketplaces.goods import Listing
from tests.marketplaces.shops import haravan_data
from tests.marketplaces.shops.base import PER_PAGE, Shop, answer, page_number
from tests.marketplaces.spelling import slugify


class Haravan(Shop):
    """Paths: /products/{handle} with .js and .json beside it, /products.json, /collections/all, /sitemap.xml."""

    slug: ClassVar[str] = "qua-que-mau"
    name: ClassVar[str] = "Quà Quê Mẫu"
    operator: ClassVar[str] = "Gian hàng mẫu của Chợ Phiên (tư nhân)"
    kind: ClassVar[str] = "private"
    platform: ClassVar[str] = "haravan"
    picture_folder: ClassVar[str] = "/cdn/product"

    def path(self, listing: Listing) -> str:
        """`/products/keo-dua-ca-cao`."""
        return f"/products/{slugify(listing.product)}"

    def routes(self) -> list[Route]:
        """The shop's pages, the same products as JSON, and its sitemaps."""
        return [
            Route("/", lambda _: RedirectResponse("/collections/all")),
            Route("/collections/{collection}", self._collection),
            Route("/products.json", self._list),
            Route("/collections/{collection}/products.json", self._list),
            Route("/products/{handle}.js", self._one),
            Route("/products/{handle}.json", self._one),
            Route("/products/{handle}", self._product),
            Route("/sitemap.xml", self._sitemap),
            Route("/sitemap_products_1.xml", self._sitemap),
            Route("/robots.txt", self._robots),
        ]

    def _in(self, collection: str | None) -> list[Listing]:
        return [one for one in self.listings if collection in (None, "all", slugify(one.category))]

    def _collection(self, request: Request) -> Response:
        goods = self._in(request.path_params["collection"])
        page = page_number(request.query_params.get("page"))
        shown = goods[(page - 1) * PER_PAGE : page * PER_PAGE]
        return self.page(request, "collection.html", goods=shown, number=page, pages=math.ceil(len(goods) / PER_PAGE))

    def _list(self, request: Request) -> Response:
        size = min(page_number(request.query_params.get("limit", "50")), 250)
        page = page_number(request.query_params.get("page"))
        goods = self._in(request.path_params.get("collection"))[(page - 1) * size : page * size]
        return self._json(request, {"products": [haravan_data.entry(self, one) for one in goods]})

    def _one(self, request: Request) -> Response:
        listing = self._find(request.path_params["handle"])
        if listing is None:
            raise HTTPException(404)
        item = haravan_data.page_object(self, listing)
        return self._json(request, item if request.url.path.endswith(".js") else {"product": item})

    def _product(self, request: Request) -> Response:
        listing = self._find(request.path_params["handle"])
        if listing is None:
            raise HTTPException(404)
        data = orjson.dumps(haravan_data.page_object(self, listing)).decode().replace("</", "<\\/")
        return self.page(
            request,
            "product.html",
            modified=listing.modified,
            listing=listing,
            data=data,
            words=haravan_data.description(listing),
        )

    def _find(self, handle: str) -> Listing | None:
        return next((one for one in self.listings if slugify(one.product) == handle), None)

    def _json(self, request: Request, data: object) -> Response:
        return answer(request, orjson.dumps(data), "application/json; charset=utf-8", self.modified)

    def _sitemap(self, request: Request) -> Response:
        return self.page(request, "sitemap.xml", whole=request.url.path == "/sitemap.xml")

    def _robots(self, request: Request) -> Response:
        closed = ("/admin", "/cart", "/orders", "/checkout", "/account", "/search")
        body = "\n".join(
            ["User-agent: *", *(f"Disallow: {one}" for one in closed), f"Sitemap: {self.origin}/sitemap.xml"]
        )
        return answer(request, (body + "\n").encode(), "text/plain; charset=utf-8", self.modified)

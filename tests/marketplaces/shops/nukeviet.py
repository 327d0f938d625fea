"""A provincial floor on NukeViet 4.5: category pages with paging, pages with microdata whose currency is `đ`, RSS."""

import math
from typing import ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.marketplaces.goods import Listing
from tests.marketplaces.shops.base import PER_PAGE, Shop, answer, page_number
from tests.marketplaces.spelling import alias

ROOT = "/index.php/shops"
FEED_LENGTH = 20
FOLDERS = ("admin", "cache", "data", "includes", "install", "language", "logs", "modules")
CLOSED = (*(f"{one}/" for one in FOLDERS), "robots.php", "sess/", "tmp/", "web.config")


class NukeViet(Shop):
    """Paths: /index.php/shops/, page-{n}/ under it, {Category}/{Alias}.html, rss/. As captured, no sitemap."""

    slug: ClassVar[str] = "cho-mau-cao-nguyen"
    name: ClassVar[str] = "Chợ mẫu Cao Nguyên"
    operator: ClassVar[str] = "Gian hàng mẫu của Chợ Phiên (đóng vai sàn của tỉnh)"
    kind: ClassVar[str] = "provincial"
    province: ClassVar[str | None] = "lam-dong"
    platform: ClassVar[str] = "nukeviet"
    picture_folder: ClassVar[str] = "/uploads/shops/2026_09"

    def path(self, listing: Listing) -> str:
        """`/index.php/shops/Ca-phe-ca-cao/Ca-phe-Rin.html`; a second product of the same name gets its number too."""
        name = alias(listing.name)
        same = [one.id for one in self.listings if (one.category, alias(one.name)) == (listing.category, name)]
        number = "" if same[0] == listing.id else f"-{listing.id}"
        return f"{ROOT}/{alias(listing.category)}/{name}{number}.html"

    def category_path(self, name: str) -> str:
        """`/index.php/shops/Ca-phe-ca-cao/`."""
        return f"{ROOT}/{alias(name)}/"

    def routes(self) -> list[Route]:
        """The module's pages, its feeds and robots.txt."""
        return [
            Route("/", lambda _: RedirectResponse(f"{ROOT}/")),
            Route("/index.php/", lambda _: RedirectResponse(f"{ROOT}/")),
            Route(f"{ROOT}/", self._category),
            Route(f"{ROOT}/rss/", self._feed),
            Route(f"{ROOT}/rss/{{category}}/", self._feed),
            Route(f"{ROOT}/page-{{page}}/", self._category),
            Route(f"{ROOT}/{{category}}/", self._category),
            Route(f"{ROOT}/{{category}}/page-{{page}}/", self._category),
            Route(f"{ROOT}/{{category}}/{{alias}}.html", self._product),
            Route("/robots.txt", self._robots),
        ]

    def _in(self, request: Request) -> list[Listing]:
        category = request.path_params.get("category")
        return [one for one in self.listings if category in (None, alias(one.category))]

    def _category(self, request: Request) -> Response:
        goods = self._in(request)
        page = page_number(request.path_params.get("page"))
        shown = goods[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not shown:
            raise HTTPException(404)
        category = shown[0].category if "category" in request.path_params else None
        base = self.category_path(category) if category else f"{ROOT}/"
        pages = math.ceil(len(goods) / PER_PAGE)
        return self.page(request, "category.html", goods=shown, number=page, pages=pages, base=base, category=category)

    def _product(self, request: Request) -> Response:
        listing = next((one for one in self.listings if self.path(one) == request.url.path), None)
        if listing is None:
            raise HTTPException(404)
        others = [one for one in self.listings if one.category == listing.category and one != listing][:6]
        return self.page(request, "product.html", modified=listing.modified, listing=listing, others=others)

    def _feed(self, request: Request) -> Response:
        newest = sorted(self._in(request), key=lambda one: (one.updated, one.id), reverse=True)
        return self.page(request, "rss.xml", goods=newest[:FEED_LENGTH])

    def _robots(self, request: Request) -> Response:
        body = "\n".join(["User-agent: *", *(f"Disallow: /{one}" for one in CLOSED)])
        return answer(request, body.encode(), "text/plain; charset=utf-8", self.modified)

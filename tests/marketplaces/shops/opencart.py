"""A highland province's OpenCart 4.1 shop: no structured data, addresses in the query, prices in free words."""

import math
from typing import ClassVar

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.marketplaces.goods import Listing
from tests.marketplaces.shops.base import Shop, answer, page_number
from tests.marketplaces.spelling import dotted

PER_PAGE = 10
ALL_GOODS = "20"


class OpenCart(Shop):
    """Paths: /index.php with route=product/category, path and page, or with route=product/product and product_id."""

    slug: ClassVar[str] = "cho-mau-vung-cao"
    name: ClassVar[str] = "Chợ mẫu Vùng Cao"
    operator: ClassVar[str] = "Gian hàng mẫu của Chợ Phiên (đóng vai sàn của tỉnh)"
    kind: ClassVar[str] = "provincial"
    province: ClassVar[str | None] = "lao-cai"
    platform: ClassVar[str] = "opencart"
    picture_folder: ClassVar[str] = "/image/cache/catalog"

    def path(self, listing: Listing) -> str:
        """Where lists lead: with the number of the list at the end, which the page's canonical link leaves out."""
        return f"{self.canonical_path(listing)}&path={ALL_GOODS}"

    def canonical_path(self, listing: Listing) -> str:
        """`/index.php?route=product/product&language=vi-vn&product_id=42`."""
        return f"/index.php?route=product/product&language=vi-vn&product_id={listing.id}"

    def category_path(self, path: str, page: int = 1) -> str:
        """`/index.php?route=product/category&language=vi-vn&path=20&page=2`, the first page without a number."""
        more = f"&page={page}" if page > 1 else ""
        return f"/index.php?route=product/category&language=vi-vn&path={path}{more}"

    @property
    def paths(self) -> dict[str, str]:
        """Category names by OpenCart's number for them; `20` is everything."""
        numbered = {str(21 + place): name for place, name in enumerate(self.categories)}
        return {ALL_GOODS: "Đặc sản vùng cao", **numbered}

    def routes(self) -> list[Route]:
        """Everything goes through index.php."""
        return [
            Route("/", lambda _: RedirectResponse("/index.php?route=common/home&language=vi-vn")),
            Route("/index.php", self._front),
            Route("/robots.txt", self._robots),
        ]

    def price_html(self, listing: Listing) -> Markup:
        """The price as the seller wrote it, `125.000đ` where he wrote nothing of his own."""
        if listing.price_text:
            return Markup(listing.price_text)  # noqa: S704 - the shop's own data carries `<sup>` as real pages do
        return Markup(f"{dotted(listing.first.price or 0)}đ")  # noqa: S704

    def list_price_html(self, listing: Listing) -> Markup:
        """The struck price; empty where there is none."""
        struck = listing.first.list_price
        return Markup(listing.list_price_text or (f"{dotted(struck)}đ" if struck else ""))  # noqa: S704

    def _front(self, request: Request) -> Response:
        match request.query_params.get("route", "common/home"):
            case "common/home":
                return self.page(request, "home.html", goods=self.listings[:8])
            case "product/category":
                return self._category(request)
            case "product/product":
                return self._product(request)
        raise HTTPException(404)

    def _category(self, request: Request) -> Response:
        number = request.query_params.get("path", ALL_GOODS)
        name = self.paths.get(number)
        goods = [one for one in self.listings if number == ALL_GOODS or one.category == name]
        page = page_number(request.query_params.get("page"))
        shown = goods[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not shown:
            raise HTTPException(404)
        pages, total = math.ceil(len(goods) / PER_PAGE), len(goods)
        return self.page(
            request, "category.html", goods=shown, name=name, number=number, page=page, pages=pages, total=total
        )

    def _product(self, request: Request) -> Response:
        asked = request.query_params.get("product_id")
        listing = next((one for one in self.listings if str(one.id) == asked), None)
        if listing is None:
            raise HTTPException(404)
        return self.page(request, "product.html", modified=listing.modified, listing=listing)

    def _robots(self, request: Request) -> Response:
        body = "User-agent: *\nDisallow: /admin/\nDisallow: /*route=checkout/\nDisallow: /*route=account/\n"
        return answer(request, body.encode(), "text/plain; charset=utf-8", self.modified)

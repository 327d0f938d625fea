"""What every shop of the fair does alike: its goods, its pictures, its templates, answers with ETag and 304."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.marketplaces.goods import Listing, load_listings, with_changed_prices
from tests.marketplaces.pictures import PictureName, draw
from tests.marketplaces.spelling import dotted

BANNER = "Gian hàng mẫu – dữ liệu thử của Chợ Phiên"
PER_PAGE = 20
OPENED = datetime(2026, 8, 1, tzinfo=UTC)

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=select_autoescape(["html", "xml"]),
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["dotted"] = dotted


class Shop(ABC):
    """One shop behind one address. A subclass is one platform: its paths, its pages and its data."""

    slug: ClassVar[str]
    name: ClassVar[str]
    operator: ClassVar[str]
    kind: ClassVar[str]
    province: ClassVar[str | None] = None
    platform: ClassVar[str]
    picture_folder: ClassVar[str]

    def __init__(self, origin: str, *, changed: int = 0) -> None:
        self.origin = origin
        self.listings: Sequence[Listing] = with_changed_prices(load_listings(self.slug), changed)
        self._pictures = {name: PictureName.parse(name) for one in self.listings for name in one.pictures}

    def change_prices(self, count: int) -> None:
        """Change `count` prices from now on, as `--changed` does from the start."""
        self.listings = with_changed_prices(load_listings(self.slug), count)

    @abstractmethod
    def path(self, listing: Listing) -> str:
        """Where the listing's own page stands, beginning with a slash."""

    @abstractmethod
    def routes(self) -> list[Route]:
        """The platform's pages and data."""

    def url(self, listing: Listing) -> str:
        """The full address of the listing's page."""
        return self.origin + self.path(listing)

    def picture(self, name: str) -> str:
        """The full address of a picture."""
        return f"{self.origin}{self.picture_folder}/{name}"

    @property
    def categories(self) -> list[str]:
        """Category names in the order they first appear."""
        return list(dict.fromkeys(one.category for one in self.listings))

    @property
    def modified(self) -> datetime:
        """When anything in the shop last changed."""
        return max(one.modified for one in self.listings)

    def app(self) -> Starlette:
        """The shop as an ASGI application."""
        pictures = Route(self.picture_folder + "/{name}", self._picture)
        return Starlette(routes=[*self.routes(), pictures], exception_handlers={404: self._not_found})

    def page(self, request: Request, template: str, *, modified: datetime | None = None, **values: object) -> Response:
        """A template of this shop, rendered."""
        body = _templates.get_template(f"{self.platform}/{template}").render(shop=self, banner=BANNER, **values)
        kind = "application/xml" if template.endswith(".xml") else "text/html"
        return answer(request, body.encode(), f"{kind}; charset=utf-8", modified or self.modified)

    async def _picture(self, request: Request) -> Response:
        name = self._pictures.get(request.path_params["name"])
        if name is None or name.missing:
            return Response("404 Not Found", status_code=404, media_type="text/plain")
        tag = f'"{name.version}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        body = await run_in_threadpool(draw, name)
        headers = {"ETag": tag, "Last-Modified": format_datetime(OPENED, usegmt=True)}
        return Response(body, media_type=name.media_type, headers=headers)

    async def _not_found(self, _: Request, __: Exception) -> Response:
        body = _templates.get_template("missing.html").render(shop=self, banner=BANNER)
        return Response(body, status_code=404, media_type="text/html")


def answer(
    request: Request, body: bytes, media_type: str, modified: datetime, headers: dict[str, str] | None = None
) -> Response:
    """The body with ETag and Last-Modified, or 304 where the asker has it already."""
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    marks = {"ETag": tag, "Last-Modified": format_datetime(modified, usegmt=True), **(headers or {})}
    if _is_known(request, tag, modified):
        return Response(status_code=304, headers=marks)
    return Response(body, headers={**marks, "Content-Type": media_type})


def _is_known(request: Request, tag: str, modified: datetime) -> bool:
    if asked := request.headers.get("if-none-match"):
        return tag in [one.strip().removeprefix("W/") for one in asked.split(",")]
    since = request.headers.get("if-modified-since", "")
    try:
        return parsedate_to_datetime(since) >= modified
    except (TypeError, ValueError):
        return False


def page_number(words: str | None) -> int:
    """A page number of an address; 1 where there is none that could be meant."""
    return max(1, int(words)) if words and words.isdecimal() and len(words) < 6 else 1

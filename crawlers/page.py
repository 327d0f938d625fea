"""What goes between fetching and reading: a page, a link worth following, and what was found on a page.

Reading is free of I/O: a platform gets a `Page` (bytes and address) and gives back listings and `Follow`s, so that any
saved page can be read again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import orjson
from selectolax.lexbor import LexborHTMLParser

from catalog.listing import Listing, Oddity
from crawlers.extract import html_tree
from crawlers.extract.decode import decode, unpacked
from crawlers.extract.urls import joined

Role = Literal["sitemap", "feed", "api", "listing", "product"]

ROLES: tuple[Role, ...] = ("sitemap", "feed", "api", "listing", "product")


@dataclass(frozen=True)
class Page:
    """A fetched or saved page. `role` says why it was fetched; `context` is what the `Follow` carried along.

    A body that is a gzip file is unpacked.
    """

    url: str
    body: bytes
    role: Role = "product"
    headers: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", unpacked(self.body))

    @cached_property
    def text(self) -> str:
        """The body as text; its declared encoding is not trusted where the bytes disprove it."""
        return decode(self.body, self.headers.get("content-type", ""))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The body as an HTML tree. Raises HostilePage."""
        return html_tree.tree(self.text)

    @cached_property
    def json(self) -> Any:
        """The body as JSON, or None where it is none."""
        try:
            return orjson.loads(self.body.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError:
            return None

    def join(self, link: str) -> str:
        """A link of this page as an absolute address; empty where it cannot be one."""
        return joined(self.url, link)


@dataclass(frozen=True)
class Follow:
    """An address to fetch next.

    `version` is what the referring page says about the target's state (a sitemap's lastmod, a card's hash): where it
    equals what was kept from the last crawl, the target is not fetched. `body` makes it a POST (GraphQL).
    """

    url: str
    role: Role
    version: str | None = None
    body: str | None = None
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A listing read off a page, with what was odd about it.

    `partial` marks a card on a list page: it counts only where the product page itself is not going to be read.
    """

    listing: Listing
    oddities: tuple[Oddity, ...] = ()
    partial: bool = False


Reading = Found | Follow | Oddity

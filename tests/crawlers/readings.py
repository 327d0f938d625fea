"""Pages put through a platform, and what it reads of them."""

from typing import Any

from catalog.listing import Listing
from crawlers.page import Follow, Found, Page, Reading, Role
from crawlers.platforms import platform_of
from tests.crawlers.conftest import file_of
from tests.crawlers.samples import HOST


def read(platform: str, url: str, body: str | bytes, role: Role, *, tables: str = "", **rest: Any) -> list[Reading]:
    """What a platform reads of one page of a shop."""
    host = rest.pop("host", HOST)
    reader = platform_of(file_of(host, platform, tables=tables))
    raw = body.encode() if isinstance(body, str) else body
    return list(reader.read(Page(url, raw, role, **rest)))


def listings(readings: list[Reading]) -> list[Listing]:
    """The listings among what was read."""
    return [one.listing for one in readings if isinstance(one, Found)]


def links(readings: list[Reading]) -> list[str]:
    """The addresses to follow among what was read."""
    return [one.url for one in readings if isinstance(one, Follow)]


def has(listing: Listing, **fields: object) -> None:
    """Assert that a listing has these fields."""
    for name, value in fields.items():
        assert getattr(listing, name) == value, name

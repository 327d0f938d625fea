"""One saved page through a marketplace's extraction, without the network."""

from collections.abc import Iterator

from catalog.listing import Listing
from catalog.settings import Settings, get_settings


def extract_page(slug: str, body: bytes, url: str, *, settings: Settings | None = None) -> Iterator[Listing]:
    """Listings of one saved page of a marketplace: a product page, list page, API answer or feed.

    Raises UnknownMarketplace, MarketplaceFileError; ValueError where the file names no platform yet or `url` is no
    http(s) address.
    """
    # Reading the files imports every platform, which importing this room for something else must not.
    from crawlers.extract.decode import unpacked
    from crawlers.extract.urls import canonical
    from crawlers.marketplaces import load_all
    from crawlers.page import Found, Page
    from crawlers.platforms import platform_of

    file = load_all(settings or get_settings()).get(slug)
    address = canonical(url)
    if address is None:
        raise ValueError(f"{url!r} is no http(s) address")
    platform = platform_of(file)
    body = unpacked(body)
    page = Page(address, body, platform.role_of(address, body))
    yield from (reading.listing for reading in platform.read(page) if isinstance(reading, Found))

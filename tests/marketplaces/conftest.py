"""One running fair for all tests of this room, and every product page it serves."""

from collections.abc import Iterator

import httpx
import pytest

from tests.marketplaces.server import Fair, running_fair


@pytest.fixture(scope="session")
def fair() -> Iterator[Fair]:
    """The fair on free ports."""
    with running_fair() as running:
        yield running


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """A client that follows no redirects."""
    with httpx.Client(timeout=120) as one:
        yield one


@pytest.fixture(scope="session")
def pages(fair: Fair, client: httpx.Client) -> dict[tuple[str, str], str]:
    """Every product page of the fair by shop and path."""
    return {
        (shop.slug, shop.path(one)): client.get(shop.url(one)).raise_for_status().text
        for shop in fair.shops
        for one in shop.listings
    }

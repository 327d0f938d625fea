"""A listing in, its facts out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from catalog.certificates import shipped_registry
from catalog.listing import parse_listing
from catalog.normalise import Normalised, normalise

Reader = Callable[..., Normalised]


@pytest.fixture
def read() -> Reader:
    """Normalise a listing of the given fields on 22 November 2026, with the shipped registry."""

    def reader(*, today: date = date(2026, 11, 22), **fields: Any) -> Normalised:
        listing, _ = parse_listing({"url": "https://shop.example/p/1", "name": "Sản phẩm", **fields})
        return normalise(listing, registry=shipped_registry(), today=today)

    return reader

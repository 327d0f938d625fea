"""A shop that answers as told, settings that allow exactly it, and a catalog whose pictures are refreshed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from catalog.settings import Settings
from images.refresh import refresh_pictures
from tests.images.catalog import LIMITS, Refresh
from tests.images.server import Shop, open_shop


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A local server, empty."""
    with open_shop() as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, shop: Shop) -> Settings:
    """Settings with their own data folder that allow the shop's host and port."""
    return Settings(data_dir=tmp_path / "var", allow_private_hosts=[shop.host])


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Engine:
    """An empty catalog, on SQLite where the test does not ask for both databases."""
    engine: Engine = request.getfixturevalue(getattr(request, "param", "sqlite_database"))
    return engine


@pytest.fixture
def refresh(database: Engine, settings: Settings) -> Refresh:
    """A run over the catalog's pictures, within tight limits."""
    return lambda **options: refresh_pictures(database, settings, limits=LIMITS, **options)

"""A catalog of pictures to be refreshed: filled, looked into and made older."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from catalog.database import session
from catalog.listing import Listing
from catalog.record import Recorder
from catalog.tables import Image
from catalog.tables.columns import utc_now
from images.fetch import Limits
from images.report import PictureReport

LIMITS = Limits(bytes=2_000_000, seconds=60)
Refresh = Callable[..., PictureReport]

both_databases = pytest.mark.parametrize(
    "database",
    ["sqlite_database", pytest.param("postgres_database", marks=pytest.mark.postgres)],
    indirect=True,
    ids=["sqlite", "postgresql"],
)


def see(database: Engine, pages: dict[str, list[str]]) -> None:
    """A crawl that sees these pages with these pictures."""
    with Recorder(database, marketplace="cho-mau") as recorder:
        for page, images in pages.items():
            recorder.add(Listing(url=f"https://cho-mau.example/{page}", name=page, images=images))


def rows(database: Engine) -> list[Image]:
    """Every picture, by listing and position."""
    with session(database) as opened:
        return list(opened.exec(select(Image).order_by(col(Image.listing_id), col(Image.position))))


def codes(database: Engine) -> list[tuple[str, str | None]]:
    """What became of each picture: its status and its verdict's code."""
    return [(row.status, (row.verdict or {}).get("code")) for row in rows(database)]


def age(database: Engine, **span: float) -> None:
    """Let time pass for every picture fetched."""
    with session(database) as opened:
        for row in opened.exec(select(Image).where(col(Image.fetched_at).is_not(None))):
            row.fetched_at = (row.fetched_at or utc_now()) - timedelta(**span)

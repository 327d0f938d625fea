"""The marketplaces and what was gathered from each."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from catalog.places import current_provinces
from catalog.tables import CrawlRun, Listing, Marketplace, Product


class LastCrawl(BaseModel):
    """The newest crawl or import of a marketplace."""

    kind: str
    status: str
    held: bool = Field(description="Lost too much to be believed before a person has looked.")
    started_at: datetime
    finished_at: datetime | None = None
    pages: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0


class MarketplaceSummary(BaseModel):
    """One marketplace with counts of its listings by state and of their products."""

    slug: str
    name: str
    kind: str
    operator: str | None = None
    province: str | None = None
    province_name: str | None = None
    platform: str | None = None
    homepage: str | None = None
    enabled: bool
    sample: bool
    fresh: int = 0
    stale: int = 0
    gone: int = 0
    products: int = Field(0, description="Different products among its listings not gone.")
    ocop_products: int = Field(0, description="Of those, products proven by a valid certificate.")
    last_seen: datetime | None = None
    last_crawl: LastCrawl | None = None


def marketplace_summaries(engine: Engine) -> list[MarketplaceSummary]:
    """Every marketplace by its slug; four queries however many there are."""
    with Session(engine) as session:
        rows = session.scalars(select(Marketplace).order_by(col(Marketplace.slug))).all()
        states = _states(session)
        products = _products(session)
        crawls = _last_crawls(session)
    return [_summary(row, states[row.slug], products.get(row.slug, (0, 0)), crawls.get(row.slug)) for row in rows]


def _states(session: Session) -> dict[str, dict[str, Any]]:
    slug, state = col(Listing.marketplace), col(Listing.state)
    query = select(slug, state, func.count().label("number"), func.max(col(Listing.last_seen)).label("last"))
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in session.execute(query.group_by(slug, state)):
        found[row.marketplace][row.state] = row.number
        found[row.marketplace]["last_seen"] = max(row.last, found[row.marketplace].get("last_seen", row.last))
    return found


def _products(session: Session) -> dict[str, tuple[int, int]]:
    """Products and proven products by marketplace."""
    slug = col(Listing.marketplace)
    pairs = (
        select(slug, col(Listing.product_id), col(Product.ocop_status))
        .join(Product, col(Product.id) == col(Listing.product_id))
        .where(col(Listing.state) != "gone")
        .distinct()
        .subquery()
    )
    proven = func.count().filter(pairs.c.ocop_status == "proven")
    query = select(pairs.c.marketplace, func.count(), proven).group_by(pairs.c.marketplace)
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def _last_crawls(session: Session) -> dict[str, LastCrawl]:
    # What became of an archive says nothing of the marketplace.
    of_one = (col(CrawlRun.marketplace).is_not(None), col(CrawlRun.kind) != "archive")
    newest = select(func.max(col(CrawlRun.id))).where(*of_one)
    rows = session.scalars(select(CrawlRun).where(col(CrawlRun.id).in_(newest.group_by(col(CrawlRun.marketplace)))))
    return {row.marketplace or "": LastCrawl.model_validate(row.model_dump()) for row in rows}


def _summary(
    row: Marketplace, states: dict[str, Any], products: tuple[int, int], crawl: LastCrawl | None
) -> MarketplaceSummary:
    province = current_provinces().get(row.province or "")
    return MarketplaceSummary.model_validate(
        row.model_dump(include=set(MarketplaceSummary.model_fields))
        | states
        | {
            "province_name": province.name if province else None,
            "products": products[0],
            "ocop_products": products[1],
            "last_crawl": crawl,
        }
    )

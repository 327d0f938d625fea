"""From marketplaces to an index: the steps of the demonstration, the same functions the single commands call."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func
from sqlmodel import Session, select

from catalog.refresh import refresh
from catalog.settings import Settings
from catalog.tables import Listing, Marketplace, Offer, Product
from crawlers.marketplaces import load_all
from crawlers.runner import CrawlSummary, crawl
from images.choose import choose_pictures
from images.refresh import refresh_pictures
from search.build import build_index

Step = Callable[[int, int | None], None]
Progress = Callable[[str], AbstractContextManager[Step]]


@dataclass(frozen=True)
class Gathered:
    """What the catalog holds after the run, and what this run found new."""

    marketplaces: int
    listings: int
    products: int
    products_sold_twice: int
    new: int
    changed: int
    pages: int
    failed: list[str]


def gather(settings: Settings, engine: Engine, progress: Progress, *, today: date) -> Gathered:
    """Crawl every sample marketplace, refresh the catalog, make pictures, build the index.

    Each step skips what is up to date, so a second run crawls and rebuilds only what changed.
    """
    slugs = sorted(slug for slug, marketplace in load_all(settings).usable.items() if marketplace.sample)
    with progress("Crawling the sample fair") as step:
        summaries = crawl(settings, slugs, progress=step)
    with progress("Refreshing the catalog") as step:
        refresh(engine, today=today, progress=step)
    with progress("Fetching and resizing pictures") as step:
        fetched = refresh_pictures(engine, settings, progress=step).fetched
    if fetched:
        # Equal pictures help to tell which listings are one product, so the catalog is told of new ones.
        with progress("Comparing pictures") as step:
            refresh(engine, today=today, progress=step)
        choose_pictures(engine)
    with progress("Building the index") as step:
        build_index(settings, engine, progress=step)
    return _counted(engine, summaries)


def _counted(engine: Engine, summaries: list[CrawlSummary]) -> Gathered:
    with Session(engine) as session:
        twice = select(Offer.product_id).group_by(Offer.product_id).having(func.count() > 1).subquery()
        return Gathered(
            marketplaces=session.exec(select(func.count()).select_from(Marketplace).where(Marketplace.sample)).one(),
            listings=session.exec(select(func.count()).select_from(Listing)).one(),
            products=session.exec(select(func.count()).select_from(Product)).one(),
            products_sold_twice=session.exec(select(func.count()).select_from(twice)).one(),
            new=sum(summary.new for summary in summaries),
            changed=sum(summary.changed for summary in summaries),
            pages=sum(summary.pages for summary in summaries),
            failed=[summary.slug for summary in summaries if summary.status != "finished"],
        )

"""A small crawl with a proposed marketplace file, over pages the probe may still look at."""

import logging
from dataclasses import dataclass, field

from catalog.listing import Listing
from crawlers.extract.urls import identity
from crawlers.fetch.tally import Tally
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Follow, Found, Page
from crawlers.platforms import Platform, platform_of
from crawlers.probe import json_shape
from crawlers.probe.site import Site

logger = logging.getLogger(__name__)

_ENOUGH = 6


@dataclass
class Trial:
    """What the file gave: listings, and product addresses met on the way; `declared` is the number an API states."""

    file: MarketplaceFile
    listings: list[Listing] = field(default_factory=list)
    product_urls: list[str] = field(default_factory=list)
    pages: int = 0
    declared: int = 0

    @property
    def priced(self) -> int:
        return sum(one.price is not None or bool(one.price_text) for one in self.listings)

    @property
    def works(self) -> bool:
        return len(self.listings) >= 2 and self.priced * 2 >= len(self.listings)

    @property
    def reach(self) -> int:
        """How many products this way leads to at least."""
        return max(len({*self.product_urls, *(one.url for one in self.listings)}), self.declared)

    def coverage(self) -> dict[str, float]:
        """Shares of the listings that state a field."""
        tally = Tally()
        for one in self.listings:
            tally.listing(one)
        report = tally.report()["coverage"]
        return dict(report)


async def attempt(site: Site, file: MarketplaceFile, *, most: int = 10) -> Trial:
    """Crawl a little: entry points first, then a few product pages."""
    platform, trial = platform_of(file), Trial(file)
    waiting = list(platform.entries())
    seen: set[str] = set()
    partial: dict[str, Listing] = {}
    while waiting and trial.pages < most and len(trial.listings) < _ENOUGH:
        follow = waiting.pop(0)
        if (key := f"{identity(follow.url)} {follow.body}") in seen:
            continue
        seen.add(key)
        answer = await site.get(follow.url, body=follow.body)
        trial.pages += 1
        if answer is None or not answer.ok:
            continue
        page = Page(answer.url, answer.body, follow.role, answer.headers, follow.context)
        if follow.role == "api":
            trial.declared = max(trial.declared, _declared(page))
        products, others = _read(platform, page, trial, partial)
        trial.product_urls += [one.url for one in products]
        # Products from the middle of a list are more telling than its first, often a banner's.
        middle = products[len(products) // 3 :][:3]
        waiting = middle + waiting + others
    if not trial.listings:
        trial.listings = list(partial.values())
    return trial


def _read(
    platform: Platform, page: Page, trial: Trial, partial: dict[str, Listing]
) -> tuple[list[Follow], list[Follow]]:
    products: list[Follow] = []
    others: list[Follow] = []
    try:
        readings = list(platform.read(page))
    except Exception:
        # As in a crawl, whatever a hostile page provokes in a parser costs this page only.
        logger.exception("cannot read %s", page.url)
        readings = []
    for one in readings:
        if isinstance(one, Found):
            if one.partial:
                partial[one.listing.url] = one.listing
            else:
                trial.listings.append(one.listing)
        elif isinstance(one, Follow):
            (products if one.role == "product" else others).append(one)
    return products, others


def _declared(page: Page) -> int:
    said = page.headers.get("x-wp-total", "")
    return int(said) if said.isdigit() else json_shape.total(page.json) or 0

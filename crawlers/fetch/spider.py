"""The one spider: it fetches what a platform asks for, hands it the pages and keeps count of what happened.

It decides what need not be fetched (`crawlers.fetch.state`), ends lists that lead nowhere, and never stops for one bad
page: an oddity is counted, the page is left, the crawl goes on.
"""

import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from catalog.listing import Oddity
from catalog.record import Recorder
from crawlers.extract.urls import identity
from crawlers.fetch import causes, reading
from crawlers.fetch.conditional import validators
from crawlers.fetch.frontier import Claims
from crawlers.fetch.state import PageState, StateStore
from crawlers.fetch.tally import Tally
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Follow, Found, Page
from crawlers.platforms import platform_of

logger = logging.getLogger(__name__)

_PRIORITY = {"sitemap": 50, "feed": 40, "api": 40, "listing": 20, "product": 0}
_LEADING = ("sitemap", "feed", "api", "listing")
_MOST_BARREN = 2
# Sitemaps may have 50 MB (sitemaps.org), feeds of large shops have as much; both are read as a stream.
_LARGEST = {"sitemap": 50 * 1024 * 1024, "feed": 50 * 1024 * 1024}
# Causes that every other address of the site would meet too.
_NOBODY_THERE = ("dns", "tls", "connection", "private_address")


@dataclass
class PageRead:
    """What one page gave, or that it still says what it said; the pipeline records it."""

    found: list[Found] = field(default_factory=list)
    still_seen: tuple[str, ...] = ()
    state: PageState | None = None
    unchanged: str | None = None
    oddities: list[Oddity] = field(default_factory=list)


class MarketplaceSpider(Spider):
    """Crawls the marketplace of its file. `name` is the marketplace's slug."""

    file: MarketplaceFile

    def __init__(
        self, *args: Any, state: StateStore | None = None, recorder: Recorder | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recorder = recorder
        self.platform = platform_of(self.file)
        self.state = state
        self.crawl_number, self.resumed = state.begin() if state else (0, False)
        self.claims = Claims()
        self.tally = Tally()
        # One pause for all of a marketplace's hosts: its subdomains mostly stand on one machine.
        self._slot = urlsplit(self.platform.address("/")).hostname

    async def start(self) -> AsyncIterator[Any]:
        """The platform's first addresses."""
        for output in self.visits(self.platform.entries(), barren=0):
            yield output

    def visits(self, follows: Iterable[Follow], *, barren: int) -> Iterator[Request | PageRead]:
        """A request for each address not yet claimed; of known unchanged pages only what they led to is visited."""
        queue = deque(follows)
        while queue:
            follow = queue.popleft()
            key = identity(follow.url)
            if not self.claims.claim(f"{key} {follow.body or ''}"):
                continue
            known = self.state.get(key) if self.state and follow.body is None else None
            if known is not None and self._is_fresh(known, follow):
                self.tally.skipped += 1
                yield PageRead(still_seen=known.listings, unchanged=known.id)
                queue.extend(self._kept_links(known))
            else:
                yield self._request(follow, known, barren)

    def parse_page(self, response: Response) -> Iterator[Request | PageRead]:
        """Read one answer."""
        follow: Follow = response.meta["follow"]
        if response.status == 304:
            yield from self._unchanged(follow)
            return
        self.tally.pages += 1
        self.tally.bytes += len(response.body)
        headers = {
            name.decode("latin-1").lower(): value[-1].decode("latin-1") for name, value in response.headers.items()
        }
        page = Page(response.url, response.body, follow.role, headers, follow.context)
        read = reading.read(self.platform, page, self.claims.claim)
        yield PageRead(read.found, state=self._state_of(follow, response, read), oddities=read.oddities)
        yield from self.visits(self._worth_following(read, response), barren=self._barren(read, response))

    def failed(self, failure: Failure) -> Iterator[Request | PageRead]:
        """Count why a page could not be had; where it was the platform's first way, take the next one."""
        cause = causes.classify(failure)
        if cause == causes.GAVE_UP:
            return
        self.tally.causes[cause] += 1
        request = getattr(failure, "request", None)
        logger.info("%s: %s", cause, request.url if request is not None else failure.value)
        if request is not None and cause not in _NOBODY_THERE:
            follow: Follow = request.meta["follow"]
            yield from self.visits(self.platform.other_ways(follow.url, follow.role), barren=0)

    def _barren(self, read: reading.Read, response: Response) -> int:
        """How many list pages in a row led to nothing new, this one included.

        Sitemaps and feeds do not count: what they name is new to none of the lists.
        """
        if response.meta["follow"].role in ("sitemap", "feed"):
            return 0
        products = (identity(follow.url) for follow in read.follows if follow.role == "product")
        # Every product is claimed, not only up to the first new one.
        met = sum(self.claims.claim(f"met {product}") for product in products)
        fresh = bool(read.found) or met > 0
        return 0 if fresh else int(response.meta.get("barren", 0)) + 1

    def _worth_following(self, read: reading.Read, response: Response) -> Iterator[Follow]:
        """Endless calendars and pagers end here: after two list pages without anything new, no more of them."""
        spent = int(response.meta.get("barren", 0)) >= _MOST_BARREN and not read.found
        for follow in read.follows:
            if follow.role in ("product", "sitemap") or not spent:
                yield follow

    def _unchanged(self, follow: Follow) -> Iterator[Request | PageRead]:
        known = self.state.get(identity(follow.url)) if self.state else None
        self.tally.unchanged += 1
        if known is None:
            return
        yield PageRead(still_seen=known.listings, unchanged=known.id)
        yield from self.visits(self._kept_links(known), barren=0)

    def _is_fresh(self, known: PageState, follow: Follow) -> bool:
        if self.resumed and known.crawl == self.crawl_number:
            return True
        if follow.role != "product" or not follow.version or follow.version != known.version:
            return False
        return time.time() - known.fetched_at < self.file.revisit_days * 86400

    def _kept_links(self, known: PageState) -> Iterator[Follow]:
        kept = self.state.links(known.id) if self.state and known.role in _LEADING else []
        for url, role, version, body, context in kept:
            yield Follow(url, role, version=version, body=body, context=context)

    def _request(self, follow: Follow, known: PageState | None, barren: int) -> Request:
        meta: dict[str, Any] = {"follow": follow, "barren": barren, "handle_httpstatus_list": [304]}
        meta["download_slot"] = self._slot
        if follow.role in _LARGEST:
            meta["download_maxsize"] = _LARGEST[follow.role]
        if known is not None:
            meta["validators"] = (known.etag, known.last_modified)
        return Request(
            follow.url,
            self.parse_page,
            errback=self.failed,
            method="POST" if follow.body is not None else "GET",
            body=follow.body,
            headers={"Content-Type": "application/json"} if follow.body is not None else None,
            priority=_PRIORITY[follow.role],
            meta=meta,
        )

    def _state_of(self, follow: Follow, response: Response, read: reading.Read) -> PageState | None:
        """What to keep of the page: nothing where it could not be read, so that it is fetched again next time."""
        hollow = follow.role == "product" and not read.found
        if self.state is None or follow.body is not None or hollow or not read.usable:
            return None
        etag, last_modified = validators(response)
        leading = follow.role in _LEADING
        return PageState(
            id=identity(follow.url),
            url=follow.url,
            role=follow.role,
            version=follow.version,
            etag=etag,
            last_modified=last_modified,
            fetched_at=time.time(),
            crawl=self.crawl_number,
            listings=tuple(one.listing.url for one in read.found),
            links=tuple(_kept(one) for one in read.follows) if leading else (),
        )


def _kept(follow: Follow) -> tuple[Any, ...]:
    return follow.url, follow.role, follow.version, follow.body, dict(follow.context)

"""From pages read to the catalog's recorder, and only then to the state store."""

import logging
from typing import Any, Self, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro
from sqlalchemy.exc import SQLAlchemyError

from catalog.listing import ListingError
from catalog.record import Recorder
from crawlers.fetch.spider import MarketplaceSpider, PageRead
from crawlers.fetch.state import PageState

logger = logging.getLogger(__name__)

_MOST_PENDING = 400
_LONGEST_PENDING = 1.0  # seconds, also while no further page comes


class Record:
    """Scrapy pipeline. The worker puts the run's Recorder into the spider before the crawl begins."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._states: list[PageState] = []
        self._unchanged: list[str] = []
        self._looping: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if getattr(crawler.spider, "recorder", None) is None:
            raise NotConfigured("no recorder: pages are read, nothing is kept")
        return cls(crawler)

    def open_spider(self) -> None:
        """Begin to write every second."""
        self._looping = create_looping_call(self._flush)
        self._looping.start(_LONGEST_PENDING, now=False)

    def process_item(self, item: PageRead) -> PageRead:
        """Record a page's listings; its state follows once they are committed."""
        spider, recorder = self._spider(), self._recorder()
        for one in item.found:
            try:
                recorder.add(one.listing, one.oddities)
            except ListingError as error:
                logger.warning("not recorded: %s: %s", one.listing.url, error)
                spider.tally.oddities["listing/refused"] += 1
            else:
                spider.tally.listing(one.listing, one.oddities)
        spider.tally.still_seen += len(item.still_seen)
        spider.tally.oddities.update(oddity.code for oddity in item.oddities)
        recorder.still_seen(item.still_seen)
        if item.state is not None:
            self._states.append(item.state)
        if item.unchanged is not None:
            self._unchanged.append(item.unchanged)
        pending = len(self._states) + len(self._unchanged)
        if pending >= _MOST_PENDING:
            self._flush()
        return item

    def close_spider(self) -> None:
        """Write the rest."""
        if self._looping is not None and self._looping.running:
            self._looping.stop()
        self._flush()

    def _flush(self) -> None:
        """Listings first; nothing is kept of pages whose listings could not be written, and the crawl ends."""
        spider = self._spider()
        try:
            self._recorder().flush()
        except SQLAlchemyError:
            logger.exception("the catalog cannot be written: ending")
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="failed"))
            return
        states, self._states = self._states, []
        unchanged, self._unchanged = self._unchanged, []
        if spider.state is not None:
            spider.state.put(states)
            spider.state.touch(unchanged, spider.crawl_number)

    def _spider(self) -> MarketplaceSpider:
        return cast("MarketplaceSpider", self._crawler.spider)

    def _recorder(self) -> Recorder:
        return cast("Recorder", self._spider().recorder)

"""What one crawl may cost: pages, minutes and bytes. The first limit met ends it in good order, as `budget`."""

import time
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro


class Budget:
    """Scrapy extension. CRAWL_BUDGET: a dict with `pages`, `seconds` and `bytes`."""

    def __init__(self, crawler: Crawler) -> None:
        self._limits: dict[str, float] = crawler.settings.getdict("CRAWL_BUDGET")
        if not self._limits:
            raise NotConfigured
        self._crawler = crawler
        self._started = time.monotonic()
        self._spent = {"pages": 0.0, "bytes": 0.0}
        self._over = False
        crawler.signals.connect(self._received, signal=signals.response_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _received(self, response: Response, request: Request) -> None:
        if "follow" not in request.meta:
            return
        self._spent["pages"] += response.status != 304
        self._spent["bytes"] += len(response.body)
        spent = self._spent | {"seconds": time.monotonic() - self._started}
        over = next((name for name, limit in self._limits.items() if spent.get(name, 0) >= limit), None)
        if over and not self._over:
            self._over = True
            deferred_from_coro(self._crawler.engine.close_spider_async(reason=f"budget_{over}"))

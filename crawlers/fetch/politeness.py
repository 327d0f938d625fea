"""robots.txt with its Crawl-delay, and Retry-After: what a site asks for counts above our own settings."""

import logging
import time
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

logger = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
_BUSY = (429, 503)
# What RFC 9309 asks every crawler to read at least; a longer file is no honest one.
_LONGEST_ROBOTS = 500 * 1024


class Robots(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 reads it: a server error means "stay away", a missing file "come in".

    Crawl-delay (an extension many Vietnamese sites use) lengthens the marketplace's delay up to a minute.
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._stats.inc_value("robots/unreachable")
            response = response.replace(status=200, body=b"User-agent: *\nDisallow: /\n")
        await super()._parse_robots(response.replace(body=response.body[:_LONGEST_ROBOTS]), netloc, request)
        self._slow_down(self._parsers.get(netloc), request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):
            self._stats.inc_value("robots/unreachable")
        super()._robots_error(exc, netloc)

    def _slow_down(self, parser: Any, request: Request) -> None:
        rules = getattr(parser, "rp", None)
        asked = rules.crawl_delay(self._default_useragent) if rules is not None else None
        if asked:
            slower(self.crawler, request, float(asked))


class RetryAfter:
    """Downloader middleware: where a busy server names a time, the marketplace's delay grows to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RetryAfter":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Look at the answer and pass it on."""
        if response.status in _BUSY:
            slower(self._crawler, request, retry_after(response))
        return response


class Throttle(AutoThrottle):
    """AutoThrottle, which by itself would shorten the pause that a site asked for with every quick answer."""

    def at_least(self, seconds: float) -> None:
        """Never go below so many seconds again."""
        self.mindelay = max(self.mindelay, seconds)


def retry_after(response: Response) -> float:
    """What `Retry-After` says, in seconds or as a date; 5 where it says nothing that can be read."""
    asked = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if asked.isdigit():
        return float(asked)
    try:
        return max(5.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return 5.0


def slower(crawler: Crawler, request: Request, seconds: float) -> None:
    """Raise the delay of the request's domain, for the rest of the crawl."""
    downloader = crawler.engine.downloader
    key = downloader.get_slot_key(request)
    wanted = min(seconds, LONGEST_WAIT)
    slot = downloader.slots.get(key)
    if slot is not None and slot.delay < wanted:
        logger.info("%s asks for %g s between requests", key, wanted)
        slot.delay = wanted
    # A slot that was idle for a while is made anew from these.
    kept = downloader.per_slot_settings.setdefault(key, {})
    kept["delay"] = max(wanted, kept.get("delay", 0.0))
    throttle = crawler.get_extension(Throttle)
    if throttle is not None:
        throttle.at_least(wanted)

"""A site that refuses, or does not answer, often enough in a row is left alone until the next crawl."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

from crawlers.fetch import causes

MOST_IN_VAIN = 20
# Causes that are a page's own matter: the site itself answers.
_OF_THE_PAGE = ("http_404", "http_410", "robots", "private_address", "moved", "redirect_loop", "too_large")


class Patience:
    """Downloader middleware, outside Scrapy's own retries: it sees how each address ended, in the order they ended.

    The spider meets pages later, after those before them were read and recorded: counting there, a site would be
    asked for as many pages more as were waiting to be read.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._in_vain = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # noqa: ARG002 -- Scrapy's interface
        """Ask nothing more of a site that was given up: the engine takes a moment to stop."""
        if self._in_vain >= MOST_IN_VAIN:
            raise IgnoreRequest(causes.GAVE_UP)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 -- the same
        """Look at the answer and pass it on."""
        self._met(causes.of_status(response.status) if response.status >= 400 else None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Look at what went wrong and pass it on."""
        self._met(causes.of_error(exception, request.url))

    def _met(self, cause: str | None) -> None:
        if self._in_vain >= MOST_IN_VAIN or cause in _OF_THE_PAGE:
            return
        self._in_vain = 0 if cause is None else self._in_vain + 1
        if self._in_vain >= MOST_IN_VAIN:
            deferred_from_coro(self._crawler.engine.close_spider_async(reason=causes.GAVE_UP))

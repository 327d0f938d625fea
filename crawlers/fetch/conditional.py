"""Conditional requests: a page that was read before is asked for with its ETag and Last-Modified."""

from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response


class Conditional:
    """Downloader middleware: sends the validators that the spider put into `meta["validators"]`."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:  # noqa: ARG003 -- Scrapy's interface
        return cls()

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since."""
        etag, last_modified = request.meta.get("validators") or (None, None)
        if etag:
            request.headers["If-None-Match"] = etag
        if last_modified:
            request.headers["If-Modified-Since"] = last_modified


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of an answer. WordPress's API sends a bare number as date: not kept."""
    etag = (response.headers.get("ETag") or b"").decode("latin-1").strip()
    date = (response.headers.get("Last-Modified") or b"").decode("latin-1").strip()
    return etag if 2 <= len(etag) <= 200 else None, date if _is_date(date) else None


def _is_date(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return False
    return True

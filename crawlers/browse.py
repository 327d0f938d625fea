"""Looking at a site as a person would: a few pages, one after the other, fetched as politely and guarded as a crawl.

`probe` and `capture` are written as coroutines over a `Browser`; each runs in a Scrapy process of its own, because
Scrapy's event loop starts only once in a process.
"""

import base64
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

import orjson
from pydantic import BaseModel
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http.request import NO_CALLBACK

from catalog.settings import Settings
from crawlers.fetch import causes
from crawlers.marketplaces.model import DEFAULT_DELAY
from crawlers.settings import plain

_LONGEST_SECONDS = 600


@dataclass(frozen=True)
class Fetched:
    """One answer; `cause` is one of `fetch.causes.CAUSES` where there is none, and `status` is then 0."""

    url: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cause: str | None = None

    @property
    def ok(self) -> bool:
        return self.status == 200


class Browser(Protocol):
    """Fetches one address, or says why it could not."""

    async def get(self, url: str, *, body: str | None = None) -> Fetched:
        """GET, or POST where a body is given."""


class BrowseError(RuntimeError):
    """The child process gave no answer; the message says what is known."""


class _Order(BaseModel):
    settings: Settings
    task: str
    arguments: dict[str, Any]
    delay: float = DEFAULT_DELAY


def run(settings: Settings, task: str, arguments: dict[str, Any], *, delay: float = DEFAULT_DELAY) -> Any:
    """Run the coroutine function named by `task` (`module:function`) with a Browser, in a process of its own.

    It gets the Browser and the arguments and gives JSON. Raises BrowseError.
    """
    order = _Order(settings=settings, task=task, arguments=arguments, delay=delay).model_dump(mode="json")
    order["settings"].pop("meilisearch_key", None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "crawlers.browse"],
            input=orjson.dumps(order),
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BrowseError(f"no answer after {_LONGEST_SECONDS} s") from error
    try:
        return orjson.loads(done.stdout.splitlines()[-1])
    except (orjson.JSONDecodeError, IndexError) as error:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BrowseError(said[-1] if said else "the child process ended without an answer") from error


def packed(page: Fetched) -> dict[str, Any]:
    """An answer as JSON."""
    return {
        "url": page.url,
        "status": page.status,
        "headers": page.headers,
        "body": base64.b64encode(page.body).decode(),
        "cause": page.cause,
    }


def unpacked(answer: dict[str, Any]) -> Fetched:
    """The answer of `packed`."""
    return Fetched(**(answer | {"body": base64.b64decode(answer["body"])}))


class _Browser:
    def __init__(self, spider: Spider) -> None:
        self._engine = spider.crawler.engine

    async def get(self, url: str, *, body: str | None = None) -> Fetched:
        method = "GET" if body is None else "POST"
        headers = {"Content-Type": "application/json"} if body is not None else None
        try:
            request = Request(url, callback=NO_CALLBACK, method=method, body=body, headers=headers)
        except ValueError:
            return Fetched(url, cause="other")
        try:
            response = await self._engine.download_async(request)
        except Exception as error:
            # Scrapy hands on whatever its handlers, middlewares and Twisted raise; each has a cause.
            return Fetched(url, cause=causes.of_error(error, request.url))
        cause = None if response.status < 400 else causes.of_status(response.status)
        named = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1") for name, values in response.headers.items()
        }
        return Fetched(response.url, response.status, named, response.body, cause)


class _BrowsingSpider(Spider):
    name = "browsing"

    def __init__(self, *, look: Callable[[Browser], Awaitable[Any]], **rest: Any) -> None:
        super().__init__(**rest)
        self._look = look
        self.answer: Any = None

    async def start(self) -> AsyncIterator[Any]:
        self.answer = await self._look(_Browser(self))
        nothing: tuple[Request, ...] = ()
        for request in nothing:  # an async generator, as Scrapy asks, that has nothing to give
            yield request


def _main() -> None:
    order = _Order.model_validate_json(sys.stdin.buffer.read())
    module, name = order.task.split(":")
    function = getattr(import_module(module), name)

    async def look(browser: Browser) -> Any:
        return await function(browser, **order.arguments)

    process = AsyncCrawlerProcess(plain(order.settings, delay=order.delay) | {"LOG_LEVEL": "ERROR"})
    crawler = process.create_crawler(_BrowsingSpider)
    process.crawl(crawler, look=look)
    process.start()
    spider = crawler.spider
    if isinstance(spider, _BrowsingSpider):
        sys.stdout.buffer.write(b"\n" + orjson.dumps(spider.answer) + b"\n")


if __name__ == "__main__":
    _main()

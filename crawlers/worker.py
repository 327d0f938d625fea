"""Crawls on order: one order a line on standard input, progress as JSON lines on standard output.

Scrapy's event loop runs once in a process, so each order is carried out in a fork; what takes longest at the start,
importing Scrapy and SQLAlchemy, is done once. A crawl ends in good order on SIGTERM and SIGINT, and when whoever reads
its progress is gone.
"""

import logging
import os
import sys
from pathlib import Path
from typing import Any, cast

import orjson
from pydantic import BaseModel
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from catalog.database import connect
from catalog.record import Recorder
from catalog.settings import Settings
from catalog.tables.columns import utc_now
from crawlers import health
from crawlers.fetch.fingerprint import fingerprint
from crawlers.fetch.spider import MarketplaceSpider
from crawlers.fetch.state import StateStore
from crawlers.loader import spider_class
from crawlers.marketplaces import load_all
from crawlers.settings import for_marketplace
from crawlers.turn import Busy, turn

_EVERY_SECONDS = 0.5


class Order(BaseModel):
    """What to crawl and how. `full` forgets what earlier crawls knew; `limit` ends after that many pages."""

    settings: Settings
    slug: str
    full: bool = False
    limit: int | None = None
    archive: Path | None = None


def main() -> None:
    """Carry out orders, one after the other, until there are no more. Each ends with a line `{"ended": exit code}`."""
    for line in sys.stdin.buffer:
        if not hasattr(os, "fork"):
            _carry_out(line)
            _say({"ended": 0})
            return
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            _carry_out(line)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        _say({"ended": os.waitstatus_to_exitcode(status)})


def _carry_out(line: bytes) -> None:
    """Crawl and say how it ended; what goes wrong is said too, and written to the log."""
    order = Order.model_validate_json(line)
    logs = order.settings.data_dir / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"crawl-{order.slug}.log"
    try:
        _say(crawl(order, log=log))
    except BrokenPipeError:
        return
    except Busy as error:
        _say({"done": True, "status": "busy", "report": {"error": str(error)}})
    except Exception as error:
        logging.getLogger(__name__).exception("the crawl of %s failed", order.slug)
        _say({"done": True, "status": "failed", "report": {"error": f"{type(error).__name__}: {error}"}})


def crawl(order: Order, *, log: Path) -> dict[str, Any]:
    """Crawl one marketplace into the catalog; gives the last progress line: `{"done": true, "status", "report", …}`."""
    file = load_all(order.settings).get(order.slug)
    engine = connect(order.settings)
    settings = for_marketplace(order.settings, file) | {"LOG_FILE": str(log), "LOG_FILE_APPEND": False}
    if order.archive is not None:
        settings["CRAWL_ARCHIVE"] = str(order.archive / f"{order.slug}-{utc_now():%Y%m%dT%H%M%SZ}.warc.gz")
    if order.limit is not None:
        settings["CRAWL_BUDGET"] = settings["CRAWL_BUDGET"] | {"pages": order.limit}
    path = order.settings.data_dir / "crawl" / f"{order.slug}.sqlite3"
    with (
        turn(order.settings, engine, file.slug),
        StateStore(path, fingerprint=fingerprint(file)) as store,
        Recorder(engine, marketplace=file.slug, kind="crawl") as recorder,
    ):
        if order.full or store.listing_count() > health.known_listings(engine, file.slug):
            store.forget_all()
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(spider_class(file))
        outcome = _Outcome(crawler)
        process.crawl(crawler, state=store, recorder=recorder)
        process.start()
        return outcome.close(engine, recorder, store, whole=order.limit is None)


class _Outcome:
    """Listens to the crawl: progress while it runs, its end, and what went wrong at the start."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._reason = "failed"
        self._looping: Any = None
        self._running = False
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    def close(self, engine: Any, recorder: Recorder, store: StateStore, *, whole: bool) -> dict[str, Any]:
        """Close the run with its health report."""
        spider = self._spider()
        if self._running:
            # Told to end a second time, it waited for no answer, and Scrapy left without closing anything.
            self._crawler.signals.send_catch_log(signals.spider_closed, spider=spider, reason="shutdown")
        reason = self._reason
        report = spider.tally.report() | {"reason": reason}
        verdict = health.judge(engine, spider.file, recorder.run_id, report)
        status = health.status_of(reason, report)
        if status == "finished":
            store.end()
        held = (verdict.held or None) if whole else False
        run = recorder.finish(status, pages=report["pages"], report=report | verdict.to_json(), held=held)
        return {
            "done": True,
            "status": run.status,
            "held": run.held,
            "run_id": run.id,
            "new": run.new,
            "changed": run.changed,
            "gone": run.gone,
            "seen": run.seen,
            "report": run.report,
        }

    def _opened(self, spider: MarketplaceSpider) -> None:  # noqa: ARG002 -- Scrapy's signal
        self._running = True
        self._looping = create_looping_call(self._progress)
        self._looping.start(_EVERY_SECONDS, now=False)

    def _closed(self, spider: MarketplaceSpider, reason: str) -> None:  # noqa: ARG002 -- Scrapy's signal
        self._reason, self._running = reason, False
        if self._looping is not None and self._looping.running:
            self._looping.stop()

    def _progress(self) -> None:
        tally = self._spider().tally
        try:
            _say({"pages": tally.pages + tally.unchanged, "listings": tally.listings + tally.still_seen})
        except OSError:
            logging.getLogger(__name__).warning("nobody reads the progress: ending")
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="shutdown"))

    def _spider(self) -> MarketplaceSpider:
        spider = self._crawler.spider
        return cast("MarketplaceSpider", spider)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

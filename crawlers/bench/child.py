"""One measured crawl in a process of its own: an order on standard input, the figures on standard output."""

import resource
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import orjson

from crawlers.page import Page, Reading
from crawlers.platforms import PLATFORMS, Platform
from crawlers.platforms.schema_org import SchemaOrg
from crawlers.worker import Order, crawl


class NotRead(SchemaOrg):
    """Fetches what `schema_org` fetches and looks at no product page: what Scrapy alone costs."""

    name: ClassVar[str] = "not_read"

    def read_product(self, page: Page) -> Iterator[Reading]:  # noqa: ARG002 -- not looking is the point
        yield from ()


def main() -> None:
    """Crawl as ordered; seconds are those of the crawl, without the imports."""
    platforms: dict[str, type[Platform]] = PLATFORMS
    platforms[NotRead.name] = NotRead
    order = Order.model_validate_json(sys.stdin.readline())
    log = Path(order.settings.data_dir) / f"{order.slug}.log"
    output, sys.stdout = sys.stdout, sys.stderr
    peaks: list[float] = []
    ended = threading.Event()
    watching = threading.Thread(target=_watch, args=(ended, peaks), daemon=True)
    watching.start()
    started, worked = time.perf_counter(), time.process_time()
    end = crawl(order, log=log)
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    ended.set()
    watching.join()
    figures = {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "early_mib": peaks[len(peaks) // 4],
        "peak_mib": peaks[-1],
        "pages": end["report"]["pages"],
        "seen": end["seen"],
    }
    output.buffer.write(orjson.dumps(figures) + b"\n")


def _watch(ended: threading.Event, peaks: list[float]) -> None:
    """The highest resident memory so far in MiB, several times a second and at the end."""
    while True:
        over = ended.wait(0.1)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        if over:
            return


if __name__ == "__main__":
    main()

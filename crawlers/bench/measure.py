"""The measurements: real crawls of a shop on the loopback, with the settings and database of any crawl.

Ratios are taken within one run, since a machine's mood changes numbers but hardly their relation.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, cast

import orjson
from pydantic import BaseModel

from catalog.database import connect
from catalog.migrate import upgrade
from catalog.settings import Settings
from crawlers.marketplaces import read_toml
from crawlers.page import Found, Page
from crawlers.platforms import platform_of
from crawlers.worker import Order

_STORE_PAGES = 50
_FILE = """
slug = "{slug}"
name = "Chợ đo"
kind = "private"
platform = "{platform}"
enabled = true
sample = true
delay = 0
homepage = "{origin}/"
[[domains]]
host = "{host}"
[entry]
sitemaps = ["{origin}/sitemap-{pages}.xml"]
[budget]
pages = 1000000
minutes = 600
megabytes = 100000
[evidence]
checked_on = 2026-11-22
confidence = "high"
"""


class Figures(BaseModel):
    """One measured crawl: seconds without imports, highest resident memory in MiB, pages with a body, listings.

    `early_mib` is the highest of the first quarter of the time.
    """

    seconds: float
    cpu_seconds: float
    early_mib: float
    peak_mib: float
    pages: int
    seen: int

    @property
    def rate(self) -> float:
        return self.pages / self.seconds

    @property
    def rate_of_work(self) -> float:
        """Pages a second of this process's own work: a crawl is bound by the CPU, and others may share it."""
        return self.pages / self.cpu_seconds


def run(*, pages: int = 1_500, long_pages: int | None = None) -> dict[str, Any]:
    """Every figure over shops of `pages` pages; takes a minute or two, and as long again for every 30,000 long pages.

    `parsing_share`: product pages a CPU second with reading and recording against the same without (goal ≥ 0.75).
    `store_api_per_second`: listings read off Store API answers (≥ 3,000). `two_against_one`: pages a second of two
    marketplaces at once against one (≥ 1.7). `incremental_share`: pages of a second crawl of an unchanged shop against
    its first (≤ 0.05). `memory_growth`: peak memory of a crawl of `long_pages` (by default eight times as many) against
    the peak in its first quarter (≤ 1.1).
    """
    with _Bench() as bench:
        bare = bench.crawl("khong-doc", pages, platform="not_read")
        full = bench.crawl("mot", pages)
        again = bench.crawl("mot", pages)
        pair = bench.crawl_together(("hai", "ba"), pages)
        long = bench.crawl("dai", long_pages or pages * 8)
    return {
        "pages": pages,
        "pages_per_second": round(full.rate),
        "pages_per_cpu_second": round(full.rate_of_work),
        "pages_per_cpu_second_unread": round(bare.rate_of_work),
        "parsing_share": round(full.rate_of_work / bare.rate_of_work, 3),
        "two_against_one": round(pair / full.rate, 2),
        "incremental_share": round(again.pages / full.pages, 4),
        "incremental_seconds": round(again.seconds, 2),
        "long_pages": long.pages,
        "early_mib": round(long.early_mib),
        "peak_mib": round(long.peak_mib),
        "memory_growth": round(long.peak_mib / long.early_mib, 3),
        "store_api_per_second": round(store_api_rate()),
    }


def store_api_rate() -> float:
    """Listings a second read off Store API answers of 100 products each, on one core."""
    host = "shop.example"
    file = read_toml(_FILE.format(slug="kho", platform="woocommerce", origin=f"http://{host}", host=host, pages=0))
    platform = platform_of(file)
    body = orjson.dumps([_store_product(number) for number in range(100)])
    url = f"http://{host}/wp-json/wc/store/v1/products?per_page=100"
    started, count = time.process_time(), 0
    for number in range(_STORE_PAGES):
        page = Page(f"{url}&page={number + 1}", body, "api", {"x-wp-totalpages": "50"})
        count += sum(isinstance(one, Found) for one in platform.read(page))
    return count / (time.process_time() - started)


def _store_product(number: int) -> dict[str, Any]:
    price = str(100_000 + number * 1000)
    return {
        "id": number,
        "name": f"Trà shan tuyết {number}",
        "permalink": f"http://shop.example/product/tra-{number}/",
        "sku": f"T{number}",
        "short_description": "<p>Trà cổ thụ</p>",
        "description": "<p>Trà hái ở độ cao 1.400 m.</p><ul><li>Khối lượng: 100 g</li></ul>" * 4,
        "prices": {"price": price, "regular_price": price, "currency_code": "VND", "currency_minor_unit": 0},
        "images": [{"src": f"http://shop.example/{number}.jpg"}],
        "categories": [{"name": "Trà"}],
        "attributes": [{"name": "Khối lượng", "terms": [{"name": "100 g"}]}],
        "is_in_stock": True,
    }


class _Bench:
    """A shop and a data folder of their own, thrown away at the end."""

    def __enter__(self) -> "_Bench":
        self._folder = tempfile.TemporaryDirectory(prefix="chophien-bench-")
        self._root = Path(self._folder.name)
        (self._root / "files").mkdir()
        self._shop = subprocess.Popen(
            [sys.executable, "-m", "crawlers.bench.site"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._host = f"127.0.0.1:{int(cast('IO[bytes]', self._shop.stdout).readline())}"
        self._settings = Settings(
            data_dir=self._root, marketplaces_dir=self._root / "files", allow_private_hosts=[self._host]
        )
        engine = connect(self._settings)
        upgrade(engine)
        engine.dispose()
        return self

    def __exit__(self, *_: object) -> None:
        cast("IO[bytes]", self._shop.stdin).close()
        self._shop.wait()
        self._folder.cleanup()

    def crawl(self, slug: str, pages: int, *, platform: str = "schema_org") -> Figures:
        """One crawl of a shop of this size; the same slug again meets it unchanged."""
        return _end(self._start(slug, pages, platform))

    def crawl_together(self, slugs: tuple[str, ...], pages: int) -> float:
        """Pages a second of several shops crawled at once, each by a process of its own."""
        running = [self._start(slug, pages, "schema_org") for slug in slugs]
        ends = [_end(process) for process in running]
        return sum(end.pages for end in ends) / max(end.seconds for end in ends)

    def _start(self, slug: str, pages: int, platform: str) -> subprocess.Popen[bytes]:
        text = _FILE.format(slug=slug, platform=platform, origin=f"http://{self._host}", host=self._host, pages=pages)
        (self._root / "files" / f"{slug}.toml").write_text(text, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "crawlers.bench.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        given = cast("IO[bytes]", process.stdin)
        given.write(Order(settings=self._settings, slug=slug).model_dump_json().encode() + b"\n")
        given.close()
        return process


def _end(process: subprocess.Popen[bytes]) -> Figures:
    said = cast("IO[bytes]", process.stdout).read()
    process.wait()
    return Figures.model_validate_json(said.splitlines()[-1])

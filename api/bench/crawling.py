"""Crawling a shop on the loopback: what reading costs, two at once, a second time, and a very long one's memory."""

from api.bench.figure import Figure, Size, at_least, at_most
from crawlers.bench import run

PAGES: dict[Size, int] = {"small": 60, "full": 1_500}
LONG: dict[Size, int] = {"small": 240, "full": 200_000}


def measure(size: Size) -> list[Figure]:
    """Seven crawls in processes of their own; all but the rates are ratios within this run."""
    found = run(pages=PAGES[size], long_pages=LONG[size])
    pages = f"shops of {found['pages']:,} pages"
    rate = f"{pages}; {found['pages_per_cpu_second']:,} for each second of the processor"
    again = f"pages of a second crawl of an unchanged shop, {found['incremental_seconds']:g} s"
    memory = (
        f"{found['long_pages']:,} pages: {found['early_mib']:,} MiB in the first quarter, {found['peak_mib']:,} at last"
    )
    store = found["store_api_per_second"]
    return [
        Figure("crawl", found["pages_per_second"], "pages/s", note=rate),
        at_least("crawl: read and recorded to bare", found["parsing_share"], "×", 0.75, size=size, note=pages),
        at_least("crawl: two marketplaces to one", found["two_against_one"], "×", 1.7, size=size, note=pages),
        at_most("crawl: second to first", found["incremental_share"], "×", 0.05, size=size, note=again),
        at_most("crawl: memory, whole to first quarter", found["memory_growth"], "×", 1.1, size=size, note=memory),
        at_least("crawl: Store API", store, "listings/s", 3_000, size=size, note="of the processor, read only"),
    ]

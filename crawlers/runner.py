"""Crawls of several marketplaces: a Scrapy process each, two at a time.

Scrapy is bound by the CPU (about 2.3 ms a request), so two processes use two cores; more would only wait. A crawl that
dies takes nothing with it: its run is closed by the next one, and the others go on.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.database import connect
from catalog.settings import Settings
from crawlers.extract.urls import same_site
from crawlers.lane import Lane, Said
from crawlers.marketplaces import (
    MarketplaceFile,
    MarketplaceFileError,
    MarketplaceFiles,
    UnknownMarketplace,
    load_all,
)
from crawlers.marketplaces.sync import sync
from crawlers.worker import Order

Progress = Callable[[int, int | None], None]
Ends = dict[str, dict[str, Any]]
Wrong = dict[str, MarketplaceFileError]

AT_ONCE = 2


class CrawlError(ValueError):
    """What was asked for cannot be crawled; the message says why."""


@dataclass(frozen=True)
class CrawlSummary:
    """One marketplace's crawl. `report` holds pages, coverage, causes, oddities and the health verdict."""

    slug: str
    name: str
    status: str
    listings: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    pages: int = 0
    unchanged: int = 0
    skipped: int = 0
    held: bool = False
    run_id: int | None = None
    report: dict[str, Any] = field(default_factory=dict)

    def problems(self) -> list[str]:
        """What was wrong, in sentences for people."""
        verdict = self.report.get("verdict") or {}
        said = [self.report.get("error"), self.report.get("broken"), *verdict.get("problems", [])]
        return [problem for problem in said if problem]


def crawl(
    settings: Settings,
    slugs: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    full: bool = False,
    limit: int | None = None,
    archive: Path | None = None,
) -> list[CrawlSummary]:
    """Crawl marketplaces into the catalog; none named means every enabled one.

    `progress` gets listings seen so far and, where every file states it, how many are expected. Ctrl-C ends the
    children in good order and is raised again. A marketplace whose file is wrong is not crawled, the others are.
    Raises CrawlError for an unknown or disabled marketplace, and where every one named has a wrong file.
    """
    files, wrong = chosen(load_all(settings), slugs)
    engine = connect(settings)
    sync(engine, files)
    engine.dispose()
    waiting: queue.SimpleQueue[list[Order]] = queue.SimpleQueue()
    for group in of_one_site(files):
        slugs = [file.slug for file in group]
        waiting.put([Order(settings=settings, slug=slug, full=full, limit=limit, archive=archive) for slug in slugs])
    said: queue.SimpleQueue[Said | None] = queue.SimpleQueue()
    lanes = [Lane(waiting, said) for _ in range(min(AT_ONCE, len(files)))]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="crawl") as pool:
        futures = [pool.submit(lane.run) for lane in lanes]
        threading.Thread(target=_close_when_done, args=(futures, said), daemon=True).start()
        try:
            ends = _listen(said, progress, _expected(files))
        except BaseException:
            for lane in lanes:
                lane.stop()
            raise
    return [*(_summary(file, ends.get(file.slug, {})) for file in files), *map(_not_crawled, wrong, wrong.values())]


def chosen(files: MarketplaceFiles, slugs: Sequence[str]) -> tuple[list[MarketplaceFile], Wrong]:
    """The named marketplaces, or all enabled ones, and those among them whose files are wrong. Raises CrawlError."""
    if not slugs:
        return [one for one in files.usable.values() if one.enabled], files.wrong
    try:
        asked = [files.get(slug) for slug in dict.fromkeys(slugs) if slug not in files.wrong]
    except UnknownMarketplace as error:
        raise CrawlError(f"{error}; `chophien marketplaces` lists them all") from error
    disabled = next((one for one in asked if not one.enabled), None)
    if disabled is not None:
        reason = disabled.evidence.notes[0] if disabled.evidence.notes else "see its file"
        raise CrawlError(f"{disabled.slug} is switched off: {reason}")
    wrong = {slug: error for slug, error in files.wrong.items() if slug in slugs}
    if not asked:
        raise CrawlError("\n".join(str(error) for error in wrong.values()))
    return asked, wrong


def of_one_site(files: Sequence[MarketplaceFile]) -> list[list[MarketplaceFile]]:
    """The marketplaces, those together whose domains are the same or one below the other: a domain has one pause."""
    groups: list[list[MarketplaceFile]] = []
    for file in files:
        near = [group for group in groups if any(_share_a_site(file, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), file])
    return groups


def _share_a_site(one: MarketplaceFile, other: MarketplaceFile) -> bool:
    pairs = ((one, other), (other, one))
    return any(same_site(f"https://{host}/", to.current_hosts()) for of, to in pairs for host in of.current_hosts())


def _listen(said: "queue.SimpleQueue[Said | None]", progress: Progress | None, expected: int | None) -> Ends:
    seen: dict[str, int] = {}
    ends: Ends = {}
    while (item := said.get()) is not None:
        slug, line = item
        if line.get("done"):
            ends[slug] = line
        seen[slug] = int(line.get("seen") or line.get("listings") or seen.get(slug, 0))
        if progress is not None:
            progress(sum(seen.values()), expected)
    return ends


def _close_when_done(futures: "list[Future[None]]", said: "queue.SimpleQueue[Said | None]") -> None:
    for future in futures:
        future.exception()
    said.put(None)


def _summary(file: MarketplaceFile, end: dict[str, Any]) -> CrawlSummary:
    report = end.get("report", {})
    counts = {name: int(end.get(name, 0)) for name in ("new", "changed", "gone")}
    pages = {name: int(report.get(name, 0)) for name in ("pages", "unchanged", "skipped")}
    return CrawlSummary(
        slug=file.slug,
        name=file.name,
        status=end.get("status", "failed"),
        listings=int(end.get("seen", 0)),
        held=bool(end.get("held", False)),
        run_id=end.get("run_id"),
        report=report,
        **counts,
        **pages,
    )


def _not_crawled(slug: str, wrong: MarketplaceFileError) -> CrawlSummary:
    verdict = {"cause": "file", "problems": str(wrong).splitlines()}
    return CrawlSummary(slug=slug, name=slug, status="failed", report={"verdict": verdict})


def _expected(files: list[MarketplaceFile]) -> int | None:
    counts = [file.expected_listings for file in files]
    return sum(count or 0 for count in counts) if counts and None not in counts else None

"""A crawl from an archive instead of the network: the same reading, the same recording, another source of pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalog.database import connect
from catalog.record import Recorder
from catalog.settings import Settings
from crawlers.extract.urls import canonical, identity, same_site
from crawlers.fetch.archive import Archived, answers
from crawlers.fetch.frontier import Claims
from crawlers.fetch.reading import read
from crawlers.fetch.tally import Tally
from crawlers.marketplaces import UnknownMarketplace, load_all
from crawlers.marketplaces.sync import sync
from crawlers.page import Found, Page
from crawlers.platforms import NoPlatform, Platform, platform_of
from crawlers.runner import CrawlError, CrawlSummary
from crawlers.turn import turn


def crawl_archive(
    settings: Settings, slug: str, path: Path, *, progress: Callable[[int, int | None], None] | None = None
) -> CrawlSummary:
    """Extract a marketplace's listings from a WARC file into the catalog, observed when the pages were fetched.

    The run is of the kind `archive`, apart from the crawls of the site: what an archive lacks is not gone. Of one that
    breaks off what stands before is kept, and the run is `interrupted`. Raises CrawlError for an unknown marketplace,
    one without a platform or one that is being crawled, and where the archive holds no page of it;
    MarketplaceFileError; OSError and ValueError for the archive.
    """
    try:
        file = load_all(settings).get(slug)
        platform = platform_of(file)
    except (UnknownMarketplace, NoPlatform) as error:
        raise CrawlError(str(error)) from error
    engine = connect(settings)
    sync(engine, [file])
    reader = _Reader(platform)
    with turn(settings, engine, slug), Recorder(engine, marketplace=slug, kind="archive") as recorder:
        for one in reader.read(path):
            recorder.add(one.listing, one.oddities)
            if progress is not None:
                progress(reader.tally.listings, file.expected_listings)
        if not reader.tally.pages:
            raise CrawlError(f"{path.name} holds no page of {slug}")
        report = reader.tally.report() | {"reason": "archive", "archive": path.name, "broken": reader.broken}
        run = recorder.finish(
            "interrupted" if reader.broken else "finished", pages=reader.tally.pages, report=report, held=False
        )
    engine.dispose()
    return CrawlSummary(
        slug=slug,
        name=file.name,
        status=run.status,
        listings=run.seen,
        new=run.new,
        changed=run.changed,
        pages=reader.tally.pages,
        run_id=run.id,
        report=report,
    )


class _Reader:
    """Reads an archive's pages in the order they were fetched, as the crawl did."""

    def __init__(self, platform: Platform) -> None:
        self.tally = Tally()
        self.broken: str | None = None
        self._platform = platform
        self._claims = Claims()
        # What list pages said of product pages: a crawl carries it along with the request.
        self._contexts: dict[str, Mapping[str, Any]] = {}

    def read(self, path: Path) -> Iterator[Found]:
        """Listings, dated as their pages were. Raises OSError and ValueError where no page can be read."""
        try:
            for answer in answers(path):
                page = self._page(answer)
                if page is not None:
                    yield from self._listings(page, answer.date)
        except ValueError as error:
            if not self.tally.pages:
                raise
            self.broken = str(error)

    def _page(self, answer: Archived) -> Page | None:
        url = canonical(answer.url)
        if url is None or not same_site(url, self._platform.hosts) or url.endswith("/robots.txt"):
            return None
        role = answer.role or self._platform.role_of(url, answer.body)
        return Page(url, answer.body, role, answer.headers, self._contexts.pop(identity(url), {}))

    def _listings(self, page: Page, date: str) -> Iterator[Found]:
        self.tally.pages += 1
        result = read(self._platform, page, self._claims.claim)
        self.tally.oddities.update(oddity.code for oddity in result.oddities)
        for follow in result.follows:
            if follow.context:
                self._contexts.setdefault(identity(follow.url), follow.context)
        for one in result.found:
            dated = one.listing.model_copy(update={"observed_at": date})
            self.tally.listing(dated, one.oddities)
            yield replace(one, listing=dated)

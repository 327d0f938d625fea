"""What is done for each piece of work, and which pieces follow it. Each can be done again at any time.

A crawl is followed by a refresh; a refresh by images and the index; images by more images while any are due, then by a
refresh where new ones came, since equal pictures help to tell which listings are one product.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from api.jobs.notes import forget_old
from api.jobs.pieces import IMAGES, INDEX, REFRESH, Piece, crawl_of, crawls
from api.today import today
from catalog.database import past_deadlocks
from catalog.refresh import refresh as refresh_catalog
from catalog.settings import Settings
from catalog.tables.columns import utc_now
from crawlers.marketplaces import load_all
from crawlers.runner import CrawlError, CrawlSummary, chosen
from crawlers.runner import crawl as crawl_marketplaces
from crawlers.sources import tell
from images.queue import count_due
from images.refresh import refresh_pictures
from search.build import build_index, index_status

IMAGES_AT_ONCE = 200
"""Addresses a batch: a few minutes at a second's pause a host, after which a refresh may have its turn."""


class StepFailed(Exception):
    """The step could not be done, for the reason in the message; it may be tried again."""


@dataclass(frozen=True)
class Hands:
    """What a step works with. `progress` raises GivenBack once the worker is told to stop."""

    settings: Settings
    catalog: Engine
    jobs: Engine
    progress: Callable[[int, int | None], None]


@dataclass(frozen=True)
class Came:
    """What came of a step, in figures, and which pieces follow."""

    result: dict[str, Any]
    follow: Sequence[Piece] = ()


Step = Callable[..., Came]


def crawl(hands: Hands, *, slug: str, full: bool = False, limit: int | None = None) -> Came:
    """One marketplace's crawl. Whoever is to be told of failed and held crawls is told by `complain`."""
    try:
        [summary] = crawl_marketplaces(hands.settings, [slug], progress=hands.progress, full=full, limit=limit)
    except CrawlError as problem:
        verdict = {"cause": "file", "problems": str(problem).splitlines()}
        summary = CrawlSummary(slug=slug, name=slug, status="failed", report={"verdict": verdict})
    budget = str(summary.report.get("reason", "")).startswith("budget_")
    if summary.status != "finished" and not budget:
        raise CrawlFailed(summary)
    if summary.held and limit is None:
        tell(hands.settings, [summary])
    shown = ("listings", "new", "changed", "gone", "pages", "held")
    return Came({name: getattr(summary, name) for name in shown} | {"met_its_budget": budget}, [REFRESH])


class CrawlFailed(StepFailed):
    """A crawl that did not come to its end; `summary` is what there is of it."""

    def __init__(self, summary: CrawlSummary) -> None:
        self.summary = summary
        # An error of the database goes on for lines about itself.
        problems = [problem.splitlines()[0] for problem in summary.problems()]
        words = "; ".join(problems) or f"it ended without a word, see logs/crawl-{summary.slug}.log"
        super().__init__(words if summary.status == "busy" else f"{summary.status}: {words}")


def complain(settings: Settings, problem: BaseException) -> None:
    """Tell the health webhook of a crawl that is not tried again."""
    if isinstance(problem, CrawlFailed):
        tell(settings, [problem.summary])


def refresh(hands: Hands, *, full: bool = False) -> Came:
    """Everything derived, where it is out of date."""
    # Crawls go on beside it. What a refresh had done before it was ended is kept, and not done again.
    report = past_deadlocks(
        lambda: refresh_catalog(hands.catalog, today=today(), full=full, progress=hands.progress), times=10
    )
    figures = report.model_dump(include={"normalised", "products", "offers", "stale", "gone"})
    return Came(figures, [IMAGES, INDEX])


def images(hands: Hands, *, limit: int = IMAGES_AT_ONCE, some: bool = False) -> Came:
    """A batch of pictures, with each product's best chosen. `some` says that batches before it brought new ones."""
    before = count_due(hands.catalog, utc_now())
    report = refresh_pictures(hands.catalog, hands.settings, progress=hands.progress, limit=limit)
    left = count_due(hands.catalog, utc_now())
    figures = {name: getattr(report, name) for name in ("fetched", "unchanged", "refused", "retrying")} | {"due": left}
    # Some stay due after a run, of servers that stopped answering: another batch only where this one got anywhere.
    if left and left < before + report.new:
        return Came(figures, [IMAGES.given(some=some or report.fetched > 0), INDEX])
    return Came(figures, [REFRESH] if some or report.fetched else [INDEX])


def index(hands: Hands, *, full: bool = False, afresh: bool = False, timestamp: int | None = None) -> Came:  # noqa: ARG001  (of a periodic job)
    """The index, where it differs from the catalog. One that was gone back to is left alone."""
    state = index_status(hands.settings).state
    if state is not None and state.held and not (full or afresh):
        return Came({"index": "left as it was gone back to, until `chophien index` is run"})
    report = build_index(hands.settings, hands.catalog, full=full, afresh=afresh, progress=hands.progress)
    words = {"full": "built anew", "changes": "brought up", "nothing": "up to date"}
    figures = {name: getattr(report, name) for name in ("documents", "indexed", "removed")}
    return Came({"index": words.get(report.mode, report.mode)} | figures)


def nightly(hands: Hands, *, timestamp: int | None = None) -> Came:  # noqa: ARG001  (of a periodic job)
    """The round of every night: a crawl of each enabled marketplace, from which the rest follows."""
    forgotten = forget_old(hands.jobs)
    files = load_all(hands.settings)
    pieces = crawls(chosen(files, ())[0], every=files.usable.values())
    # Their crawls fail for what is wrong with their files, which is how somebody hears of it.
    wrong = [crawl_of(slug) for slug in files.wrong]
    figures = {"crawls": len(pieces), "wrong_files": len(wrong), "old_jobs_dropped": forgotten}
    return Came(figures, [*pieces, *wrong, REFRESH])


STEPS: dict[str, Step] = {"crawl": crawl, "refresh": refresh, "images": images, "index": index, "nightly": nightly}

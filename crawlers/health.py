"""How a marketplace's crawl went, against its last ones: what is missing, why, and whether to believe it.

A run is *held* when it lost more than the file's `health.lost_share` of the listings of the median of the last believed
runs, or when a required field's coverage fell by more than `health.coverage_drop`. Nothing goes stale from a held run
until someone releases it.
"""

import statistics
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from catalog.tables import CrawlRun, Listing
from crawlers.fetch.causes import GAVE_UP
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.marketplaces.values import WATCHED

RunStatus = Literal["finished", "failed", "interrupted"]

_BASE_RUNS = 5
_FEWEST_TO_JUDGE = 10


@dataclass(frozen=True)
class Verdict:
    """`problems` are sentences for people; `cause` is the main reason in one word, or None where nothing is wrong."""

    held: bool = False
    cause: str | None = None
    problems: list[str] = field(default_factory=list)
    median_listings: int | None = None
    fallen: list[dict[str, Any]] = field(default_factory=list)
    usual_coverage: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """For the run's report."""
        return {"verdict": asdict(self)}


def known_listings(engine: Engine, slug: str) -> int:
    """How many listings of a marketplace the catalog knows."""
    with Session(engine) as session:
        return session.scalar(select(func.count()).where(col(Listing.marketplace) == slug)) or 0


def status_of(reason: str, report: dict[str, Any]) -> RunStatus:
    """How the run is recorded. Budgets, signals and a site that could not be reached never make a listing gone."""
    unreached = not report["listings"] and bool(report["causes"])
    if reason == "failed" or (unreached and reason in ("finished", GAVE_UP)):
        return "failed"
    return "finished" if reason == "finished" else "interrupted"


def judge(engine: Engine, file: MarketplaceFile, run_id: int, report: dict[str, Any]) -> Verdict:
    """Compare a run with the believed ones before it. `report` is a Tally's."""
    base = _base(engine, file.slug, run_id)
    problems: list[str] = []
    cause = _main_cause(report)
    median = round(statistics.median(run["listings"] for run in base)) if base else None
    listings = int(report["listings"])
    lost = median is not None and median >= _FEWEST_TO_JUDGE and listings < median * (1 - file.health.lost_share)
    if lost:
        problems.append(f"{listings} listings, {median} in the median of the last {len(base)} runs")
    fallen = _fallen(file, base, report)
    problems += [f"{name}: coverage {now:.0%}, before {before:.0%}" for name, before, now in fallen]
    if lost and cause is None:
        cause = "layout" if report["pages"] else "empty"
    if fallen and cause is None:
        cause = "layout"
    if report.get("reason") == GAVE_UP:
        problems.append(f"the site was left alone after too many failures in a row ({cause})")
    if listings == 0:
        problems.append("no listing was found" if cause is None else f"no listing could be had: {cause}")
        cause = cause or "empty"
    told = [{"field": name, "before": before, "now": now} for name, before, now in fallen]
    return Verdict(lost or bool(fallen), cause, problems, median, told, _usual_coverage(base))


def _fallen(
    file: MarketplaceFile, base: list[dict[str, Any]], report: dict[str, Any]
) -> list[tuple[str, float, float]]:
    """Required fields whose coverage fell too far, over runs that read enough pages to tell."""
    if int(report.get("read", 0)) < _FEWEST_TO_JUDGE:
        return []
    fallen = []
    for name in file.health.required:
        before = [run["coverage"][name] for run in base if name in run.get("coverage", {})]
        now = report["coverage"].get(name, 0.0)
        if before and statistics.median(before) - now > file.health.coverage_drop:
            fallen.append((name, statistics.median(before), now))
    return fallen


def _usual_coverage(base: list[dict[str, Any]]) -> dict[str, float]:
    """Each watched field's median share, over the runs that read anything."""
    read = [run["coverage"] for run in base if run.get("coverage")]
    return {name: round(statistics.median(run.get(name, 0.0) for run in read), 4) for name in WATCHED} if read else {}


def _main_cause(report: dict[str, Any]) -> str | None:
    """The most frequent cause, where failures outweigh what was read or ended the crawl."""
    causes: dict[str, int] = report.get("causes", {})
    if not causes:
        return None
    failed = sum(causes.values())
    reached = int(report["pages"]) + int(report["unchanged"])
    telling = failed >= max(1, reached) or report.get("reason") == GAVE_UP
    return max(causes, key=lambda name: causes[name]) if telling else None


def _base(engine: Engine, slug: str, before: int) -> list[dict[str, Any]]:
    """Reports of the last believed crawls."""
    query = (
        select(CrawlRun)
        .where(
            col(CrawlRun.marketplace) == slug,
            col(CrawlRun.kind) == "crawl",
            col(CrawlRun.status) == "finished",
            col(CrawlRun.held).is_(False),
            col(CrawlRun.id) < before,
        )
        .order_by(col(CrawlRun.id).desc())
        .limit(_BASE_RUNS)
    )
    with Session(engine) as session:
        return [run.report for run in session.scalars(query) if "listings" in run.report]

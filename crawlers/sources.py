"""The sources' states with what is wrong with their files, and telling someone of crawls that need them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import httpx
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from catalog.net import user_agent
from catalog.queries.sources import SourceHealth, sources
from catalog.settings import Settings
from catalog.tables import CrawlRun
from crawlers.marketplaces import load_all
from crawlers.runner import CrawlSummary


class _Bare(NamedTuple):
    """A marketplace of which nothing but the name is known: its file is wrong, or there is none."""

    slug: str
    name: str
    enabled: bool = True


def states(settings: Settings, engine: Engine) -> list[SourceHealth]:
    """The state of every marketplace that has a file or was ever crawled, those that need someone first.

    One whose file is wrong has the cause `file`, and what is wrong stands before the problems of its last crawl. One
    without a file is not enabled, whatever the catalog says: it cannot be crawled from here.
    """
    files = load_all(settings)
    wrong = {slug: str(error).splitlines() for slug, error in files.wrong.items()}
    bare = [_Bare(slug, slug) for slug in wrong]
    bare += [_Bare(slug, slug, enabled=False) for slug in _crawled(engine) - {*files.usable, *wrong}]
    found = sources(engine, [*files.usable.values(), *bare])
    told = [
        state.model_copy(update={"cause": "file", "problems": [*wrong[state.slug], *state.problems]})
        if state.slug in wrong
        else state
        for state in found
    ]
    return sorted(told, key=lambda state: state.cause != "file")


def without_file(settings: Settings, found: Iterable[SourceHealth]) -> list[str]:
    """Those whose file is not among the ones read here, by slug: as of a sample fair, or of a folder not named."""
    files = load_all(settings)
    return [state.slug for state in found if state.slug not in files.usable and state.slug not in files.wrong]


def tell(settings: Settings, summaries: Iterable[CrawlSummary]) -> bool:
    """Post the runs that are held or failed to `settings.health_webhook`; False where nobody was told.

    The body is `{"runs": [{"marketplace", "status", "held", "cause", "problems", …}]}`. An address that does not answer
    is no reason to fail.
    """
    runs = [_said(one) for one in summaries if one.held or one.status not in ("finished", "busy")]
    if not settings.health_webhook or not runs:
        return False
    headers = {"User-Agent": user_agent(settings)}
    try:
        answer = httpx.post(settings.health_webhook, json={"runs": runs}, headers=headers, timeout=10)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return answer.is_success


def _crawled(engine: Engine) -> set[str]:
    with Session(engine) as session:
        runs = select(CrawlRun.marketplace).where(col(CrawlRun.kind).in_(("crawl", "archive"))).distinct()
        return {slug for slug in session.exec(runs) if slug is not None}


def _said(summary: CrawlSummary) -> dict[str, Any]:
    verdict = summary.report.get("verdict", {})
    return {
        "marketplace": summary.slug,
        "name": summary.name,
        "run_id": summary.run_id,
        "status": summary.status,
        "held": summary.held,
        "cause": verdict.get("cause"),
        "problems": summary.problems(),
        "listings": summary.listings,
        "gone": summary.gone,
    }

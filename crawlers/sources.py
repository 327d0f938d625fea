"""The sources' states with what is wrong with their files, and telling someone of crawls that need them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import httpx
from sqlalchemy import Engine

from catalog.net import user_agent
from catalog.queries.sources import SourceHealth, sources
from catalog.settings import Settings
from crawlers.marketplaces import load_all
from crawlers.runner import CrawlSummary


class _Unreadable(NamedTuple):
    """A marketplace of whose file nothing but the name can be used."""

    slug: str
    name: str
    enabled: bool = True


def states(settings: Settings, engine: Engine) -> list[SourceHealth]:
    """The state of every marketplace that has a file, those that need someone first.

    One whose file is wrong has the cause `file`, and what is wrong stands before the problems of its last crawl.
    """
    files = load_all(settings)
    wrong = {slug: str(error).splitlines() for slug, error in files.wrong.items()}
    found = sources(engine, [*files.usable.values(), *(_Unreadable(slug, slug) for slug in wrong)])
    told = [
        state.model_copy(update={"cause": "file", "problems": [*wrong[state.slug], *state.problems]})
        if state.slug in wrong
        else state
        for state in found
    ]
    return sorted(told, key=lambda state: state.cause != "file")


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

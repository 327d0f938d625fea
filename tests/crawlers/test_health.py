"""What a run is held for, what it is blamed on, and how a held run is released."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from catalog.queries.sources import release, sources
from catalog.settings import Settings
from catalog.tables import CrawlRun, Marketplace
from crawlers.fetch.causes import CAUSES, of_status
from crawlers.health import judge, status_of
from crawlers.runner import CrawlSummary
from crawlers.sources import tell
from tests.crawlers.conftest import file_of
from tests.crawlers.site import Answer, Site, serving

FILE = file_of("127.0.0.1:1")
START = datetime(2026, 11, 1, tzinfo=UTC)


def report(listings: int, *, price: float = 1.0, pages: int = 100, **rest: Any) -> dict[str, Any]:
    coverage = {"name": 1.0, "price": price} if listings else {}
    return {"pages": pages, "unchanged": 0, "listings": listings, "read": listings, "causes": {}} | {
        "coverage": coverage,
        **rest,
    }


def runs(engine: Engine, *reports: dict[str, Any], held: bool = False) -> None:
    with Session(engine) as session:
        session.merge(Marketplace(slug=FILE.slug, name=FILE.name))
        session.commit()
        for number, one in enumerate(reports):
            when = START + timedelta(days=number)
            row = CrawlRun(marketplace=FILE.slug, status="finished", held=held, started_at=when, finished_at=when)
            row.report, row.seen = one, one["listings"]
            session.add(row)
        session.commit()


NOBODY = {"http_403": 7}


@pytest.mark.parametrize(
    ("before", "now", "held", "cause"),
    [
        ([100, 100, 100], report(95), False, None),
        ([100, 100, 100], report(60), True, "layout"),
        ([100, 5, 100], report(90), False, None),
        ([100, 100, 100], report(20, pages=3, causes=NOBODY), True, "http_403"),
        ([100, 100, 100], report(0, pages=0, causes={"dns": 1}), True, "dns"),
        ([100, 100, 100], report(100, price=0.2), True, "layout"),
        ([100, 100, 100], report(100, price=0.8), False, None),
        ([], report(0, pages=1), False, "empty"),
        ([5, 5], report(2), False, None),
    ],
    ids=["as ever", "lost", "one bad run before", "forbidden", "no name", "no prices", "some", "nothing", "few"],
)
def test_a_run_is_judged_against_the_last_ones(
    sqlite_database: Engine, before: list[int], now: dict[str, Any], held: bool, cause: str | None
) -> None:
    runs(sqlite_database, *(report(count) for count in before))
    verdict = judge(sqlite_database, FILE, 1000, now)
    assert (verdict.held, verdict.cause) == (held, cause)
    assert bool(verdict.problems) == (held or cause == "empty")


def test_held_runs_are_no_measure_for_later_ones(sqlite_database: Engine) -> None:
    runs(sqlite_database, report(100), report(100))
    runs(sqlite_database, report(10), report(10), report(10), held=True)
    assert judge(sqlite_database, FILE, 1000, report(10)).held


@pytest.mark.parametrize(
    ("reason", "listings", "causes", "status"),
    [
        ("finished", 5, {}, "finished"),
        ("finished", 0, {}, "finished"),
        ("finished", 0, {"dns": 1}, "failed"),
        ("budget_pages", 5, {}, "interrupted"),
        ("shutdown", 5, {}, "interrupted"),
        ("failed", 0, {}, "failed"),
    ],
)
def test_only_a_whole_crawl_of_a_reachable_site_is_finished(
    reason: str, listings: int, causes: dict[str, int], status: str
) -> None:
    assert status_of(reason, {"listings": listings, "causes": causes}) == status


def test_a_held_run_is_shown_first_and_can_be_released(sqlite_database: Engine) -> None:
    runs(sqlite_database, report(100))
    runs(sqlite_database, report(10, verdict={"cause": "layout", "problems": ["10 listings"]}), held=True)
    other = file_of("127.0.0.1:2", slug="cho-khac")
    (held, never) = sources(sqlite_database, [other, FILE])
    assert (held.slug, held.held, held.cause, held.problems) == ("cho-thu", True, "layout", ["10 listings"])
    assert held.believed_at == START
    assert (never.slug, never.run_id) == ("cho-khac", None)
    assert held.run_id is not None
    assert release(sqlite_database, held.run_id)
    assert not release(sqlite_database, held.run_id), "there is nothing left to release"
    assert not sources(sqlite_database, [FILE])[0].held


def test_a_webhook_is_told_of_what_went_wrong_only() -> None:
    bad = CrawlSummary(slug="a", name="A", status="failed", report={"verdict": {"cause": "dns", "problems": []}})
    good = CrawlSummary(slug="b", name="B", status="finished")
    with serving(Site()) as site:
        site.otherwise = Answer
        settings = Settings(health_webhook=f"{site.origin}/hook")
        assert not tell(settings, [good])
        assert not tell(Settings(), [bad])
        assert tell(settings, [good, bad])
        (asked,) = site.asked
    assert '"marketplace":"a"' in asked
    assert '"cause":"dns"' in asked
    assert not tell(settings, [bad]), "nobody answers any more"


@pytest.mark.parametrize(("status", "cause"), [(403, "http_403"), (418, "http_4xx"), (503, "http_5xx"), (302, "other")])
def test_statuses_have_causes(status: int, cause: str) -> None:
    assert of_status(status) == cause
    assert cause in CAUSES

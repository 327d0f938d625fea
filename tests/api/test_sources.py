"""How the sources fare: the route and the page, in the words of whoever looks after them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page
from sqlalchemy import Engine
from sqlmodel import Session

from catalog.marketplaces import save_marketplaces
from catalog.tables import CrawlRun, Marketplace
from crawlers.fetch.causes import CAUSES
from tests.api.browser import DESK, PHONE

START = datetime(2026, 11, 1, 3, tzinfo=UTC)
USUAL = {"price": 0.98, "images": 0.9, "description": 1.0, "producer": 0.4, "ocop_stars": 0.2}
HELD = {
    "cause": "layout",
    "problems": ["60 listings, 940 in the median of the last 5 runs"],
    "median_listings": 940,
    "fallen": [{"field": "price", "before": 0.98, "now": 0.12}],
    "usual_coverage": USUAL,
}


def run(session: Session, slug: str, day: int, status: str = "finished", **more: Any) -> None:
    when = START + timedelta(days=day)
    session.add(CrawlRun(marketplace=slug, status=status, started_at=when, finished_at=when, **more))


@pytest.fixture
def sources(sqlite_database: Engine) -> None:
    names = {"cao-nguyen": "Chợ Cao Nguyên", "vung-cao": "Chợ Vùng Cao", "buu-ta": "Bưu Tá", "moi": "Chợ mới"}
    rows = [Marketplace(slug=slug, name=name, enabled=True) for slug, name in names.items()]
    save_marketplaces(sqlite_database, [*rows, Marketplace(slug="nghe-noi", name="Chợ nghe nói", enabled=False)])
    with Session(sqlite_database) as session:
        run(session, "cao-nguyen", 1, seen=940, pages=950, report={"coverage": USUAL, "listings": 940})
        report = {"coverage": USUAL | {"price": 0.12}, "verdict": HELD, "causes": {"http_404": 3, "timeout": 1}}
        run(session, "cao-nguyen", 8, held=True, seen=60, gone=880, pages=64, report=report)
        verdict = {"cause": "dns", "problems": ["no listing was found"]}
        run(session, "buu-ta", 8, "failed", report={"causes": {"dns": 1}, "verdict": verdict})
        run(
            session,
            "vung-cao",
            8,
            seen=94,
            new=2,
            changed=5,
            gone=1,
            pages=9,
            report={"coverage": USUAL, "skipped": 88},
        )
        session.commit()


def test_the_route_tells_those_that_need_someone_first(sources: None, client: TestClient) -> None:
    found = client.get("/v1/sources").json()["sources"]
    assert [(one["slug"], one["status"], one["held"]) for one in found] == [
        ("cao-nguyen", "finished", True),
        ("buu-ta", "failed", False),
        ("moi", None, False),
        ("vung-cao", "finished", False),
    ]
    held = found[0]
    assert (held["cause"], held["listings"], held["median_listings"], held["gone"]) == ("layout", 60, 940, 880)
    assert held["fallen"] == HELD["fallen"]
    assert held["causes"] == {"http_404": 3, "timeout": 1}
    assert held["believed_at"].startswith("2026-11-02")
    assert found[3]["skipped"] == 88


def test_the_page_says_it_in_words(sources: None, client: TestClient) -> None:
    page = client.get("/nguon").text
    for words in (
        "đang giữ lại",
        "mọi khi 940",
        "trang đổi cách trình bày",
        "giá: chỉ còn 12 %",
        "không tìm thấy tên miền",
    ):
        assert words in page
    assert "Chợ nghe nói" not in page
    assert "usually 940" in client.get("/nguon?lang=en").text
    assert 'href="/nguon"' in client.get("/cho").text


def test_a_broken_archive_is_told_apart_from_the_site(
    sources: None, sqlite_database: Engine, client: TestClient
) -> None:
    with Session(sqlite_database) as session:
        report = {"archive": "vung-cao.warc.gz", "broken": "the archive is broken after 12 pages"}
        run(session, "vung-cao", 9, "interrupted", kind="archive", seen=11, report=report)
        session.commit()
    found = client.get("/v1/sources").json()["sources"][3]
    assert (found["slug"], found["status"], found["listings"]) == ("vung-cao", "finished", 94)
    assert found["archive"]["problem"] == "the archive is broken after 12 pages"
    page = client.get("/nguon").text
    assert "Sau đó đã đọc một bản lưu trang ngày 10/11/2026: 11 tin đăng. Bản lưu đọc dở dang" in page


@pytest.mark.parametrize("cause", [*CAUSES, "file", "layout", "empty"])
def test_every_cause_has_words(cause: str) -> None:
    from api.web.texts import texts

    assert texts("vi")[f"sources.cause_{cause}"]
    assert texts("en")[f"sources.cause_{cause}"]


@pytest.mark.browser
def test_the_page_fits(sources: None, site: str, open_page: Callable[..., Page]) -> None:
    for size in (PHONE, DESK):
        page = open_page(viewport=size)
        page.goto(f"{site}/nguon")
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(width) == 0
        assert page.locator(".stand").count() == 4

"""The two lines on somebody else's page: another origin, a strict policy, a real browser."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.responses import HTMLResponse

from api.web.texts import LANGUAGES, texts
from api.widget import SCRIPT
from tests.api.browser import served
from tests.api.fakes import FakeSearch

MOST_BYTES = 12_000


def host_page(site: str, element: str) -> FastAPI:
    """A tourism site with a Content-Security-Policy that allows the widget's address and nothing else."""
    app = FastAPI()
    policy = (
        f"default-src 'none'; script-src {site}; connect-src {site}; img-src {site} data:; "
        "require-trusted-types-for 'script'"
    )

    @app.get("/")
    def home() -> HTMLResponse:
        body = (
            '<!doctype html><html lang="vi"><title>Du lịch</title><link rel="icon" href="data:,">'
            f'<h1>Du lịch</h1>\n<script src="{site}/widget.js" async></script>\n{element}'
        )
        return HTMLResponse(body, headers={"Content-Security-Policy": policy})

    return app


def test_the_script_is_small_and_evaluates_nothing() -> None:
    source = SCRIPT.read_text("utf-8")
    assert len(source.encode()) < MOST_BYTES
    for word in ("innerHTML", "eval(", "document.write", ".style.", "cookie", "localStorage"):
        assert word not in source


def test_it_knows_the_pages_words_for_what_a_price_is_for() -> None:
    tables = re.findall(r"per: \{([^}]*)\}", SCRIPT.read_text("utf-8"))
    for lang, table in zip(LANGUAGES, tables, strict=True):
        known = dict(re.findall(r'(\w+): "([^"]+)"', table))
        wanted = {key.removeprefix("unit."): word for key, word in texts(lang).items() if key.startswith("unit.")}
        assert {unit: known.get(unit, unit) for unit in wanted if " " not in unit} == {
            unit: word for unit, word in wanted.items() if " " not in unit
        }


@pytest.mark.browser
def test_two_lines_search_from_another_origin(site: str, open_page: Callable[..., Page], fake: FakeSearch) -> None:
    with served(host_page(site, '<cho-phien province="lam-dong"></cho-phien>')) as host:
        assert host != site
        page = open_page()
        page.goto(host)
        expect(page.get_by_role("heading", name="Đặc sản Lâm Đồng")).to_be_visible()
        links = page.locator("cho-phien li a")
        expect(links).to_have_count(2)
        assert (links.first.get_attribute("href") or "").startswith(f"{site}/san-pham/")
        assert links.first.get_attribute("target") == "_blank"
        page.get_by_role("searchbox").fill("ca phe")
        expect(page.locator("cho-phien .name")).to_have_text(["Cà phê bột nguyên chất Cầu Đất"])
        expect(page.locator("cho-phien .claimed")).to_have_text("☆ 4 sao, shop tự ghi")
        assert {one.province for one in fake.asked} == {("lam-dong",)}


@pytest.mark.browser
def test_a_price_for_a_measure_says_for_what(site: str, open_page: Callable[..., Page], fake: FakeSearch) -> None:
    measured: tuple[dict[str, object], ...] = (
        {"price_per": "kg", "unit_price": 350_000},
        {"price_per": "100 g"},
        {"price_per": "2 box"},
    )
    fake.hits = [hit.model_copy(update=more) for hit, more in zip(fake.hits, measured, strict=False)]
    with served(host_page(site, "<cho-phien></cho-phien>")) as host:
        page = open_page()
        page.goto(host)
        lines = page.locator("cho-phien .line:has(.price)")
        expect(lines.nth(0)).to_have_text("350.000 ₫/kg · giá\u00a0mẫu")
        expect(lines.nth(1)).to_have_text("420.000 ₫/100 g · 840.000 ₫/kg")
        expect(lines.nth(2)).to_have_text("45.000 ₫/2 hộp · 90.000 ₫/kg · giá\u00a0mẫu")


@pytest.mark.browser
def test_it_asks_for_nothing_until_it_is_near(site: str, open_page: Callable[..., Page], fake: FakeSearch) -> None:
    far = '<svg width="10" height="4000"></svg><cho-phien lang="en" limit="3" heading="Local food"></cho-phien>'
    with served(host_page(site, far)) as host:
        page = open_page()
        page.goto(host)
        page.wait_for_timeout(200)
        assert fake.asked == []
        page.locator("cho-phien").scroll_into_view_if_needed()
        expect(page.locator("cho-phien li")).to_have_count(3)
        expect(page.get_by_role("heading", name="Local food")).to_be_visible()
        expect(page.get_by_role("link", name="See all 10 products on Chợ Phiên")).to_be_visible()


@pytest.mark.browser
def test_colours_come_from_the_host(site: str, open_page: Callable[..., Page], fake: FakeSearch) -> None:
    with served(host_page(site, "<cho-phien></cho-phien>")) as host:
        page = open_page()
        page.goto(host)
        page.evaluate("document.querySelector('cho-phien').style.setProperty('--cho-phien-accent', 'rgb(1, 2, 3)')")
        expect(page.locator("cho-phien button")).to_have_css("background-color", "rgb(1, 2, 3)")


@pytest.mark.browser
def test_when_the_service_is_down_it_says_so_and_leads_on(
    site: str, open_page: Callable[..., Page], fake: FakeSearch
) -> None:
    with served(host_page(site, "<cho-phien></cho-phien>")) as host:
        page = open_page()
        page.route("**/v1/search*", lambda route: route.fulfill(status=200, body="not json"))
        page.goto(host)
        expect(page.get_by_role("status")).to_have_text("Chưa lấy được kết quả.")
        expect(page.get_by_role("link", name="Tìm trên Chợ Phiên")).to_be_visible()


@pytest.mark.browser
def test_a_province_that_does_not_exist_is_left_out_and_told(site: str, chrome: Browser, fake: FakeSearch) -> None:
    with served(host_page(site, '<cho-phien province="lao-cai, lam-dongg" group="I"></cho-phien>')) as host:
        # Not by `open_page`: a browser writes every refused question to its console.
        page = chrome.new_page()
        page.goto(host)
        told = "Không có tỉnh, thành “lam-dongg”; gần nhất là lam-dong."
        expect(page.get_by_role("status")).to_have_text(f"{told} 2 sản phẩm")
        expect(page.locator("cho-phien li")).to_have_count(2)
        assert [(one.province, one.group) for one in fake.asked] == [(("lao-cai",), ("I",))]
        page.close()

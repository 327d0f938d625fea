"""Figures for province officers: the list, a province's page, its spreadsheet, and where they lead."""

import csv
import io
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlmodel import Session

from catalog.tables import Marketplace
from tests.api.browser import PHONE
from tests.api.pages import all_words, one, read_page, words

BROWSER = {"Accept": "text/html"}


def test_the_list_has_every_province_of_today_with_its_products(fair: TestClient) -> None:
    page = read_page(fair, "/tinh")
    lines = {str(link.attributes["href"]): words(link) for link in page.css(".makers a")}
    assert len(lines) == 34
    assert lines["/tinh/lam-dong"] == "Lâm Đồng Bình Thuận, Đắk Nông 4 sản phẩm · 2 có sao đã công nhận"
    assert lines["/tinh/hue"] == "Huế chưa thấy trên sàn nào"


def test_a_provinces_page_shows_what_the_api_reports(fair: TestClient) -> None:
    report = fair.get("/v1/provinces/lam-dong/report").json()
    page = read_page(fair, "/tinh/lam-dong")
    known, makers = (report[name]["denominator"] for name in ("recognised_online", "producers_online"))
    figures = [words(node).partition(" (")[0] for node in page.css(".figures strong")]
    assert figures == ["4", "0", f"2 / {known}", f"1 / {makers}", "2 / 4", "1 / 4"]
    rows = {words(row.css("th")[0]): [words(cell) for cell in row.css("td")] for row in page.css(".stacked tbody tr")}
    assert set(rows) == {shop["marketplace_name"] for shop in report["marketplaces"]}
    assert rows["Chợ Đà Lạt"][:2] == ["2", "2 / 2 (100 %)"]
    assert rows["Chợ Đà Lạt"][3:] == ["1", "0", "–"]
    links = {link.attributes["href"] for link in page.css("main a")}
    assert {
        "/?province=lam-dong",
        "/co-so?province=lam-dong",
        "/tinh",
        "/?province=lam-dong&marketplace=dalat",
    } <= links
    assert "Recognised products with a listing" in words(one(read_page(fair, "/tinh/lam-dong?lang=en"), ".figures"))


def test_a_province_without_goods_says_so(fair: TestClient) -> None:
    assert "Chưa thấy sản phẩm nào" in words(one(read_page(fair, "/tinh/hue"), ".note"))


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/tinh/dak-nong", "/tinh/lam-dong"),
        ("/tinh/ha-giang?lang=en", "/tinh/tuyen-quang?lang=en"),
        ("/tinh/dak-nong/so-lieu.csv", "/tinh/lam-dong/so-lieu.csv"),
        ("/tinh/Hà Giang", "/tinh/tuyen-quang"),
        ("/tinh/HUE", "/tinh/hue"),
    ],
)
def test_a_former_province_leads_to_its_successor(client: TestClient, path: str, location: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, location)


@pytest.mark.parametrize("path", ["/tinh/atlantis", "/tinh/%00", f"/tinh/{'a' * 5000}", "/tinh/x/so-lieu.csv"])
def test_an_unknown_province_is_a_page_with_a_way_on(client: TestClient, path: str) -> None:
    page = read_page(client, path, status=404)
    assert "Không có tỉnh, thành này." in words(one(page, "main"))
    assert words(one(page, '.ways a[href="/tinh"]')) == "Xem cả 34 tỉnh, thành"


def test_the_spreadsheet_has_a_figure_a_line_and_no_formula(fair: TestClient) -> None:
    with Session(fair.app.state.engine) as session:  # type: ignore[attr-defined]  # the application behind the client
        shop = session.get(Marketplace, "mau")
        assert shop is not None
        shop.name = "=HYPERLINK(1)"
        session.commit()
    answer = fair.get("/tinh/lam-dong/so-lieu.csv")
    assert answer.content.startswith("\ufeff".encode())
    assert ".csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["Tỉnh, thành"] for row in rows} == {"Lâm Đồng"}
    everywhere = {row["Chỉ số"]: (row["Số lượng"], row["Trên tổng số"]) for row in rows if row["Sàn"] == "Mọi sàn"}
    assert everywhere["Sản phẩm có sao đã công nhận"] == ("2", "4")
    assert len({row["Sàn"] for row in rows}) == 4
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert "Marketplace" in fair.get("/tinh/lam-dong/so-lieu.csv?lang=en").text.splitlines()[0]


def test_pages_lead_to_the_figures(fair: TestClient) -> None:
    page = read_page(fair, "/")
    assert one(page, 'footer a[href="/tinh"]')
    listed = fair.get("/v1/producers/htx-bechamp-dak-nong-lam-dong/listings").json()["products"][0]["url"]
    assert all_words(read_page(fair, listed), '.key a[href="/tinh/lam-dong"]') == ["Lâm Đồng"]


@pytest.mark.browser
def test_on_a_phone_each_marketplace_is_a_card_whose_lines_name_themselves(
    fair_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{fair_site}/tinh")
    page.get_by_role("link", name="Lâm Đồng").click()
    expect(page.locator("h1")).to_have_text("Lâm Đồng")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    cell = page.locator(".stacked td").first
    assert cell.evaluate("(one) => getComputedStyle(one, '::before').content") == '"Sản phẩm đang có tin đăng"'
    expect(page.get_by_role("row")).to_have_count(4)
    with page.expect_download() as started:
        page.locator("a[download]").click()
    assert started.value.suggested_filename.startswith("lam-dong-")

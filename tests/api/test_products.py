"""Products and producers over the API and as pages, on a small catalog made by the real import and refresh."""

import csv
import io
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from api.app import create_app
from catalog.facts import Facts
from catalog.queries import ProducerList, ProducerPage, ProductPage, ProvinceReport
from catalog.refresh import refresh
from catalog.settings import Settings
from catalog.tables import Marketplace, Producer, Product, ProductRedirect
from catalog.transfer import import_jsonl
from tests.api.fakes import FakeSearch
from tests.api.pages import Page, all_words, one, read_page, words
from tests.api.small_fair import NOW

MAKER = "htx-bechamp-dak-nong-lam-dong"


def _id_of(client: TestClient, name: str) -> str:
    page = ProducerPage.model_validate(client.get(f"/v1/producers/{MAKER}/listings").json())
    return next(product.id for product in page.products if name in product.name and product.id)


@pytest.fixture
def macca(fair: TestClient) -> str:
    return _id_of(fair, "MACCA")


def test_a_product_gathers_its_listings(fair: TestClient, macca: str) -> None:
    answer = fair.get(f"/v1/products/{macca}")
    product = ProductPage.model_validate_json(answer.content)
    assert {offer.marketplace for variant in product.variants for offer in variant.offers} == {"dalat", "buudien"}
    assert Facts.model_validate(answer.json()["facts"]).ocop.status == "proven"
    assert product.certificate is not None
    assert product.certificate.number == "3981/QĐ-UBND"
    assert {point.price for point in product.history} == {185_000, 190_000}


def test_a_merged_product_leads_on(fair: TestClient, macca: str) -> None:
    with Session(fair.app.state.engine) as session:  # type: ignore[attr-defined]  # the application behind the client
        session.add(ProductRedirect(old_id="pold2222zz", product_id=macca, recorded_at=NOW))
        session.commit()
    old = fair.get("/v1/products/pold2222zz", follow_redirects=False)
    assert (old.status_code, old.headers["location"]) == (308, f"/v1/products/{macca}")
    page = fair.get("/san-pham/ten-cu-pold2222zz?lang=en", follow_redirects=False)
    assert page.status_code == 308
    assert page.headers["location"] == f"/san-pham/macca-bechamp-hop-500g-{macca}?lang=en"


@pytest.mark.parametrize(
    "path", ["/v1/products/p000000000", "/v1/products/Không có", "/v1/producers/ai-do", "/v1/provinces/atlantis/report"]
)
def test_what_does_not_exist_is_a_404(fair: TestClient, path: str) -> None:
    assert fair.get(path).json()["title"] == "Not Found"


def test_producers_are_found_without_tones(fair: TestClient) -> None:
    found = ProducerList.model_validate(fair.get("/v1/producers", params={"q": "dak nong bechamp"}).json())
    assert [producer.id for producer in found.producers] == [MAKER]
    detail = fair.get(f"/v1/producers/{MAKER}").json()
    assert (detail["total_products"], detail["total_listings"], len(detail["certificates"])) == (3, 4, 5)


def test_a_province_is_reported_as_shares_with_a_date(fair: TestClient) -> None:
    report = ProvinceReport.model_validate(fair.get("/v1/provinces/dak-nong/report").json())
    assert report.province == "lam-dong"
    assert (report.proven.numerator, report.proven.denominator) == (2, 4)
    assert {row.marketplace for row in report.marketplaces} == {"dalat", "buudien", "mau"}


def test_marketplaces(fair: TestClient) -> None:
    counts = {one["slug"]: one["products"] for one in fair.get("/v1/marketplaces").json()["marketplaces"]}
    assert counts == {"dalat": 2, "buudien": 1, "mau": 2}


def _product_page(client: TestClient, name: str) -> Page:
    return read_page(client, f"/san-pham/-{_id_of(client, name)}")


def test_the_product_page_shows_offers_certificate_and_history(fair: TestClient) -> None:
    page = _product_page(fair, "MACCA")
    assert words(one(page, "h1")) == "MACCA BECHAMP hộp 500g"
    assert words(one(page, ".summary .stars.proven")) == "★ OCOP 3 sao"
    assert all_words(page, ".offer .seller strong") == ["Chợ Đà Lạt", "Chợ Bưu Tá"]
    assert all_words(page, ".offer .ask-price strong") == ["185.000\u00a0₫", "190.000\u00a0₫"]
    assert words(one(page, ".summary .why")) == "Có quyết định công nhận, còn hiệu lực đến hết ngày 05/08/2029."
    certificate = words(one(page, ".certificate"))
    for part in ("3981/QĐ-UBND", "UBND tỉnh Lâm Đồng", "05/08/2026", "05/08/2029", "Quyết định đã ký."):
        assert part in certificate
    assert one(page, ".chart .line").attributes["d"].startswith("M12.0 ")  # type: ignore[union-attr]  # a path has data
    assert len(page.css(".history tbody tr")) >= 4


def test_the_way_out_says_that_it_leaves(fair: TestClient) -> None:
    link = one(_product_page(fair, "MACCA"), ".offer a.leave")
    assert link.attributes["href"] == "https://dalat.example/p/1"
    assert set((link.attributes["rel"] or "").split()) >= {"noopener", "nofollow"}
    assert "Rời Chợ Phiên" in words(link)


def test_search_engines_read_the_offers(fair: TestClient) -> None:
    page = _product_page(fair, "MACCA")
    data = orjson.loads(one(page, 'script[type="application/ld+json"]').text())
    assert data["@type"] == "Product"
    assert data["url"].startswith("https://chophien.example/san-pham/")
    assert {offer["price"] for offer in data["offers"]} == {185_000, 190_000}
    assert data["award"] == "OCOP 3 sao"


def test_a_hostile_listing_does_no_harm(fair: TestClient) -> None:
    page = _product_page(fair, "atiso")
    assert "<script>alert" not in (page.html or "")
    assert {link.attributes["href"] for link in page.css(".offer a.leave, .listings a")} == {"#"}


def test_sample_prices_are_called_that_and_are_no_offer_price(fair: TestClient) -> None:
    producer = fair.get("/v1/producers", params={"q": "hyperlink"}).json()["producers"][0]["id"]
    listed = fair.get(f"/v1/producers/{producer}/listings").json()
    page = read_page(fair, listed["products"][0]["url"])
    assert words(one(page, ".offer .sample")) == "giá mẫu"
    data = orjson.loads(one(page, 'script[type="application/ld+json"]').text())
    assert [("price" in offer, offer["url"]) for offer in data["offers"]] == [(False, "https://mau.example/p/3")]
    assert words(one(page, ".summary .stars.claimed")) == "☆ 4 sao, shop tự ghi"
    assert "chưa thấy quyết định" in words(one(page, ".certificate"))


def test_a_cooperative_sees_what_is_missing_where(fair: TestClient) -> None:
    page = read_page(fair, f"/co-so/{MAKER}")
    assert all_words(page, ".matrix thead th") == ["Sản phẩm", "Chợ Bưu Tá", "Chợ Đà Lạt", "Sạp Mẫu"]
    rows = {words(row.css("th a")[0]): [words(cell) for cell in row.css("td")] for row in page.css(".matrix tbody tr")}
    assert rows["beCHAMP Coffee Gu Mạnh gói 250g"][0] == "chưa đăng"
    assert rows["beCHAMP Coffee Gu Mạnh gói 250g"][1].startswith("95.000\u00a0₫ 250\u00a0g")
    mend = one(page, ".matrix a.mend").attributes["href"] or ""
    assert "Không có ảnh" in words(one(page, mend))
    assert "hầu như không ai mua hàng không thấy mặt" in words(one(page, ".commonest"))


def test_the_spreadsheet_holds_every_listing_and_no_formula(fair: TestClient) -> None:
    answer = fair.get(f"/co-so/{MAKER}/tin-dang.csv")
    assert answer.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert sum(row["Tình trạng tin"] == "fresh" for row in rows) == 4
    assert sum(row["Tình trạng tin"] == "chưa đăng" for row in rows) == 5
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("path", "words_there"),
    [
        ("/co-so", "Hợp tác xã Bechamp Đắk Nông"),
        ("/co-so?q=bechamp&province=lam-dong", "1 cơ sở"),
        ("/co-so?q=zzz", "Chưa thấy cơ sở này"),
        ("/co-so?page=x&province=%00", "cơ sở"),
        ("/cho", "Chợ Bưu Tá"),
        ("/cho?lang=en", "Postal marketplace"),
        (f"/co-so/{MAKER}?lang=en", "Bechamp Đắk Nông (cooperative)"),
    ],
)
def test_pages(fair: TestClient, path: str, words_there: str) -> None:
    assert words_there in words(one(read_page(fair, path), "main"))


@pytest.mark.parametrize("path", ["/co-so/khong-ai", "/co-so/%00", "/san-pham/khong-co", "/san-pham/a-p000000000"])
def test_pages_that_do_not_exist(fair: TestClient, path: str) -> None:
    assert "Không có trang này" in words(one(read_page(fair, path, status=404), "main"))


def test_a_discount_says_whether_the_struck_price_was_ever_asked(settings: Settings, sqlite_database: Engine) -> None:
    now = datetime.now(UTC)
    for days, price in ((120, 90_000), (20, 80_000), (0, 100_000)):
        line = {
            "url": "https://cho.example/1",
            "name": "Chè Shan tuyết 100g",
            "price": price,
            "list_price": 150_000,
            "observed_at": (now - timedelta(days=days)).isoformat(),
        }
        import_jsonl(sqlite_database, io.BytesIO(orjson.dumps(line)))
    refresh(sqlite_database, today=now.date())
    with Session(sqlite_database) as session:
        product = session.exec(select(Product)).one()
    app = create_app(settings, engine=sqlite_database, service=FakeSearch())
    with TestClient(app) as client:
        page = read_page(client, f"/san-pham/{product.slug}-{product.id}")
        notes = words(one(page, ".offer .notes"))
        assert "Giá gạch chưa từng bán trong 90 ngày" in notes
        assert "Thấp nhất 30 ngày: 80.000\u00a0₫" in notes


def test_the_product_page_says_where_each_fact_comes_from(fair: TestClient, macca: str) -> None:
    told = fair.get(f"/v1/products/{macca}").json()["evidence"]
    assert {entry["fact"] for entry in told} >= {"name", "price", "net_content", "place", "producer", "ocop"}
    page = words(one(_product_page(fair, "MACCA"), ".evidence"))
    assert "MACCA BECHAMP hộp 500g" in page
    assert "sổ công nhận OCOP" in page


def test_the_product_page_says_why_its_listings_are_one(fair: TestClient) -> None:
    shown = words(one(_product_page(fair, "MACCA"), ".listings:not(.evidence)"))
    assert "/100: tên giống nhau" in shown
    assert "cùng cơ sở" in shown


def test_a_cooperative_reads_where_it_is_not_yet(fair: TestClient) -> None:
    with Session(fair.app.state.engine) as session:  # type: ignore[attr-defined]  # the application behind the client
        for slug, kind, province, enabled in (
            ("lang", "private", None, True),
            ("lam-dong", "provincial", "lam-dong", True),
            ("an-giang", "provincial", "an-giang", True),
            ("ngu", "private", None, False),
        ):
            row = session.get(Marketplace, slug) or Marketplace(slug=slug, name=slug, kind=kind)
            row.name, row.kind, row.province, row.enabled = f"Sàn {slug}", kind, province, enabled
            session.add(row)
        session.commit()
    page = read_page(fair, f"/co-so/{MAKER}")
    assert words(one(page, ".elsewhere")) == "Chưa có tin đăng nào ở: Sàn lam-dong, Sàn lang."


def test_a_producers_page_says_where_its_address_lies_today(fair: TestClient) -> None:
    with Session(fair.app.state.engine) as session:  # type: ignore[attr-defined]  # the application behind the client
        row = session.get(Producer, MAKER)
        assert row is not None
        row.address = "Thôn 10, xã Trường Xuân, huyện Đắk Song, tỉnh Đắk Nông"
        session.commit()
        page = read_page(fair, f"/co-so/{MAKER}")
        assert words(one(page, ".where")) == f"{row.address}Nay thuộc xã Trường Xuân, Lâm Đồng (Đắk Nông cũ)"
        assert one(page, '.where a[href="/tinh/lam-dong"]')
        row.address = None
        session.commit()
    page = read_page(fair, f"/co-so/{MAKER}?lang=en")
    assert words(one(page, ".where")) == "xã Trường Xuân, Lâm Đồng (formerly Đắk Nông)"

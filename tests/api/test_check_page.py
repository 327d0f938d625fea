"""The checker's page: a bookkeeper types or sends listings and reads what to mend."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from api.http.checking import MOST_BYTES, MOST_LISTINGS
from tests.api.browser import DESK, PHONE
from tests.api.pages import Page as Parsed
from tests.api.pages import all_words, one, read_page, words

MACCA = {
    "way": "one",
    "name": "MACCA BECHAMP hộp 500g",
    "price_text": "185k",
    "list_price": "200.000đ",
    "producer": "HTX Nông sản Hữu cơ Bechamp Đắk Nông",
    "address": "Thôn 10, xã Trường Xuân, huyện Đắk Song, tỉnh Đắk Nông",
    "ocop_stars": "3 sao",
    "images": "https://a.example/1.jpg\nanh2.jpg",
}
PART = b"--a\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n"
LINE = '{"url": "https://cho.example/1", "name": "Mật ong bạc hà hũ 500ml", "price_text": "180.000đ", "gia": 5}'


def _sent(client: TestClient, data: dict[str, str], *, status: int = 200, lang: str = "vi") -> Parsed:
    answer = client.post(f"/kiem-tra?lang={lang}", data=data, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    return Parsed(answer.text)


def test_the_form_says_how_the_search_understands_a_listing(client: TestClient) -> None:
    page = _sent(client, MACCA)
    facts = dict(zip(all_words(page, ".key dt"), all_words(page, ".key dd"), strict=True))
    assert facts == {
        "Tên sản phẩm": "MACCA BECHAMP hộp 500g",
        "Giá": "185.000\u00a0₫ · giá gạch 200.000\u00a0₫",
        "Khối lượng, dung tích": "500\u00a0g",
        "Tính theo kg, lít, cái": "370.000\u00a0₫/kg",
        "Nơi làm ra": "xã Trường Xuân, Lâm Đồng (Đắk Nông cũ)",
        "Sao OCOP": "OCOP 3 sao – Quyết định 3981/QĐ-UBND, 05/08/2026, UBND tỉnh Lâm Đồng",
        "Cơ sở sản xuất": "Hợp tác xã Bechamp Đắk Nông",
        "Nhóm hàng": "Thực phẩm",
    }


def test_findings_stand_by_severity_with_how_to_mend_them(client: TestClient) -> None:
    page = _sent(client, MACCA)
    titles = all_words(page, ".answer h3")
    assert titles[0] == "Bộ tìm kiếm hiểu là"
    assert titles[1].startswith("Chỗ nên sửa (")
    assert "Không có mô tả" in words(one(page, ".found li.warning"))
    assert "Viết 5–10 câu" in words(one(page, ".found li.warning .hint"))
    assert "Chỉ có 1 ảnh" in words(one(page, ".found li.info"))
    english = _sent(client, MACCA, lang="en")
    assert "There is no description" in words(one(english, ".found li.warning"))


def test_what_was_typed_stays_and_what_is_odd_is_told_beside_it(client: TestClient) -> None:
    page = _sent(client, MACCA)
    for name, value in MACCA.items():
        box = one(page, f"#one [name={name}]")
        typed = box.text(strip=True) if box.tag == "textarea" else box.attributes["value"]
        assert typed == value
    assert "“anh2.jpg” không phải địa chỉ ảnh" in words(one(page, "#f-images-problem"))


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("name", "  ", "Chưa có tên sản phẩm"),
        ("name", "x" * 301, "Dài 301 ký tự, nhiều nhất 300"),
        ("description", "Mật ong. " * 3000, "Dài 26.999 ký tự, nhiều nhất 20.000"),
        ("price_text", "1" * 201, "Dài 201 ký tự"),
    ],
    ids=["no name", "long name", "long description", "long price"],
)
def test_a_field_that_is_wrong_says_so(client: TestClient, field: str, value: str, complaint: str) -> None:
    page = _sent(client, MACCA | {field: value}, status=422)
    assert complaint in words(one(page, f"#f-{field}-problem"))
    assert one(page, f"#f-{field}").attributes["aria-invalid"] == "true"
    assert page.css_first(".answer") is None
    assert MACCA["address"] == one(page, "#f-address").attributes["value"]


def test_many_lines_are_answered_one_by_one(client: TestClient) -> None:
    page = _sent(client, {"way": "many", "lines": f"{LINE}\r\n\r\nmật ong, 5\r\n{LINE}"})
    assert all_words(page, ".refused li") == [
        "dòng 3: không đúng dạng JSON: phải bắt đầu bằng dấu { (ở chữ thứ 1 “mật ong, 5”)."
    ]
    assert [sheet.attributes["id"] for sheet in page.css("details.todo")] == ["tin-1", "tin-4"]
    assert "gia" in words(one(page, "#tin-1 .note"))
    assert one(page, "#lines").text().strip().startswith('{"url"')


def test_cells_copied_from_a_spreadsheet_are_read(client: TestClient) -> None:
    cells = "Tên sản phẩm\tGiá\tẢnh\tGhi chú\nTrà <b>100g\t50k\tcó\t<i>mới\n\t5k"
    page = _sent(client, {"way": "many", "lines": cells})
    assert [sheet.attributes["id"] for sheet in page.css("details.todo")] == ["tin-2"]
    assert page.css_first("#tin-2 a") is None
    assert all_words(page, ".refused li") == ["hàng 3: chưa có tên sản phẩm."]
    assert all_words(page, ".answer .note") == [
        "Không rõ những cột này là gì nên không kiểm tra: Ghi chú.",
        "Không đọc được những ô này (tên ô lạ hoặc sai kiểu): Ảnh.",
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_empty_sheet_is_filled_in_and_sent(client: TestClient, lang: str) -> None:
    link = one(read_page(client, f"/kiem-tra?lang={lang}"), "#many-title ~ p a[download]").attributes["href"]
    given = client.get(str(link))
    assert given.headers["content-disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(given.content))
    goods = book.worksheets[0]
    assert not any(str(cell).startswith("=") for sheet in book for row in sheet.values for cell in row)
    goods["A2"], goods["B2"] = "Mật ong bạc hà hũ 500ml", 180000
    file = io.BytesIO()
    book.save(file)
    page = _uploaded(client, file.getvalue(), lang)
    assert page.css_first(".refused") is None
    assert page.css_first(".answer > .note") is None
    assert "180.000" in words(one(page, "#tin-2 .key")).replace(",", ".")


def test_a_workbook_that_cannot_be_read_is_told_why(client: TestClient) -> None:
    page = _uploaded(client, b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "vi", status=400)
    assert "Không đọc được bảng này: bảng tính đặt mật khẩu" in words(one(page, ".refused"))


def _uploaded(client: TestClient, body: bytes, lang: str, *, status: int = 200) -> Parsed:
    sent = {"data": {"way": "many"}, "files": {"file": ("tin.xlsx", body)}, "headers": {"Accept": "text/html"}}
    answer = client.post(f"/kiem-tra?lang={lang}", **sent)  # type: ignore[arg-type]  # each is as the client takes it
    assert answer.status_code == status
    return Parsed(answer.text)


@pytest.mark.parametrize(
    ("data", "status", "complaint"),
    [
        ({"way": "many", "lines": ""}, 400, "Chưa có tin đăng nào"),
        ({"way": "many", "lines": "\n".join([LINE] * (MOST_LISTINGS + 1))}, 413, f"nhiều nhất {MOST_LISTINGS} tin"),
        ({"way": "many", "lines": "x" * (MOST_BYTES * 2)}, 413, "nhiều nhất 1 MB"),
    ],
    ids=["nothing", "too many", "too large"],
)
def test_what_cannot_be_checked_is_said_on_the_page(
    client: TestClient, data: dict[str, str], status: int, complaint: str
) -> None:
    page = _sent(client, data, status=status)
    assert complaint in words(one(page, ".refused"))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=a", b"no part at all"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data; name=x\r\n\r\nunended"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\n--a--"),
        (
            "multipart/form-data; boundary=a",
            b"--a\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n" * 80 + b"--a--",
        ),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(99))),
    ],
    ids=["no boundary", "no end", "no head", "too many parts", "too many fields"],
)
def test_a_broken_form_is_no_accident(client: TestClient, kind: str, body: bytes) -> None:
    answer = client.post("/kiem-tra", content=body, headers={"Content-Type": kind, "Accept": "text/html"})
    assert answer.status_code == 400
    assert "Biểu mẫu gửi đến không đọc được" in answer.text


def test_whatever_is_typed_does_no_harm(client: TestClient) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\x00'
    page = _sent(client, dict.fromkeys(MACCA, hostile) | {"way": "one"})
    assert page.css_first("main script, main img") is None
    line = '{"url": "https://cho.example/\\"><script>", "name": "<script>alert(1)</script> trà 100g"}'
    assert _sent(client, {"way": "many", "lines": line}).css_first("main script") is None


def test_a_producers_page_leads_to_the_form_with_its_name(fair: TestClient, producer_path: str) -> None:
    link = next(
        str(one.attributes["href"])
        for one in read_page(fair, f"{producer_path}?lang=en").css(".actions a")
        if "/kiem-tra" in str(one.attributes["href"])
    )
    page = read_page(fair, link)
    assert one(page, "#f-producer").attributes["value"] == "Hợp tác xã Bechamp Đắk Nông"
    assert one(page, "footer a[href='/kiem-tra']")


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_in_a_browser_without_scripts(
    site: str, open_page: Callable[..., Page], tmp_path: Path, size: dict[str, int]
) -> None:
    page = open_page(viewport=size, java_script_enabled=False)
    page.goto(f"{site}/kiem-tra")
    page.get_by_label("Tên sản phẩm").fill("Chè Shan tuyết 100g")
    page.locator("#one button").click()
    expect(page.locator(".answer h2")).to_have_text("Kết quả kiểm tra")
    expect(page.locator("#f-name")).to_have_value("Chè Shan tuyết 100g")
    page.get_by_role("button", name="Read this in English").click()
    expect(page.locator(".answer h2")).to_have_text("What the check says")
    expect(page.locator("#f-name")).to_have_value("Chè Shan tuyết 100g")
    file = tmp_path / "tin.jsonl"
    file.write_text(f"{LINE}\n{{\n{LINE}", encoding="utf-8")
    page.locator("#file").set_input_files(file)
    page.locator("#many button").click()
    expect(page.locator("details.todo")).to_have_count(2)
    expect(page.locator(".refused li")).to_have_count(1)
    with page.expect_download() as download:
        page.locator("#many-title ~ p a[download]").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    book.worksheets[0].append(["Chè Shan tuyết 100g", "50k"])
    book.save(tmp_path / "tin.xlsx")
    page.locator("#file").set_input_files(tmp_path / "tin.xlsx")
    page.locator("#many button").click()
    expect(page.locator("details.todo")).to_have_count(1)


@pytest.mark.browser
def test_the_answer_fits_and_is_for_everybody(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{site}/kiem-tra")
    page.locator("#lines").fill(f"{LINE}\n{{")
    page.locator("#many button").click()
    expect(page.locator(".answer")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    broken = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in broken] == []
    assert re.search(r"#ket-qua$", page.url)

"""import → refresh → index → export, explain, report and check, each as its user types it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

HONEY = {"url": "https://cho.example/mat-ong", "name": "Mật ong bạc hà 500ml", "price": "180.000đ"}
HONEY |= {"producer": "HTX Tuấn Dũng", "address": "Mèo Vạc, Hà Giang"}
TEA = {"url": "https://san.example/che", "name": "Chè Shan tuyết 100g", "price_text": "Giá: 1tr2", "odd_field": 7}


def _lines(*records: Any) -> str:
    return "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)


def test_a_bad_line_is_named_and_the_rest_goes_in(chophien: Run) -> None:
    done = chophien("import", "-", "--json", stdin=_lines(HONEY, {"name": "không có địa chỉ"}, "{", TEA))
    assert done.returncode == 5
    report = json.loads(done.stdout)
    assert (report["lines"], report["listings"], report["bad_lines"]) == (4, 2, 2)
    assert [bad["line"] for bad in report["bad"]] == [2, 3]
    assert "url" in report["bad"][0]["reason"]
    assert report["oddities"] == {"extra/unknown": 1}
    assert "Traceback" not in done.stderr


def test_what_import_read_export_writes_and_the_search_finds(chophien: Run) -> None:
    assert chophien("import", "-", stdin=_lines(HONEY, TEA)).returncode == 0
    assert json.loads(chophien("refresh", "--json").stdout)["normalised"] == 2
    assert json.loads(chophien("index", "--json").stdout)["documents"] == 2
    listings = [json.loads(line) for line in chophien("export", "listings").stdout.splitlines()]
    assert [listing["url"] for listing in listings] == [HONEY["url"], TEA["url"]]
    assert listings[1]["extra"] == {"odd_field": 7}
    products = [json.loads(line) for line in chophien("export", "products").stdout.splitlines()]
    honey = next(product for product in products if product["listings"][0]["url"] == HONEY["url"])
    assert (honey["price"], honey["place"]["former_province"]) == (180_000, "ha-giang")
    assert honey["net_content"]["amount"] == 500
    explained = json.loads(chophien("explain", HONEY["url"], "--json").stdout)
    assert explained["listing"]["product_id"] == honey["id"]
    report = json.loads(chophien("report", "province", "tuyen-quang", "--json").stdout)
    assert report["products"] == 1


def test_refresh_and_index_a_second_time_find_nothing_to_do(chophien: Run) -> None:
    chophien("import", "-", stdin=_lines(HONEY))
    chophien("refresh")
    chophien("index")
    before = chophien("export", "products").stdout
    assert json.loads(chophien("refresh", "--json").stdout)["normalised"] == 0
    assert json.loads(chophien("index", "--json").stdout)["mode"] == "nothing"
    assert chophien("export", "products").stdout == before


def test_a_decision_shows_as_a_difference_before_it_is_kept(chophien: Run, tmp_path: Path) -> None:
    chophien("import", "-", stdin=_lines(HONEY | {"ocop_stars": 5}))
    chophien("refresh")
    before = chophien("export", "products").stdout
    table = tmp_path / "list.csv"
    table.write_text(
        "Kèm theo Quyết định số 7/QĐ-UBND ngày 5/8/2026 của UBND tỉnh Tuyên Quang\nSTT,Tên sản phẩm,Chủ thể,Hạng sao\n"
        f"1,Mật ong bạc hà,{HONEY['producer']},4 sao\n",
        encoding="utf-8",
    )
    chophien("import", "certificates", str(table))
    told = tmp_path / "changes.jsonl"
    shown = chophien("refresh", "--dry-run", "--diff", str(told)).stdout
    assert "stars: 5 → 4" in shown
    assert "status: claimed → contradicted" in shown
    [change] = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    assert (change["url"], change["fact"]) == (HONEY["url"], "ocop")
    assert (change["before"]["stars"], change["after"]["stars"]) == (5, 4)
    assert chophien("export", "products").stdout == before
    chophien("refresh")
    facts = json.loads(chophien("explain", str(HONEY["url"]), "--json").stdout)["facts"]
    ocop = next(one for one in facts if one["fact"] == "ocop")
    assert (ocop["value"]["status"], ocop["field"]) == ("contradicted", "registry:A")
    assert "registry:A" in chophien("explain", str(HONEY["url"])).stdout


def test_check_answers_each_line_in_order_without_a_catalog(chophien: Run, tmp_path: Path) -> None:
    done = chophien("check", "-", "--json", stdin=_lines(TEA, {"name": "x"}, HONEY))
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["url"] for result in results] == [TEA["url"], None, HONEY["url"]]
    assert results[0]["facts"]["price"] == 1_200_000
    assert results[1]["findings"][0]["line"] == 2
    assert done.returncode == 5
    assert not (tmp_path / "var").exists()


def test_a_line_goes_to_the_marketplace_that_declares_its_host(chophien: Run) -> None:
    for _ in range(2):
        chophien("import", "-", stdin=_lines({"url": "https://voso.vn/a-p1.html", "name": "A"}, HONEY))
    listings = [json.loads(line) for line in chophien("export", "listings").stdout.splitlines()]
    assert [listing["marketplace"] for listing in listings] == ["voso", "cho-example"]


def test_check_reads_a_spreadsheet_by_its_ending(chophien: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "tin-dang.csv"
    sheet.write_text("BẢNG GIÁ\nTên sản phẩm;Giá;Ghi chú\nTrà 100g;120k;mới\n;5k;\n", encoding="utf-8-sig")
    done = chophien("check", str(sheet), "--json")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["url"] for result in results] == ["https://no-address.invalid/row-3", None]
    assert results[0]["facts"]["price"] == 120_000
    assert results[1]["findings"][0]["message"] == "Hàng 4 không phải là một tin đăng: chưa có tên sản phẩm."
    assert "Columns not understood, and not checked: Ghi chú." in done.stderr
    assert done.returncode == 5


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", "the workbook is damaged or of another kind"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "an old .xls workbook"),
        ("a.csv", b"a;b\n1;2\n", "no row has a heading"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_says_why(
    chophien: Run, tmp_path: Path, name: str, body: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(body)
    done = chophien("check", str(tmp_path / name))
    assert done.returncode == 4
    assert said in done.stderr


def test_check_reads_what_import_reads(chophien: Run, tmp_path: Path) -> None:
    packed = tmp_path / "listings.jsonl.gz"
    packed.write_bytes(
        gzip.compress(b"\xef\xbb\xbf" + _lines(HONEY).encode() + b'{"url": "' + b"x" * 5_000_000 + b'"}\n')
    )
    results = [json.loads(line) for line in chophien("check", str(packed), "--json").stdout.splitlines()]
    assert results[0]["facts"]["price"] == 180_000
    assert "4 MiB" in results[1]["findings"][0]["message_en"]
    assert chophien("import", str(packed)).returncode == 5


def test_check_speaks_to_people_in_their_language(chophien: Run) -> None:
    vietnamese = chophien("check", "-", stdin="x\n" + _lines(HONEY)).stdout
    english = chophien("check", "-", "--lang", "en", stdin="x\n" + _lines(HONEY)).stdout
    for shown in ("180.000 ₫", "Không có ảnh", "→ Đăng ít nhất ba ảnh", "không đúng dạng JSON", "1 tin đăng · "):
        assert shown in vietnamese.replace("\u00a0", " ")
    assert "180,000 ₫" in english.replace("\u00a0", " ")
    assert "Listings: 1 · errors: " in english
    assert "Không có ảnh" not in english


def test_a_saved_page_is_extracted_without_network_or_catalog(chophien: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Trang trống</p></body></html>", encoding="utf-8")
    done = chophien("extract", "voso", str(page), "--url", "https://voso.vn/")
    assert done.returncode == 1
    assert "reads no listing" in done.stderr


def test_a_person_can_part_what_the_rules_put_together(chophien: Run) -> None:
    twins = [HONEY | {"url": f"https://{shop}.example/mat-ong"} for shop in ("mot", "hai")]
    chophien("import", "-", stdin=_lines(*twins))
    chophien("refresh")
    assert len(chophien("export", "products").stdout.splitlines()) == 1
    assert chophien("decide", "1", "2", "--different", "--note", "khác hũ").returncode == 0
    chophien("refresh")
    assert len(chophien("export", "products").stdout.splitlines()) == 2
    label = json.loads(chophien("export", "labels").stdout)
    assert (label["same_product"], label["note"]) == (False, "khác hũ")


def test_a_published_decision_list_proves_the_star_a_page_only_claimed(chophien: Run, tmp_path: Path) -> None:
    table = tmp_path / "quyet-dinh.csv"
    table.write_text(
        "Kèm theo Quyết định số 2489/QĐ-UBND ngày 30/12/2025 của UBND tỉnh Tuyên Quang\n"
        "STT,Tên sản phẩm,Chủ thể,Địa chỉ,Hạng sao\n"
        '1,Mật ong bạc hà,HTX Tuấn Dũng,"Mèo Vạc, tỉnh Tuyên Quang",4 sao\n'
        '2,Chè rừng,HTX Tuấn Dũng,"Mèo Vạc, tỉnh Tuyên Quang",2 sao\n',
        encoding="utf-8",
    )
    read = chophien("import", "certificates", str(table), "--json")
    report = json.loads(read.stdout)
    assert read.returncode == 5
    assert (report["read"], report["new"], report["with a decision"]) == (1, 1, 1)
    assert "2 stars" in report["problems"][0]["reason"]
    chophien("import", "-", stdin=_lines(HONEY | {"ocop_stars": "OCOP 4 sao"}))
    chophien("refresh")
    product = json.loads(chophien("export", "products").stdout)
    assert product["ocop"]["status"] == "proven"
    assert product["ocop"]["decision"]["number"] == "2489/QĐ-UBND"

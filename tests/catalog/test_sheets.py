"""Spreadsheets of goods as bookkeepers keep them: which column is what, and what a row says."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from catalog.listing import ListingError
from catalog.sheets import TEMPLATE, Limits, Table, UnreadableList, is_sheet, read_row, read_table
from catalog.sheets.headings import find_headings

LIMITS = Limits(unpacked=4_000_000, rows=500, columns=60, macros=False)
STYLES = "xl/styles.xml"
Rows = Sequence[Sequence[Any]]


def workbook(*sheets: Rows) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        made = book.create_sheet(f"Trang {number}")
        for row in rows:
            made.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(parts: dict[str, bytes], *, beside: bytes = b"") -> bytes:
    """A zip of these parts, with those of another beside them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        if beside:
            with zipfile.ZipFile(io.BytesIO(beside)) as given:
                for name in set(given.namelist()) - set(parts):
                    made.writestr(name, given.read(name))
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def only(body: bytes) -> dict[str, Any]:
    (row,) = read_table(body, LIMITS).rows
    return read_row(row)[0].payload()


HEADINGS = {
    "name": ["Tên SP", "TÊN SẢN PHẨM (*)", "Tên sản phẩm / Product name", "Mặt hàng", "Tên hàng hoá", "title"],
    "price": ["Giá", "Giá bán lẻ (đồng)", "Đơn giá", "Giá khuyến mãi", "price"],
    "list_price": ["Giá niêm yết", "Giá gốc", "Giá cũ", "list_price"],
    "net_content": ["Khối lượng/Quy cách", "Trọng lượng (g)", "Quy cách đóng gói", "Dung tích", "net_content"],
    "description": ["Mô tả", "Mô tả chi tiết", "Thông tin sản phẩm", "description"],
    "producer": ["Cơ sở sản xuất", "Chủ thể", "Cơ sở sản xuất/Chủ thể", "Tên chủ thể OCOP", "HTX", "producer"],
    "address": ["Địa chỉ", "Địa chỉ cơ sở sản xuất", "Nơi sản xuất", "address"],
    "province": ["Tỉnh", "Tỉnh/Thành phố", "Tỉnh, TP", "province"],
    "ocop_stars": ["Số sao", "Số sao OCOP", "Hạng sao", "Xếp hạng", "Phân hạng OCOP", "ocop_stars"],
    "certificate": ["Quyết định số", "Số QĐ", "QĐ công nhận", "Số giấy chứng nhận", "certificate"],
    "gtin": ["Mã vạch", "Mã vạch (GTIN)", "barcode", "gtin"],
    "phone": ["Điện thoại", "SĐT", "Số điện thoại liên hệ", "phone"],
    "url": ["Đường dẫn", "Link sản phẩm", "Địa chỉ web", "url"],
    "images": ["Ảnh", "Hình ảnh", "Ảnh 2", "Link ảnh", "images"],
    "category": ["Danh mục", "Nhóm sản phẩm", "Ngành hàng", "category"],
    "sku": ["Mã SP", "Mã sản phẩm", "sku"],
    "shop": ["Gian hàng", "shop"],
    "external_id": ["external_id"],
    "index": ["STT", "TT"],
    None: ["Giá sỉ", "Giá bán buôn", "Thành phần", "Hạn sử dụng", "Ghi chú", "Mã số thuế", "Tồn kho"],
}


@pytest.mark.parametrize(("field", "heading"), [(field, one) for field, many in HEADINGS.items() for one in many])
def test_a_heading_says_what_its_column_holds(field: str | None, heading: str) -> None:
    headings = find_headings([[heading, "x"] if field == "name" else [heading, "Tên sản phẩm"]])
    assert headings is not None
    assert headings.columns[0].field == field


@pytest.mark.parametrize("lang", [0, 1], ids=["Vietnamese", "English"])
def test_the_empty_sheets_own_headings_are_read(lang: int) -> None:
    headings = find_headings([[words[lang] for words in TEMPLATE.values()]])
    assert headings is not None
    assert [one.field for one in headings.columns.values()] == list(TEMPLATE)


FAIR: Rows = [
    ["DANH MỤC SẢN PHẨM OCOP NĂM 2026"],
    [],
    ["STT", "Tên sản phẩm", "Giá", "ĐVT", "Khối lượng (g)", "Ảnh", "Ảnh", "Ghi chú"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
    [1, "Mật ong bạc hà", 180000.0, "chai", 500, "https://a.vn/1.jpg", "https://a.vn/2.jpg", "mới"],
    [None] * 8,
    ["STT", "Tên sản phẩm", "Giá", "ĐVT", "Khối lượng (g)", "Ảnh", "Ảnh", "Ghi chú"],
    [2, None, 90000, None, None, None, None, None],
    [3, None, None, None, None, None, None, None],
    [None, "Tổng cộng:", 270000],
    [None, None, "Mèo Vạc, ngày 5 tháng 11 năm 2026"],
    [None, "Người lập biểu", None, None, None, "Giám đốc"],
]


def test_a_list_with_a_title_numbered_columns_and_repeated_headings() -> None:
    table = read_table(workbook(FAIR, FAIR, [["Tên sản phẩm"], ["một cột"]]), LIMITS)
    assert [row.number for row in table.rows] == [5, 8]
    assert (table.unused, table.passed_over) == (["Ghi chú"], ["Trang 2"])
    assert read_row(table.rows[0])[0].payload() == {
        "url": "https://no-address.invalid/row-5",
        "name": "Mật ong bạc hà",
        "price_text": "180000 đồng/chai",
        "net_content": "500 g",
        "images": ["https://a.vn/1.jpg", "https://a.vn/2.jpg"],
        "extra": {"ĐVT": "chai", "Ghi chú": "mới"},
    }
    with pytest.raises(ListingError, match="the product's name is missing"):
        read_row(table.rows[1])


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        (["Giá"], [185000], {"price": "185000"}),
        (["Giá"], ["120k/kg"], {"price_text": "120k/kg"}),
        (["Giá (1.000đ)"], [185], {"price_text": "185 nghìn đồng"}),
        (["Giá", "Giá gốc (nghìn đồng)"], [90000, "100,5"], {"price": "90000", "list_price": "100,5 nghìn đồng"}),
        (["Khối lượng", "Quy cách"], ["500ml", "thùng 24 chai"], {"net_content": "500ml, thùng 24 chai"}),
        (["Điện thoại"], [912345678], {"phone": "0912345678"}),
        (["Điện thoại"], ["0912 345 678"], {"phone": "0912 345 678"}),
        (["Mã vạch"], [8935001725107.0], {"gtin": "8935001725107"}),
        (["Số QĐ", "Ngày ký", "Cơ quan ban hành"], ["77/QĐ-UBND", date(2026, 2, 3), "UBND tỉnh Lào Cai"],
         {"certificate": "77/QĐ-UBND ngày 3/2/2026 của UBND tỉnh Lào Cai",
          "extra": {"Ngày ký": "3/2/2026", "Cơ quan ban hành": "UBND tỉnh Lào Cai"}}),
        (["Địa chỉ", "Xã", "Huyện"], ["Thôn 1", "Tả Van", "Sa Pa"],
         {"address": "Thôn 1, Tả Van, Sa Pa", "extra": {"Xã": "Tả Van", "Huyện": "Sa Pa"}}),
        (["Danh mục"], ["Thực phẩm > Mật ong"], {"category": ["Thực phẩm", "Mật ong"]}),
        (["Link"], ["cho.example/mat-ong"], {"url": "https://cho.example/mat-ong"}),
        (["Ảnh"], ["https://a.vn/1.jpg, https://a.vn/2.jpg\nanh.jpg"],
         {"images": ["https://a.vn/1.jpg", "https://a.vn/2.jpg"]}),
        (["Giá"], ["#REF!"], {}),
        (["Lạ", "Lạ", "extra", "price", "price"], ["a", "b", "c", 5, 6],
         {"price": "5", "extra": {"Lạ": "a", "Lạ_2": "b", "extra": "c", "price_2": "6"}}),
        ([None], ["không tiêu đề"], {"extra": {"B": "không tiêu đề"}}),
    ],
)  # fmt: skip
def test_cells_are_read_as_their_keeper_means_them(
    headings: list[str | None], cells: list[Any], expected: dict[str, Any]
) -> None:
    given = only(workbook([["Tên sản phẩm", *headings], ["Mật ong", *cells]]))
    assert given == {"url": "https://no-address.invalid/row-2", "name": "Mật ong"} | expected


def test_what_a_cell_cannot_say_is_counted() -> None:
    rows = [["Tên", "Giá", "Link", "Ảnh"], ["Trà", "#N/A", "xem ở đây", "có"]]
    listing, oddities = read_row(read_table(workbook(rows), LIMITS).rows[0])
    assert listing.payload().keys() == {"url", "name"}
    assert [(one.code, one.words) for one in oddities] == [
        ("price/invalid", "#N/A"),
        ("images/invalid", "có"),
        ("url/invalid", "xem ở đây"),
    ]


CSV = 'Bảng giá{d}{d}\r\nTên sản phẩm{d}Giá{d}Mô tả\r\n\r\nChè Shan{d}5k{d}"Hai dòng,\nmột; ô"\r\n'


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimited_text(delimiter: str, encoding: str) -> None:
    body = CSV.format(d=delimiter).encode(encoding)
    assert is_sheet(body)
    (row,) = read_table(body, LIMITS).rows
    assert row.number == 4
    assert row.fields == {"name": "Chè Shan", "price_text": "5k", "description": "Hai dòng,\nmột; ô"}


@pytest.mark.parametrize(
    "body", [b'{"url": "x"}', b'[{"url": "x"}]', b'x\n{"name": 1}', b"", b"\0\0\0", '{"a": 1}'.encode("utf-16")]
)
def test_json_is_no_spreadsheet(body: bytes) -> None:
    assert not is_sheet(body)


GOODS = workbook([["Tên sản phẩm", "Giá"], ["Mật ong", 5000]])
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("body", "english", "vietnamese"),
    [
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "has a password", "đặt mật khẩu"),
        (COMPOUND, "an old .xls workbook", ".xls kiểu cũ"),
        (packed({"xl/vbaProject.bin": b"x"}, beside=GOODS), "holds macros", "có macro"),
        (packed({"xl/media/a.bin": bytes(4_100_000)}, beside=GOODS), "unpacks to more than 4 MB", "lớn hơn 4 MB"),
        (packed({STYLES: b" " * 500_000}, beside=GOODS), "too many cell styles", "quá nhiều kiểu định dạng"),
        (packed({"word/document.xml": b"x"}), "a Word document", "tệp Word"),
        (packed({"content.xml": b"x"}), ".ods", ".ods"),
        (packed({"a.txt": b"x"}), "damaged or of another kind", "hỏng hoặc là loại khác"),
        (GOODS[:-100], "damaged or of another kind", "hỏng hoặc là loại khác"),
        (packed({STYLES: b"<a"}, beside=GOODS), "damaged or of another kind", "hỏng hoặc là loại khác"),
        (workbook([["Giống", "Giá"], ["ong", 5]]), "no row has a heading", "không thấy hàng tiêu đề"),
        (workbook([["Tên"], *[["chè"]] * 600]), "500 rows or more", "500 hàng trở lên"),
    ],
    ids=["password", "old", "macros", "bomb", "styles", "Word", "ods", "zip", "cut", "bad part", "no names", "long"],
)  # fmt: skip
def test_what_cannot_be_read_says_why(body: bytes, english: str, vietnamese: str) -> None:
    with pytest.raises(UnreadableList, match=english) as caught:
        read_table(body, LIMITS)
    assert vietnamese in caught.value.vietnamese


def test_entities_are_not_expanded() -> None:
    names = "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";" if n else "lol") * 30}">' for n in range(8))
    sheet = f"<!DOCTYPE x [{names}]><worksheet><sheetData><row><c><v>&a7;</v></c></row></sheetData></worksheet>"
    with pytest.raises(UnreadableList):
        read_table(packed({"xl/worksheets/sheet1.xml": sheet.encode()}, beside=GOODS), LIMITS)


def test_empty_rows_down_to_the_end_of_a_sheet_are_no_goods() -> None:
    table: Table = read_table(workbook([["Tên"], ["chè"], *[[None]] * 900]), LIMITS)
    assert [row.number for row in table.rows] == [2]

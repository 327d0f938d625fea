"""Decision lists as provinces publish them: workbooks, CSV, the table PTNT_OCOP and PDFs with text."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from catalog.certificates import CertificateRegistry, UnreadableList
from catalog.certificates.reading import DecisionList, read_decisions
from catalog.facts import Decision
from catalog.listing import Listing
from catalog.normalise import normalise
from catalog.sheets.cells import LARGEST_FILE

TODAY = date(2026, 11, 22)
Row = Sequence[Any]


def workbook(path: Path, rows: Sequence[Row], title: str = "Danh sách") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def told(found: DecisionList) -> list[tuple[Any, ...]]:
    return [(one.product_name, one.producer_name, one.stars, one.number, one.issued_on) for one in found.certificates]


def test_a_decisions_list_with_its_title_section_and_merged_cells(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        [
            ["DANH SÁCH SẢN PHẨM ĐƯỢC CÔNG NHẬN OCOP NĂM 2025"],
            ["(Kèm theo Quyết định số 858/QĐ-UBND ngày 19/6/2025 của UBND tỉnh Đắk Nông)"],
            [],
            ["STT", "Tên sản phẩm", "Tên chủ thể", "Địa chỉ", "Hạng sao"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["I", "SẢN PHẨM 4 SAO", None, None, None],
            [1, "Tiêu xanh sấy thăng hoa", "Công ty TNHH TM XNK Sachi Thịnh Phát",
             "phường Nghĩa Trung, thành phố Gia Nghĩa, tỉnh Đắk Nông", None],
            [2, "Trái cây sấy thăng hoa", None, None, None],
            ["II", "SẢN PHẨM 3 SAO", None, None, None],
            [3, "Cà phê bột", "HTX Nông nghiệp Đắk Song", "xã Thuận Hà, huyện Đắk Song, tỉnh Đắk Nông", "3 sao"],
            ["Tổng cộng", None, None, None, None],
        ],
    )  # fmt: skip
    found = read_decisions(path, today=TODAY)
    day = date(2025, 6, 19)
    assert told(found) == [
        ("Tiêu xanh sấy thăng hoa", "Công ty TNHH TM XNK Sachi Thịnh Phát", 4, "858/QĐ-UBND", day),
        ("Trái cây sấy thăng hoa", "Công ty TNHH TM XNK Sachi Thịnh Phát", 4, "858/QĐ-UBND", day),
        ("Cà phê bột", "HTX Nông nghiệp Đắk Song", 3, "858/QĐ-UBND", day),
    ]
    assert not found.problems
    second, third = found.certificates[1:]
    assert (second.issuer, second.level) == ("UBND tỉnh Đắk Nông", "A")
    assert (second.province, second.former_province, second.commune) == ("lam-dong", "dak-nong", "dong-gia-nghia")
    assert third.commune == "thuan-hanh"


def test_decisions_of_each_row_and_dates_in_every_shape(tmp_path: Path) -> None:
    heading = ["TT", "Sản phẩm", "Chủ thể", "Xếp hạng", "Số quyết định", "Ngày ký", "Cơ quan cấp", "Ngày hết hạn"]
    path = workbook(
        tmp_path / "list.xlsx",
        [
            heading,
            [1, "A", "HTX A", "3 sao", "12/QĐ-UBND", date(2024, 1, 5), "UBND huyện Bát Xát", date(2027, 1, 5)],
            [2, "B", "HTX B", "4*", "Quyết định số 13/QĐ-UBND ngày 6/1/2024 của UBND tỉnh Lào Cai", None, None, None],
            [3, "C", "HTX C", "★★★", "14", "07/01/2024", "UBND tỉnh Lào Cai", "ngày 7 tháng 1 năm 2027"],
            [4, "D", "HTX D", "Bốn sao", "15/QĐ-UBND", "2024-01-08", "UBND tỉnh Lào Cai", 46395],
            [5, "E", "HTX E", 5, "2890/QĐ-BNN-VPĐP", "30.6.2021", None, None],
        ],
    )
    found = read_decisions(path, today=TODAY)
    assert [(one.stars, one.number, str(one.issued_on), one.issuer) for one in found.certificates] == [
        (3, "12/QĐ-UBND", "2024-01-05", "UBND huyện Bát Xát"),
        (4, "13/QĐ-UBND", "2024-01-06", "UBND tỉnh Lào Cai"),
        (3, "14/QĐ-UBND", "2024-01-07", "UBND tỉnh Lào Cai"),
        (4, "15/QĐ-UBND", "2024-01-08", "UBND tỉnh Lào Cai"),
        (5, "2890/QĐ-BNN-VPĐP", "2021-06-30", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ]
    assert [str(one.expires_on) for one in found.certificates[:4]] == ["2027-01-05", "None", "2027-01-07", "2027-01-08"]


def test_rows_that_are_no_certificate_are_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        [
            ["TT", "Tên sản phẩm", "Chủ thể", "Hạng"],
            [1, "Được", "HTX A", "3"],
            [2, "Hai sao", "HTX A", "2 sao"],
            [3, "Không sao", "HTX A", None],
        ],
        title="OCOP",
    )
    found = read_decisions(path, decision=Decision(number="1/QĐ-UBND", date=date(2026, 1, 1)), today=TODAY)
    assert [one.product_name for one in found.certificates] == ["Được"]
    assert [(one.sheet, one.row, one.reason) for one in found.problems] == [
        ("OCOP", 3, "2 stars carry no certificate"),
        ("OCOP", 4, "the row does not say how many stars"),
    ]


PTNT = [
    ["MA_OCOP", "Ma_DonViHanhChinh", "Ma_ThoiGian", "Ma_SanPham", "TenSanPham", "XepHang",
     "ChuTheSXKD", "DoanhThuNam", "TrangThai"],
    ["83-829-28780-3-2022", "24617", "2025", "SP1", "Kẹo dừa", "4*", "HTX Mỹ Lồng", "120", "Còn hiệu lực"],
    ["83-829-28780-4-2022", "99999", "2025", "SP2", "Bánh tráng", "3*", "HTX Mỹ Lồng", "80", "Thu hồi"],
]  # fmt: skip


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")])
def test_the_table_ptnt_ocop_as_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(PTNT)
    path = tmp_path / "PTNT_OCOP.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    found = read_decisions(path, today=TODAY)
    first, second = found.certificates
    assert (first.product_name, first.producer_name, first.stars) == ("Kẹo dừa", "HTX Mỹ Lồng", 4)
    assert (first.file_code, first.level, first.issued_on) == ("83-829-28780-3-2022", "B1", None)
    assert (first.province, first.former_province, first.commune) == ("lam-dong", "dak-nong", "dong-gia-nghia")
    assert (second.revoked_on, second.province) == (TODAY, None)
    assert first.revoked_on is None


def test_what_was_read_proves_a_listing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        [
            ["Kèm theo Quyết định số 77/QĐ-UBND ngày 3/3/2026 của UBND tỉnh Lào Cai"],
            ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"],
            [1, "Miến dong Bình Lư", "HTX Bình Lư", "4 sao"],
        ],
    )
    registry = CertificateRegistry.from_rows(read_decisions(path, today=TODAY).certificates)
    listing = Listing(url="https://shop.example/p/1", name="Miến dong Bình Lư 500g", producer="Hợp tác xã Bình Lư")
    ocop = normalise(listing, registry=registry, today=TODAY).facts.ocop
    assert (ocop.stars, ocop.status) == (4, "proven")


def pdf_of(lines: Sequence[tuple[int, int, str]]) -> bytes:
    """One page of text at (x, y), in a font whose codes are the letters' own, as a word processor writes it."""
    shown = "\n".join(
        f"BT /F1 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in lines
    ).encode()
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /A def 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 8\n0000000000 65535 f \n%strailer << /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def test_a_pdf_with_text(tmp_path: Path) -> None:
    path = tmp_path / "decision.pdf"
    path.write_bytes(
        pdf_of(
            [
                (100, 560, "Kèm theo Quyết định số 768/QĐ-UBND ngày 07/5/2025 của UBND huyện Cư Jút"),
                (40, 520, "STT"), (90, 520, "Tên sản phẩm"), (260, 520, "Chủ thể"), (500, 520, "Hạng sao"),
                (40, 500, "1"), (90, 500, "Tinh bột nghệ"), (260, 500, "Cơ sở sản xuất tinh bột"), (500, 500, "3 sao"),
                (260, 486, "nghệ Hải Hoa"),
                (40, 466, "2"), (90, 466, "Trà Bí đao"), (260, 466, "Hợp tác xã Trà Organic"), (500, 466, "3 sao"),
            ]
        )
    )  # fmt: skip
    found = read_decisions(path, today=TODAY)
    day = date(2025, 5, 7)
    assert told(found) == [
        ("Tinh bột nghệ", "Cơ sở sản xuất tinh bột nghệ Hải Hoa", 3, "768/QĐ-UBND", day),
        ("Trà Bí đao", "Hợp tác xã Trà Organic", 3, "768/QĐ-UBND", day),
    ]
    assert {one.issuer for one in found.certificates} == {"UBND huyện Cư Jút"}


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("empty.csv", b"", "no sheet has columns"),
        ("prose.csv", "Không có bảng nào ở đây".encode(), "no sheet has columns"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .xlsx"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "damaged"),
        ("broken.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("scan.pdf", pdf_of([]), "no text in it"),
        ("picture.csv", b"\x89PNG\0\0\0\0" * 20, "neither a workbook"),
    ],
)
def test_files_that_are_no_list(tmp_path: Path, name: str, body: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(UnreadableList, match=said):
        read_decisions(path, today=TODAY)


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableList, match="larger than"):
        read_decisions(path, today=TODAY)

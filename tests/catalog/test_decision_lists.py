"""Decision lists in the many shapes provinces publish them, and what must come out of each."""

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from catalog.certificates import UnreadableList
from catalog.certificates.reading import DecisionList, read_decisions
from tests.catalog.decision_lists import LISTS, Rows

TODAY = date(2026, 11, 26)


def workbook(path: Path, sheets: dict[str, Rows]) -> Path:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, rows in sheets.items():
        made = book.create_sheet(title)
        for row in rows:
            made.append(list(row))
    book.save(path)
    return path


def told(found: DecisionList) -> list[str]:
    return [
        " | ".join(
            str(part) for part in (one.product_name, one.producer_name, one.stars, one.number, one.issued_on, one.level)
        )
        for one in found.certificates
    ]


@pytest.mark.parametrize("shape", LISTS)
def test_a_list_of_this_shape(tmp_path: Path, shape: str) -> None:
    sheets, expected = LISTS[shape]
    assert told(read_decisions(workbook(tmp_path / "list.xlsx", sheets), today=TODAY)) == expected


def test_groups_and_places_of_sections_and_issuers_reach_the_rows(tmp_path: Path) -> None:
    sheets, _ = LISTS["letterhead, groups in rows of their own, points beside stars, a total and a remark"]
    found = read_decisions(workbook(tmp_path / "list.xlsx", sheets), today=TODAY)
    assert [(one.issuer, one.category, one.province, one.commune) for one in found.certificates] == [
        ("UBND tỉnh Lào Cai", "Nhóm thực phẩm", "lao-cai", "bat-xat"),
        ("UBND tỉnh Lào Cai", "Nhóm thực phẩm", "lao-cai", "ta-van"),
        ("UBND tỉnh Lào Cai", "Nhóm đồ uống", "lao-cai", "bac-ha"),
    ]
    assert not found.problems
    assert not found.notes


HEADINGS = ["STT", "Tên sản phẩm", "Chủ thể", "Hạng", "Số QĐ", "Ngày ký", "Ngày hết hạn"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([1, "A", "HTX A", "2 sao", "1/QĐ-UBND", "5/8/2026"], "2 stars carry no certificate"),
        ([1, "A", "HTX A", "1*", "1/QĐ-UBND", "5/8/2026"], "1 stars carry no certificate"),
        ([1, "A", "HTX A", "6 sao", "1/QĐ-UBND", "5/8/2026"], "there are no 6 stars"),
        ([1, "A", "HTX A", "3-4 sao", "1/QĐ-UBND", "5/8/2026"], "the row does not say how many stars: “3-4 sao”"),
        ([1, "A", "HTX A", "Không đạt", "1/QĐ-UBND", "5/8/2026"], "the row says that it was not rated (“Không đạt”)"),
        ([1, "A", "HTX A", None, "1/QĐ-UBND", "5/8/2026"], "the row does not say how many stars"),
        ([1, None, "HTX A", "3 sao", "1/QĐ-UBND", "5/8/2026"], "the row does not name the product"),
        ([1, "A", None, "3 sao", "1/QĐ-UBND", "5/8/2026"], "the row does not name the maker"),
        ([1, None, "HTX A", None, None, None, None, "Gạo nếp"], "the row does not name the product"),
        ([1, "A", "HTX A", "3 sao", "1/QĐ-UBND", "31/2/2026"], "“31/2/2026” is no day of the calendar"),
        ([1, "A", "HTX A", "3 sao", "1/QĐ-UBND", "5/8/2036"],
         "a decision of 05/08/2036 lies before OCOP (2018) or after today"),
    ],
)  # fmt: skip
def test_a_row_that_is_none_is_named_and_the_rest_goes_in(tmp_path: Path, row: list[Any], reason: str) -> None:
    good = [2, "B", "HTX B", "3 sao", "1/QĐ-UBND", "5/8/2026"]
    found = read_decisions(workbook(tmp_path / "list.xlsx", {"S": [HEADINGS, row, good]}), today=TODAY)
    assert [(one.sheet, one.row, one.reason) for one in found.problems] == [("S", 2, reason)]
    assert told(found) == ["B | HTX B | 3 | 1/QĐ-UBND | 2026-08-05 | A"]


@pytest.mark.parametrize(
    ("printed", "until", "note"),
    [
        ("5/8/2025", None, "it would expire (05/08/2025) before it was decided; 36 months are taken instead"),
        ("5/8/2036", None, "it would hold until 05/08/2036, longer than the law allows; 36 months are taken"),
        ("1/2/2030", date(2030, 2, 1), None),
    ],
)
def test_an_expiry_that_cannot_be_is_put_right_and_said(
    tmp_path: Path, printed: str, until: date | None, note: str | None
) -> None:
    row = [1, "A", "HTX A", "3 sao", "1/QĐ-UBND", "5/8/2026", printed]
    found = read_decisions(workbook(tmp_path / "list.xlsx", {"S": [HEADINGS, row]}), today=TODAY)
    assert [one.expires_on for one in found.certificates] == [until]
    assert [one.reason for one in found.notes] == ([note] if note else [])


TABLE = [
    ["STT", "Tên sản phẩm", "Tên chủ thể", "Hạng sao", "Số QĐ", "Ngày QĐ", "Cơ quan ban hành"],
    ["1", "Kẹo dừa Bến Tre", "Cơ sở kẹo dừa Thanh Long", "4", "2489/QĐ-UBND", "28/11/2025", "UBND tỉnh Vĩnh Long"],
    ["2", "Mật hoa dừa, hữu cơ", "Công ty TNHH Trà Vinh", "5 sao", "1234/QĐ-BNNMT", "ngày 5 tháng 8 năm 2026", ""],
]


def windows_1258(text: str) -> bytes:
    """As the code page writes it: letters with their hats, tones as signs behind them."""
    pieces = []
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        hats = "".join(mark for mark in marks if mark not in tones)
        pieces.append(unicodedata.normalize("NFC", base + hats) + tones)
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("titled", [False, True])
def test_the_same_table_as_text(tmp_path: Path, delimiter: str, encoding: str, titled: bool) -> None:
    text = io.StringIO()
    title = [["DANH SÁCH SẢN PHẨM OCOP", "", "", "", "", "", ""], [""] * 7] if titled else []
    csv.writer(text, delimiter=delimiter).writerows([*title, *TABLE])
    path = tmp_path / "list.csv"
    path.write_bytes(windows_1258(text.getvalue()) if encoding == "cp1258" else text.getvalue().encode(encoding))
    assert told(read_decisions(path, today=TODAY)) == [
        "Kẹo dừa Bến Tre | Cơ sở kẹo dừa Thanh Long | 4 | 2489/QĐ-UBND | 2025-11-28 | A",
        "Mật hoa dừa, hữu cơ | Công ty TNHH Trà Vinh | 5 | 1234/QĐ-BNNMT | 2026-08-05 | A",
    ]


REVOKED: Rows = [
    ["DANH SÁCH SẢN PHẨM BỊ THU HỒI GIẤY CHỨNG NHẬN SẢN PHẨM OCOP"],
    ["(Kèm theo Quyết định số 2222/QĐ-UBND ngày 20/10/2026 của UBND tỉnh Lào Cai)"],
    ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao", "Quyết định công nhận", "Lý do thu hồi"],
    [1, "Gạo Séng Cù", "HTX Mường Vi", "4 sao", "1234/QĐ-UBND ngày 05/8/2026", "HTX giải thể"],
    [2, "Lạp sườn", "HTX Tả Van", None, None, "Không duy trì"],
]


def test_a_list_of_revocations_gives_no_stars(tmp_path: Path) -> None:
    found = read_decisions(workbook(tmp_path / "list.xlsx", {"S": REVOKED}), today=TODAY)
    assert told(found) == [
        "Gạo Séng Cù | HTX Mường Vi | 4 | 1234/QĐ-UBND | 2026-08-05 | A",
        "Lạp sườn | HTX Tả Van | 0 |  | None | R",
    ]
    by = "2222/QĐ-UBND ngày 20/10/2026 của UBND tỉnh Lào Cai"
    assert {(one.revoked_on, one.revoked_by) for one in found.certificates} == {(date(2026, 10, 20), by)}


def test_revocations_told_by_a_title_or_a_status_name_the_decision_that_revokes(tmp_path: Path) -> None:
    title = "Quyết định 15/QĐ-UBND ngày 4/4/2026 của UBND tỉnh Cà Mau về việc thu hồi Giấy chứng nhận OCOP"
    by_title: Rows = [
        [title],
        ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao", "QĐ công nhận"],
        [1, "Tôm khô", "HTX Rạch Gốc", "4 sao", "1900/QĐ-UBND ngày 5/5/2025"],
    ]
    by_status: Rows = [
        ["STT", "Tên sản phẩm", "Chủ thể", "Hạng sao", "Quyết định", "Trạng thái"],
        [
            1,
            "Tôm khô",
            "HTX Rạch Gốc",
            "4 sao",
            "1900/QĐ-UBND ngày 5/5/2025",
            "Thu hồi theo QĐ 15/QĐ-UBND ngày 4/4/2026",
        ],
        [2, "Cua khô", "HTX Rạch Gốc", "4 sao", "1900/QĐ-UBND ngày 5/5/2025", "Còn hiệu lực"],
    ]
    for rows, others in ((by_title, []), (by_status, [None])):
        found = read_decisions(workbook(tmp_path / "list.xlsx", {"S": rows}), today=TODAY)
        assert [one.revoked_on for one in found.certificates] == [date(2026, 4, 4), *others]
        assert str(found.certificates[0].revoked_by).startswith("15/QĐ-UBND ngày 04/04/2026")
        assert found.certificates[0].number == "1900/QĐ-UBND"


BY_RATING: Rows = [
    ["TT", "Chủ thể", "Quyết định", "3 sao", "4 sao"],
    ["1", "HTX Na", "46/QĐ-UBND ngày 6/7/2026", "Na dai\nMứt na", ""],
    ["2", "HTX Dứa", "46/QĐ-UBND ngày 6/7/2026", "", "Dứa, sấy dẻo"],
]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_goods_named_under_ratings_as_text(tmp_path: Path, delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(BY_RATING)
    path = tmp_path / "list.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    found = read_decisions(path, today=TODAY)
    assert told(found) == [
        "Na dai Mứt na | HTX Na | 3 | 46/QĐ-UBND | 2026-07-06 | A",
        "Dứa, sấy dẻo | HTX Dứa | 4 | 46/QĐ-UBND | 2026-07-06 | A",
    ]
    (note,) = found.notes
    assert (note.row, note.reason.split(";")[0]) == (2, "“Na dai Mứt na” is read as one product")


def test_names_under_ratings_in_a_list_of_revocations_give_no_stars(tmp_path: Path) -> None:
    rows: Rows = [*REVOKED[:2], ["TT", "Chủ thể", "3 sao", "4 sao"], [1, "HTX Mường Vi", None, "Gạo Séng Cù"]]
    (one,) = read_decisions(workbook(tmp_path / "list.xlsx", {"S": rows}), today=TODAY).certificates
    assert (one.product_name, one.level, one.revoked_on) == ("Gạo Séng Cù", "R", date(2026, 10, 20))


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("Kết quả phân hạng", "A"),
        ("Kết quả thực hiện kế hoạch năm 2026", "A"),
        ("Kế hoạch năm 2027", "B2"), ("Mục tiêu", "B2"),
        ("Đã hết hiệu lực", None), ("Hết hạn", None), ("Bị loại", None), ("Tạm đình chỉ", None),
    ],
)  # fmt: skip
def test_a_mark_under_a_rating_proves_no_more_than_its_heading_says(
    tmp_path: Path, heading: str, level: str | None
) -> None:
    rows: Rows = [
        ["Kèm theo Quyết định số 48/QĐ-UBND ngày 6/7/2026 của UBND tỉnh Sơn La"],
        ["TT", "Tên sản phẩm", "Chủ thể", heading, None],
        [None, None, None, f"3 sao ({heading})", f"4 sao ({heading})"],
        [1, "Na dai", "HTX Na", None, "x"],
    ]
    found = read_decisions(workbook(tmp_path / "list.xlsx", {"S": rows}), today=TODAY)
    assert [one.level for one in found.certificates] == ([level] if level else [])


def test_a_table_that_counts_ratings_names_no_goods(tmp_path: Path) -> None:
    rows: Rows = [["TT", "Đơn vị", "3 sao", "4 sao"], [1, "Huyện Bắc Hà", 12, 3], [2, "Thị xã Sa Pa", 9, None]]
    with pytest.raises(UnreadableList, match="no sheet has columns"):
        read_decisions(workbook(tmp_path / "list.xlsx", {"S": rows}), today=TODAY)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("page.xls", b"<html><table><tr><td>STT</td></tr></table></html>", "a web page"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ],
)
def test_files_of_another_kind_than_their_name(tmp_path: Path, name: str, body: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(UnreadableList, match=said):
        read_decisions(path, today=TODAY)

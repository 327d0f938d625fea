"""Which column of a list holds what, by its headings in the words provinces use and in the table PTNT_OCOP.

PTNT_OCOP is the table of 5277/QĐ-BNNMT: MA_OCOP, Ma_DonViHanhChinh, Ma_ThoiGian, TenSanPham, XepHang, ChuTheSXKD, …
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalog.certificates.ratings import Rating, names_stand_under, rating_of
from catalog.normalise.text import fold
from catalog.sheets.cells import Cell, Grid

# The first that matches says what a heading means; folded, so a heading of other words comes before what it contains.
_MEANINGS = (
    ("index", r"(?:stt|tt|so tt|so thu tu|no|id|#)\.?$"),
    ("file_code", r"ma ?ocop|ma ho so|ma (?:so )?san pham ocop|ma ocop"),
    ("unit_code", r"ma ?donvihanhchinh|ma don vi hanh chinh|ma dvhc"),
    ("", r"ma ?sanpham|ma (?:so|san pham)|mst\b|don vi tinh|so (?:dien thoai|diem|luong|gcn|giay)|so\s?/?gcn|loai hinh"
         r"|giay chung nhan|gcn\b|(?:nguoi )?dai dien|nam sinh|gia ban|anh\b|hinh anh|tong diem|diem\b|ghi chu"),
    ("reason", r"ly do"),
    ("revoked_on", r"ngay thu hoi"),
    ("expires_on", r"(?:ngay )?het han|(?:ngay |thoi gian |con )?(?:co )?hieu luc (?:den|toi)|thoi (?:han|gian het)"
                   r"|(?:co )?gia tri den|den ngay|expir|valid until"),
    ("issuer", r"(?:co quan|don vi|noi|cap|tham quyen|nguoi)\s.*(?:ban hanh|cong nhan|\bcap|\bky\b|phe duyet"
               r"|quyet dinh)|noi cap|issued by|issuer"),
    ("issued_on", r"ngay\b|ma ?thoigian|thoi (?:gian|diem)|nam(?: \w+)*? (?:cong nhan|danh gia|cap|dat)|nam$"
                  r"|(?:issue )?date|issued on"),
    ("old_stars", r"(?:hang|sao|xep hang|phan hang|ket qua|so sao)\b.*\b(?:cu|truoc|da dat|hien tai|tu danh gia|"
                  r"tu cham|cap huyen|cap xa)\b|tu danh gia"),
    ("proposed", r"(?:du kien|de nghi|de xuat|dang ky|tiem nang|phan dau)\b.*\b(?:sao|hang)\b"
                 r"|(?:hang|sao|xep hang|phan hang|so sao)\b.*\b(?:de nghi|du kien|dang ky|de xuat)"),
    ("stars", r"xep ?hang|phan hang|hang\b(?! (?:muc|hoa))|hang sao|so (?:luong )?sao|ket qua|xep loai|sao\b|stars?\b"
              r"|rating|muc sao|cap sao|danh hieu|ocop$"),
    ("number", r"(?:so )?(?:va )?(?:van ban|quyet dinh|qd\b|vb\b)|so,?(?: va)? ?(?:ky )?(?:hieu|ngay)"
               r"|so[/, ]+ngay|so q[dđ]|decision|theo (?:quyet dinh|qd)"),
    ("category", r"nhom|nganh|phan nhom|linh vuc|bo san pham|loai san pham|phan loai|group|category"),
    ("product", r"ten (?:goi )?(?:san pham|sp|hang hoa|thuong mai)|tensanpham|(?:cac |danh muc |danh sach )?san pham"
                r"|sp\b|product"),
    ("address", r"dia chi|dia diem|noi san xuat|tru so|address"),
    ("producer", r"chuthesxkd|(?:ten )?(?:cac )?(?:chu the|co so|don vi|to chuc|htx|hop tac xa|doanh nghiep|cong ty"
                 r"|nha san xuat|ho (?:san xuat|kinh doanh|sx|kd)|chu so huu|nguoi san xuat)|producer|manufacturer"
                 r"|maker"),
    ("commune", r"(?:ten )?(?:xa|phuong|thi tran)\b|dia ban|dia phuong|commune"),
    ("district", r"(?:ten )?(?:huyen|quan|thi xa|thanh pho)\b|district"),
    ("province", r"(?:ten )?tinh\b(?! (?:trang|hinh))|province"),
    ("status", r"trangthai|trang thai|tinh trang|hieu luc$|con hieu luc|status"),
)  # fmt: skip
_MEANING = tuple((name, re.compile(pattern)) for name, pattern in _MEANINGS)
_BETTER = {
    "product": re.compile(r"ten"),
    "producer": re.compile(r"ten|chu the"),
    "stars": re.compile(r".*(?:cong nhan|moi|dat|cap tinh|trung uong)"),
    "issued_on": re.compile(r".*(?:ky|quyet dinh|ban hanh|cong nhan|\bqd)"),
    "number": re.compile(r".*\bso\b"),
}
_GOODS = ("product", "producer")
_VALUES = (
    ("number", re.compile(r"\d\s?/\s?(?:20\d\d\s?/\s?)?q[dđ]")),
    ("stars", re.compile(r"(?<![\d.,])[1-5]\s?(?:sao|\*)|\b(?:ba|bon|nam) sao|^[★⭐*]{3,5}$")),
)
_LOOKED_AT = 60
_DEEPEST = 3
_LONGEST_HEADING = 90


@dataclass(frozen=True)
class Header:
    """The headings: their first and last row, the column of each kind, and the columns of one rating each.

    Under the ratings stand marks such as `x`, or the names of the goods (`goods_under_ratings`).
    """

    first: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    ratings: dict[int, Rating] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    goods_under_ratings: bool = False

    def repeated_in(self, row: Sequence[Cell]) -> bool:
        """Whether a row says the same as the headings, as at the top of every page."""
        said = {_folded(row[at]) if at < len(row) else "" for name, at in self.columns.items() if name in _GOODS}
        return bool(said) and "" not in said and said <= self.words

    @property
    def names_goods(self) -> bool:
        """Whether there are columns for products and their makers."""
        return "producer" in self.columns and ("product" in self.columns or self.goods_under_ratings)


def find_header(grid: Grid) -> Header | None:
    """The first rows that head products and their makers, up to three under one another; None where none do."""
    for index in range(min(len(grid), _LOOKED_AT)):
        named = [header for header in _headers(grid, index) if header.names_goods]
        if named:
            best = max(named, key=lambda header: (len(header.columns) + len(header.ratings), -header.last))
            return _without_letterhead(grid, best)
    return None


def _without_letterhead(grid: Grid, header: Header) -> Header:
    """The headings without rows above them that say nothing of columns, such as `Số: 77/QĐ-UBND | Huế, ngày …`."""
    while header.first < header.last and not any(_says_something(_folded(cell)) for cell in grid[header.first]):
        header = _read(grid, header.first + 1, header.last)
    return header


def _says_something(heading: str) -> bool:
    return bool(heading) and (rating_of([heading]) is not None or bool(_meant([heading])[0]))


def told_by_values(grid: Grid, header: Header) -> dict[str, int]:
    """Columns of decisions and of stars that no known heading names, by what stands in most of their cells."""
    known = {*header.columns.values(), *header.ratings}
    found: dict[str, int] = {}
    for name, pattern in _VALUES:
        if name in header.columns or (name == "stars" and (header.ratings or "proposed" in header.columns)):
            continue
        for column in range(max((len(row) for row in grid), default=0)):
            cells = [str(row[column]) for row in grid[header.last + 1 :] if column < len(row) and row[column]]
            alike = sum(pattern.search(fold(cell)) is not None for cell in cells)
            if column not in known and name not in found and alike > len(cells) / 2:
                found[name] = column
    return found


def _headers(grid: Grid, index: int) -> Iterator[Header]:
    for last in range(index, min(index + _DEEPEST, len(grid))):
        if not _may_head(grid[last]):
            return
        yield _read(grid, index, last)


def _read(grid: Grid, first: int, last: int) -> Header:
    """The headings of these rows, with what stands under them where they do not name a column of products."""
    header = read_headings(grid[first : last + 1], first)
    if "product" in header.columns or not header.ratings:
        return header
    return replace(header, goods_under_ratings=names_stand_under(header.ratings, grid[last + 1 :][:_LOOKED_AT]))


def _may_head(row: Sequence[Cell]) -> bool:
    """Headings are several texts; a title is one, and the number of a row is none."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and all(isinstance(cell, str) and not cell.strip("().").isdigit() for cell in filled)


def read_headings(rows: Sequence[Sequence[Cell]], first: int = 0) -> Header:
    """What the columns under these rows hold; each kind once: the column whose heading says it best, then the first."""
    words = frozenset(_folded(cell) for row in rows for cell in row)
    header = Header(first, first + len(rows) - 1, words=words)
    best: dict[str, bool] = {}
    for column, texts in enumerate(_stacked(rows)):
        if rating := rating_of(texts):
            header.ratings[column] = rating
            continue
        name, text = _meant(texts)
        if name:
            better = name in _BETTER and _BETTER[name].match(text) is not None
            if name not in best or (better and not best[name]):
                header.columns[name], best[name] = column, better
    return header


def _stacked(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """Of each column its headings from the lowest up; a heading over several columns stands over each of them."""
    width = max(map(len, rows))
    filled = []
    for depth, row in enumerate(rows):
        cells: list[str] = []
        for column in range(width):
            text = _folded(row[column] if column < len(row) else None)
            below = any(len(under) > column and under[column] for under in rows[depth + 1 :])
            cells.append(text or (cells[-1] if cells and below and depth < len(rows) - 1 else ""))
        filled.append(cells)
    for column in range(width):
        yield [cells[column] for cells in reversed(filled) if cells[column]]


def _folded(cell: Cell) -> str:
    if not isinstance(cell, str) or len(cell) > _LONGEST_HEADING:
        return ""
    return " ".join(fold(cell).replace("_", " ").split()).strip(" .:()")


def _meant(texts: list[str]) -> tuple[str, str]:
    """The kind and words of a column: by its lowest heading alone, else by all of them, the lowest first."""
    for text in (*texts[:1], " ".join(texts)):
        for name, pattern in _MEANING:
            if pattern.match(text):
                return name, text
    return "", ""

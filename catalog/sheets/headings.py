"""Which column of somebody's list of goods holds what, by its heading: in Vietnamese or English, or the contract's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.listing import Listing
from catalog.normalise.text import fold
from catalog.sheets.cells import Cell, Grid

# What an empty sheet is headed with, and the field each column stands for.
TEMPLATE: Mapping[str, tuple[str, str]] = {
    "name": ("Tên sản phẩm", "Product name"),
    "price": ("Giá bán", "Price"),
    "list_price": ("Giá gốc", "List price"),
    "net_content": ("Khối lượng/Quy cách", "Net content"),
    "description": ("Mô tả", "Description"),
    "producer": ("Cơ sở sản xuất", "Producer"),
    "address": ("Địa chỉ", "Address"),
    "province": ("Tỉnh", "Province"),
    "ocop_stars": ("Số sao OCOP", "OCOP stars"),
    "certificate": ("Quyết định số", "Decision number"),
    "gtin": ("Mã vạch", "Barcode"),
    "phone": ("Điện thoại", "Phone"),
    "category": ("Danh mục", "Category"),
    "url": ("Đường dẫn", "Link"),
    "images": ("Ảnh", "Pictures"),
}
# The first that matches the whole of a heading says what it means; folded, without what stands in brackets.
_MEANINGS = (
    ("index", r"stt|tt|so tt|so thu tu|no|#|id"),
    ("images", r"(?:cac |duong dan |dia chi |link )*(?:hinh|anh)\b.*|(?:images?|pictures?|photos?)(?: urls?| \d+)?"),
    ("url", r"duong dan.*|duong link.*|link.*|lien ket.*|url.*|dia chi (?:web|trang|tin|mang|url|link).*|web ?site"),
    ("list_price", r"(?:don )?gia (?:goc|niem yet|gach|cu|thi truong|chua giam|truoc (?:khi )?giam).*"
                   r"|(?:list|original|old|regular) price"),
    ("price", r"(?:don )?gia(?: san pham| sp)?|(?:don )?gia (?:ban(?! (?:buon|si))|le|khuyen mai|km|hien tai|online"
              r"|de xuat|sau giam).*|(?:unit |selling |sale )?price"),
    ("unit", r"don vi(?: tinh)?|dvt|unit"),
    ("net_content", r"(?:khoi|trong) luong.*|the tich.*|dung tich.*|quy cach.*|dong goi.*|net (?:content|weight)"
                    r"|weight|volume|size"),
    ("description", r"mo ta.*|gioi thieu.*|dac diem.*|noi dung.*|thong tin (?:san pham|chi tiet|mo ta)|descriptions?"),
    ("decided_on", r"ngay (?:(?:ra |ky |ban hanh |cua )?quyet dinh|ky|ban hanh|cong nhan|cap)(?: qd)?"
                   r"|(?:decision|issue) date"),
    ("issuer", r"(?:co quan|don vi|noi) (?:ban hanh|cap|cong nhan|ra quyet dinh).*|issuer"),
    ("certificate", r"(?:so |ma )?(?:quyet dinh|qd|giay chung nhan|gcn)\b.*|(?:decision|certificate)(?: number| no)?"),
    ("ocop_stars", r"(?:so |muc |hang |cap |xep )*(?:sao|hang)(?: san pham)?(?: ocop)?|phan hang.*|xep hang.*|ocop"
                   r"|(?:ocop )?(?:stars?|rating)"),
    ("gtin", r"(?:so )?ma vach.*|gtin|ean|bar ?code|upc"),
    ("sku", r"ma (?:so )?(?:sp|san pham|hang|hang hoa)(?: noi bo)?|ma|sku"),
    ("phone", r"(?:so )?(?:dien thoai|dt|sdt|di dong|hotline)\b.*|lien he|(?:tele)?phone(?: number)?|tel|mobile"),
    ("address", r"dia chi.*|noi san xuat|tru so.*|address"),
    ("province", r"(?:ten )?tinh(?:,? ?(?:thanh pho|tp|thanh))?|province"),
    ("district", r"(?:ten )?(?:quan,? ?)?huyen.*|district"),
    ("commune", r"(?:ten )?xa(?:,? ?(?:phuong|thi tran).*)?|phuong xa|commune"),
    ("shop", r"(?:ten )?(?:gian hang|cua hang|shop|nguoi ban|nha ban hang)|seller"),
    ("producer", r"(?:ten )?(?:chu the|co so|nha san xuat|nsx|don vi san xuat|htx|hop tac xa|cong ty|doanh nghiep"
                 r"|nguoi san xuat|ho san xuat|ho kinh doanh)\b.*|producer|manufacturer|maker"),
    ("category", r"danh muc.*|nhom.*|nganh hang.*|loai(?: san pham| hang)?|phan loai.*|chung loai|category|group"),
    ("availability", r"tinh trang.*|con hang.*|availability"),
    ("currency", r"(?:loai |dong )?tien te|loai tien"),
    ("marketplace", r"san(?: tmdt| thuong mai dien tu)?"),
    ("name", r"(?:ten )?(?:san pham|sp|hang hoa|mat hang|hang)(?: ocop)?|ten(?: goi| tin| day du)?(?: san pham)?"
             r"|(?:product |item )?(?:name|title)|product"),
)  # fmt: skip
_MEANING = tuple((name, re.compile(pattern)) for name, pattern in _MEANINGS)
CONTRACT = frozenset(Listing.model_fields) - {"extra"}
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_JOINED = ("images", "net_content", "index")
_LOOKED_AT = 40
_LONGEST = 90


@dataclass(frozen=True)
class Column:
    """One column: the field it stands for (none where nobody knows), its heading, and what stands in its brackets."""

    field: str | None
    heading: str
    bracketed: str = ""


@dataclass(frozen=True)
class Headings:
    """The columns of a table by their place, and the last row of its headings (from 0)."""

    last: int
    columns: dict[int, Column] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many columns stand for something."""
        return sum(one.field is not None for one in self.columns.values())


def find_headings(grid: Grid) -> Headings | None:
    """The row, or the two under one another, that head most fields, among them the name; None where none do."""
    found = [headings for at in range(min(len(grid), _LOOKED_AT)) for headings in _headings(grid, at)]
    return max(found, key=lambda one: one.known, default=None)


def _headings(grid: Grid, at: int) -> Iterator[Headings]:
    for rows in (grid[at : at + 1], grid[at : at + 2]):
        headings = Headings(at + len(rows) - 1, dict(_columns(rows)))
        if any(one.field == "name" for one in headings.columns.values()):
            yield headings


def _columns(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, Column]]:
    """The columns that have a heading; of two for one field the first counts, the second is one nobody knows."""
    taken: set[str] = set()
    for at in range(max(map(len, rows))):
        texts = [str(row[at]) for row in reversed(rows) if at < len(row) and row[at]]
        if not texts:
            continue
        column = next((one for one in map(_column, texts) if one.field), _column(texts[0]))
        if column.field in taken and column.field not in _JOINED:
            column = Column(None, column.heading)
        taken.add(column.field or "")
        yield at, column


def _column(text: str) -> Column:
    heading = " ".join(text.split())
    words = fold(heading)
    bracketed = " ".join(_IN_BRACKETS.findall(words))
    plain = " ".join(re.sub(r"[_*:.\"“”?]", " ", _IN_BRACKETS.sub(" ", words)).split())
    return Column(_field(plain) if len(plain) <= _LONGEST else None, heading, bracketed)


def _field(words: str) -> str | None:
    """What a heading means: the whole of it, else its first part (`Tên sản phẩm / Product name`)."""
    if (named := words.replace(" ", "_")) in CONTRACT:
        return named
    for text in (words, re.split(r"\s*[/|;–-]\s*", words)[0]):
        for name, pattern in _MEANING:
            if pattern.fullmatch(text):
                return name
    return None

"""Listings from a sheet of goods: each row under the headings is one, in its own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from catalog.listing import Listing, ListingError, Oddity, parse_listing
from catalog.normalise.text import fold
from catalog.sheets.cells import GENEROUS, LARGEST_FILE, Cell, Grid, Limits, UnreadableList, text_of
from catalog.sheets.delimited import DELIMITERS, decoded, delimited_grid
from catalog.sheets.headings import Column, Headings, find_headings
from catalog.sheets.values import record_of, stand_in
from catalog.sheets.workbooks import COMPOUND, ZIP, compound_file, workbook_grids

_SAMPLE = 50_000
_GLANCE = Limits(unpacked=0, rows=60, columns=60)
_AT_THE_END = 100
# What a list ends with: a sum, a place and day, who signs.
_CLOSING = re.compile(
    r"(?:tong|cong)(?: cong| so| tien| gia tri)*\W*|(?:.*, )?ngay .* thang .* nam .*"
    r"|(?:nguoi lap|ke toan|giam doc|thu quy)(?: bieu| bang| truong)?\W*|\(ky.*"
)
_LONGEST_CLOSING = 90
_COUNT = re.compile(r"\(?[1-9]\d?\)?")


class SheetRow(NamedTuple):
    """One row by its number in the sheet, from 1: its fields, and what was odd about its cells."""

    number: int
    fields: dict[str, Any]
    oddities: list[Oddity]


@dataclass
class Table:
    """The rows of a list of goods. `unused` names columns that hold something and stand for no field;
    `passed_over` names further sheets with such a list, which were not read."""

    rows: list[SheetRow] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def is_sheet(body: bytes) -> bool:
    """Whether a file is a workbook, or text with a column of names or nothing of JSON in it."""
    if body.startswith((ZIP, COMPOUND)):
        return True
    try:
        text = decoded(body).lstrip()
        return text[:1] not in ("", "{", "[") and ("{" not in text or _best(text[:_SAMPLE], _GLANCE) is not None)
    except UnreadableList:
        return False


def read_sheet(path: Path) -> Table:
    """The rows of a file of this machine. Raises OSError where it cannot be opened, UnreadableList likewise."""
    if path.stat().st_size > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        raise UnreadableList(f"the file is larger than {most} MB", f"tệp lớn hơn {most} MB")
    return read_table(path.read_bytes(), replace(GENEROUS, macros=False))


def read_table(body: bytes, limits: Limits) -> Table:
    """The rows of the first sheet of a workbook, or of the text, whose headings name goods.

    Raises UnreadableList where it is none, has no such headings, or holds more rows than `limits` says.
    """
    tables = [(name, grid, headings) for name, grid in _grids(body, limits) if (headings := find_headings(grid))]
    if not tables:
        raise UnreadableList(
            "no row has a heading “Tên sản phẩm” or “name” over a column of names",
            "không thấy hàng tiêu đề có cột “Tên sản phẩm”",
        )
    # A column of names alone is a list only where no sheet has more.
    tables = [one for one in tables if one[2].known > 1] or tables[:1]
    _, grid, headings = tables[0]
    # Rows that were only given a look, down to the end of a sheet, are no goods.
    if len(grid) >= limits.rows and any(map(any, grid[-_AT_THE_END:])):
        raise UnreadableList(
            f"the sheet has {limits.rows:,} rows or more; copy the goods alone into a new one",
            f"trang tính dài từ {limits.rows} hàng trở lên; hãy chép riêng phần sản phẩm sang tệp mới",
        )
    columns = headings.columns | _nameless(grid, headings)
    below = grid[headings.last + 1 :]
    unused = [
        one.heading for at, one in columns.items() if one.field is None and any(text_of(row, at) for row in below)
    ]
    return Table(list(_rows(grid, headings, columns)), list(dict.fromkeys(unused)), [name for name, *_ in tables[1:]])


def read_row(row: SheetRow) -> tuple[Listing, list[Oddity]]:
    """The listing of a row; where it has no address, one that names the row stands in. Raises ListingError."""
    if not row.fields.get("name"):
        raise ListingError("the product's name is missing", "chưa có tên sản phẩm")
    listing, oddities = parse_listing({"url": stand_in(row.number)} | row.fields)
    return listing, row.oddities + oddities


def _grids(body: bytes, limits: Limits) -> list[tuple[str, Grid]]:
    if body.startswith(ZIP):
        return workbook_grids(BytesIO(body), limits)
    if body.startswith(COMPOUND):
        raise compound_file(body)
    text = decoded(body)
    best = _best(text[:_SAMPLE], limits)
    return [("", delimited_grid(text, limits, best[0] if best else None))]


def _best(text: str, limits: Limits) -> tuple[str, Headings] | None:
    """The delimiter that gives headings with most fields, and those headings."""
    tried = ((one, find_headings(delimited_grid(text, limits, one))) for one in DELIMITERS)
    found = [(delimiter, headings) for delimiter, headings in tried if headings is not None]
    return max(found, key=lambda one: one[1].known, default=None)


def _nameless(grid: Grid, headings: Headings) -> dict[int, Column]:
    """Columns without a heading that hold something, by their letter."""
    rows = grid[headings.last + 1 :]
    filled = {at for row in rows for at, cell in enumerate(row) if cell and at not in headings.columns}
    return {at: Column(None, _letters(at)) for at in sorted(filled)}


def _letters(at: int) -> str:
    high, low = divmod(at, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)


def _rows(grid: Grid, headings: Headings, columns: dict[int, Column]) -> Iterator[SheetRow]:
    heads = {at: fold(one.heading) for at, one in headings.columns.items()}
    for number, row in enumerate(grid[headings.last + 1 :], headings.last + 2):
        if _says_nothing(row, columns) or all(fold(_spaced(row, at)) == words for at, words in heads.items()):
            continue
        yield SheetRow(number, *record_of(row, columns))


def _spaced(row: Sequence[Cell], at: int) -> str:
    return " ".join(text_of(row, at).split())


def _says_nothing(row: Sequence[Cell], columns: dict[int, Column]) -> bool:
    """An empty row, one with its running number alone, one that closes the list, or numbers the columns: (1), (2)."""
    filled = {at: str(cell) for at, cell in enumerate(row) if cell}
    first = next(iter(filled.values()), "")
    if len(first) <= _LONGEST_CLOSING and _CLOSING.fullmatch(fold(first)):
        return True
    if all(at in columns and columns[at].field == "index" for at in filled):
        return True
    counted = [int(text.strip("()")) for text in filled.values() if _COUNT.fullmatch(text)]
    return len(filled) > 2 and counted == list(range(counted[0] if counted else 1, len(filled) + (counted or [1])[0]))

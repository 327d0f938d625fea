"""Decision lists as certificates: what provinces publish as XLSX, CSV or PDF, and the table PTNT_OCOP.

The decision is read from the row, else from the words above or below the table ("Kèm theo Quyết định số …"), else from
a sheet without a table, else as the caller says. Only rows with a decision's number and date are of level A; a table
without one is government data, level B1; stars that are only proposed are level B2 and prove nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from catalog.certificates.cells import is_proposed, maker_of, text_of
from catalog.certificates.columns import Header, find_header, told_by_values
from catalog.certificates.grids import grids_of
from catalog.certificates.ratings import Goods, goods_of, ticked
from catalog.certificates.rows import NoCertificate, Row, certificate_of
from catalog.certificates.surroundings import Around, around_of, decision_of, is_closing, lines_of, within_section
from catalog.facts import Decision
from catalog.normalise.stars import read_claim
from catalog.normalise.text import fold
from catalog.sheets.cells import Cell, Grid, UnreadableList
from catalog.tables import Certificate

_NUMERALS = frozenset("0123456789().,- ")


@dataclass(frozen=True)
class Problem:
    """Something about a row, by sheet and row number (from 1)."""

    sheet: str
    row: int
    reason: str


@dataclass
class DecisionList:
    """What a file holds: certificates, the rows that are none, and rows that were kept with something put right."""

    certificates: list[Certificate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_decisions(
    path: Path, *, decision: Decision | None = None, source_url: str | None = None, today: date
) -> DecisionList:
    """Read a list of recognised products; `decision` is the one it belongs to where the file does not say.

    Raises UnreadableList where the file is no list; OSError where it cannot be opened. `today` is the day a product is
    taken as revoked from where the list only says that it is.
    """
    found = DecisionList()
    grids = list(grids_of(path))
    tables = [(sheet, grid, header) for sheet, grid in grids if (header := find_header(grid))]
    if not tables:
        raise UnreadableList(
            "no sheet has columns for products and their makers", "không có bảng nào có cột sản phẩm và chủ thể"
        )
    covers = [line for _, grid in grids if find_header(grid) is None for line in lines_of(grid)]
    for sheet, grid, header in tables:
        around = around_of(lines_of(grid[: header.first]))
        own = around.decision or decision_of(_words_below(grid, header)) or decision_of(covers) or decision
        claim = None if around.stars else read_claim(sheet)
        around = replace(around, decision=own, stars=around.stars or (claim.stars if claim else None))
        for certificate in _Table(sheet, grid, header, found, today).certificates(around):
            certificate.source_url = source_url
            found.certificates.append(certificate)
    return found


def _words_below(grid: Grid, header: Header) -> list[str]:
    """Rows under the headings that are words alone, such as a footer."""
    rows = grid[header.last + 1 :]
    return lines_of(row for row in rows if sum(cell is not None for cell in row) <= 2)


class _Table:
    """One table, row by row; what is no certificate goes to the report."""

    def __init__(self, sheet: str, grid: Grid, header: Header, report: DecisionList, today: date) -> None:
        self._sheet = sheet
        self._grid = grid
        self._header = header
        self._columns = told_by_values(grid, header) | header.columns
        self._report = report
        self._today = today

    def certificates(self, around: Around) -> Iterator[Certificate]:
        """Its certificates; `around` is what the words about it say."""
        if "reason" in self._header.columns or "revoked_on" in self._header.columns:
            around = replace(around, whole="revoked", purpose="revoked")
        if "stars" not in self._columns and "proposed" in self._header.columns:
            around = replace(around, whole="proposed", purpose="proposed")
        start = self._header.last + 1
        for number, row in enumerate(self._grid[start:], start=start + 1):
            filled = [str(cell).strip() for cell in row if cell]
            if not filled or _counts_columns(filled) or self._header.repeated_in(row):
                continue
            cells = self._cells(row)
            goods = [] if text_of(cells, "product") else goods_of(row, self._header.ratings)
            section = None if goods else within_section(around, filled, at_side=self._at_side(row, cells))
            if section is not None and not is_closing(filled[0]):
                around = section
                continue
            if not goods and self._is_aside(filled, cells):
                continue
            one = self._row(cells, row, around)
            around = replace(around, producer=one.producer, address=one.address)
            if not goods and self._names_a_maker_alone(one, row):
                continue
            for each in map(one.naming, goods) if goods else (one,):
                if certificate := self._read(each, number):
                    yield certificate
            self._say_joined(goods, number)

    def _read(self, row: Row, number: int) -> Certificate | None:
        try:
            certificate, notes = certificate_of(row, self._today)
        except NoCertificate as problem:
            self._report.problems.append(Problem(self._sheet, number, str(problem)))
            return None
        self._report.notes.extend(Problem(self._sheet, number, note) for note in notes)
        return certificate

    def _say_joined(self, goods: Sequence[Goods], number: int) -> None:
        for one in goods:
            if one.one_name:
                told = f"“{one.name[:60]}” is read as one product; if it is several, put a hyphen before each line"
                self._report.notes.append(Problem(self._sheet, number, told))

    def _names_a_maker_alone(self, one: Row, row: Sequence[Cell]) -> bool:
        """A maker in a row above its goods: no product, no stars, nothing in columns that are not understood."""
        known = {*self._columns.values(), *self._header.ratings}
        strange = any(cell for at, cell in enumerate(row) if at not in known)
        return not one.product and not one.stars_words and not strange

    def _row(self, cells: dict[str, Cell], row: Sequence[Cell], around: Around) -> Row:
        producer = maker_of(cells.get("producer")) or around.producer
        address = _address(cells) or (around.address if producer == around.producer else "")
        marks = ticked(row, self._header.ratings)
        if marks and marks[0].purpose != "recognised":
            around = replace(around, purpose=marks[0].purpose)
        words = " ".join(f"{mark.stars} sao" for mark in marks) or text_of(cells, "stars") or text_of(cells, "proposed")
        return Row(
            cells=cells,
            around=around,
            product=text_of(cells, "product"),
            producer=producer,
            address=address,
            stars_words=words,
            proposed=around.purpose == "proposed" or is_proposed(words),
        )

    def _cells(self, row: Sequence[Cell]) -> dict[str, Cell]:
        return {name: row[at] if at < len(row) else None for name, at in self._columns.items()}

    def _at_side(self, row: Sequence[Cell], cells: dict[str, Cell]) -> bool:
        """A lone text that stands before the goods' column, or in a row without a number where the rows have one."""
        first = next(index for index, cell in enumerate(row) if cell)
        if "index" in cells and cells["index"] is None:
            return True
        return first not in (self._header.columns.get("product"), self._header.columns["producer"])

    def _is_aside(self, filled: list[str], cells: dict[str, Cell]) -> bool:
        """A total, a remark or a signature, or nothing but the number of a row."""
        if all(set(text) <= _NUMERALS for text in filled):
            return True
        told = [text_of(cells, name) for name in ("product", "producer")]
        return not all(told) and is_closing(filled[0] if set(filled[0]) - _NUMERALS else filled[-1])


def _address(cells: dict[str, Cell]) -> str:
    """The address column with what the columns of commune, district and province add to it."""

    words = text_of(cells, "address")
    wider = (text_of(cells, name) for name in ("commune", "district", "province"))
    return ", ".join((*filter(None, (words,)), *(part for part in wider if part and fold(part) not in fold(words))))


def _counts_columns(filled: Sequence[str]) -> bool:
    """A row that only numbers the columns: (1), (2), (3)."""
    return len(filled) > 2 and all(set(text) <= _NUMERALS and len(text) <= 4 for text in filled)

"""Lists as provinces publish them, as grids of cells: XLSX, CSV and PDF with text in it. No links are followed."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

Cell = str | date | None
Grid = list[list[Cell]]
LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 400_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 60
MOST_PAGES = 500
_GAP = re.compile(r" {2,}")


class UnreadableList(ValueError):
    """A file that is no readable list; the message says why, in English."""


def grids_of(path: Path) -> Iterator[tuple[str, Grid]]:
    """The name and cells of each sheet (XLSX), of the file (CSV) or of all pages together (PDF).

    Raises UnreadableList where the file is too large, damaged, of another kind, or a PDF without text; OSError where
    it cannot be opened.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableList(f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    head = path.open("rb").read(8)
    if head.startswith(b"PK"):
        yield from _workbook(path)
    elif head.startswith(b"%PDF"):
        yield path.name, _pdf(path)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableList("an old .xls workbook, or one with a password; save it as .xlsx or .csv without one first")
    elif head.lstrip().startswith(b"<"):
        raise UnreadableList("a web page, whatever its name says; open it and save it as .xlsx first")
    else:
        yield path.name, _csv(path.read_bytes())


def _workbook(path: Path) -> Iterator[tuple[str, Grid]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableList("the workbook unpacks to more than 400 MB")
            if "word/document.xml" in archive.namelist():
                raise UnreadableList("a Word document; copy its table into a workbook and save that as .xlsx first")
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as problem:
        if isinstance(problem, UnreadableList):
            raise
        raise UnreadableList("the workbook is damaged or of another kind") from problem
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write a wrong one, and rows would be cut off by it
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            yield sheet.title, [[_cell(value) for value in row] for row in rows]
    finally:
        book.close()


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip() or None


def _csv(body: bytes) -> Grid:
    text = _decoded(body)
    sample = text[:20_000]
    try:
        dialect: Any = csv.Sniffer().sniff(sample, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = csv.reader(io.StringIO(text, newline=""), dialect)
        return [[_cell(cell) for cell in row[:MOST_COLUMNS]] for row, _ in zip(rows, range(MOST_ROWS), strict=False)]
    except csv.Error as problem:
        raise UnreadableList(f"the file is no table: {problem}") from problem


def _decoded(body: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Vietnamese code page of Windows."""
    if b"\0" in body[:4000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableList("the file is neither a workbook, a PDF nor text")
    for encoding in ("utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1258"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableList("the file's letters are in no known encoding")


def _pdf(path: Path) -> Grid:
    """Lines of text as rows, each cell in the column of the widest line above it that it lies under."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        pages = [page.extract_text(extraction_mode="layout") for page in reader.pages[:MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as problem:
        raise UnreadableList("the PDF is damaged or locked") from problem
    lines = [line for page in pages for line in page.splitlines() if line.strip()]
    if not lines:
        raise UnreadableList("the PDF has no text in it, only pictures of pages")
    return _aligned(lines)


def _aligned(lines: list[str]) -> Grid:
    """Cells parted by two spaces or more, put under the columns of the header (the first line of four cells)."""
    parted = [_parts(line) for line in lines]
    header = next((index for index, parts in enumerate(parted) if len(parts) >= 4), len(parted))
    grid: Grid = [[" ".join(text for _, _, text in parts)] for parts in parted[:header]]
    columns = parted[header] if header < len(parted) else []
    for parts in parted[header:]:
        row = _under(columns, parts)
        if row[0] is None and len(grid) > header + 1 and len(parts) < len(columns):
            grid[-1] = [_joined(above, below) for above, below in zip(grid[-1], row, strict=True)]
        else:
            grid.append(row)
    return grid


def _under(columns: list[tuple[int, int, str]], parts: list[tuple[int, int, str]]) -> list[Cell]:
    """The cells of a line, each in the column it shares most letters' breadth with."""
    row: list[Cell] = [None] * len(columns)
    for start, end, text in parts:
        index = max(range(len(columns)), key=lambda one: min(end, columns[one][1]) - max(start, columns[one][0]))
        row[index] = _joined(row[index], text)
    return row


def _parts(line: str) -> list[tuple[int, int, str]]:
    parts, start = [], 0
    for gap in (*_GAP.finditer(line), None):
        end = gap.start() if gap else len(line)
        if text := line[start:end].strip():
            parts.append((start, end, text))
        start = gap.end() if gap else end
    return parts


def _joined(above: Cell, below: Cell) -> Cell:
    return f"{above} {below}" if above and below else above or below

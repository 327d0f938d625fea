"""Lists as provinces publish them, as grids of cells: XLSX, CSV and PDF with text in it. No links are followed."""

import re
from collections.abc import Iterator
from pathlib import Path

from catalog.sheets.cells import GENEROUS, LARGEST_FILE, Cell, Grid, UnreadableList
from catalog.sheets.delimited import decoded, delimited_grid
from catalog.sheets.workbooks import COMPOUND, ZIP, compound_file, workbook_grids

MOST_PAGES = 500
_GAP = re.compile(r" {2,}")


def grids_of(path: Path) -> Iterator[tuple[str, Grid]]:
    """The name and cells of each sheet (XLSX), of the file (CSV) or of all pages together (PDF).

    Raises UnreadableList where the file is too large, damaged, of another kind, or a PDF without text; OSError where
    it cannot be opened.
    """
    if path.stat().st_size > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        raise UnreadableList(f"the file is larger than {most} MB", f"tệp lớn hơn {most} MB")
    with path.open("rb") as file:
        head = file.read(8)
        if head.startswith(ZIP):
            yield from workbook_grids(file, GENEROUS)
            return
    if head.startswith(b"%PDF"):
        yield path.name, _pdf(path)
    elif head.startswith(COMPOUND):
        raise compound_file(path.read_bytes())
    elif head.lstrip().startswith(b"<"):
        raise UnreadableList(
            "a web page, whatever its name says; open it and save it as .xlsx first",
            "đây là trang web, dù tên tệp thế nào; hãy mở ra, lưu thành .xlsx rồi gửi",
        )
    else:
        yield path.name, delimited_grid(decoded(path.read_bytes()), GENEROUS)


def _pdf(path: Path) -> Grid:
    """Lines of text as rows, each cell in the column of the widest line above it that it lies under."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        pages = [page.extract_text(extraction_mode="layout") for page in reader.pages[:MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as problem:
        raise UnreadableList("the PDF is damaged or locked", "tệp PDF bị hỏng hoặc bị khóa") from problem
    lines = [line for page in pages for line in page.splitlines() if line.strip()]
    if not lines:
        raise UnreadableList(
            "the PDF has no text in it, only pictures of pages", "tệp PDF chỉ có ảnh chụp trang, không có chữ"
        )
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

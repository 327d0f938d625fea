"""Tables written as text, as spreadsheet programs save and copy them: cells parted by commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from catalog.sheets.cells import Grid, Limits, UnreadableList, cell_of

DELIMITERS = ("\t", ";", ",", "|")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def delimited_grid(text: str, limits: Limits, delimiter: str | None = None) -> Grid:
    """The cells, parted as said, else as the text itself suggests. Raises UnreadableList for what is no table."""
    try:
        text_rows = _rows(text, delimiter)
        return [[cell_of(cell) for cell in row[: limits.columns]] for row in islice(text_rows, limits.rows)]
    except csv.Error as problem:
        raise UnreadableList(
            f"the file is no table: {problem}", "tệp không phải một bảng (có ô quá dài hoặc dấu nháy không đóng)"
        ) from problem


def _rows(text: str, delimiter: str | None) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if delimiter is not None:
        return csv.reader(lines, delimiter=delimiter)
    try:
        return csv.reader(lines, csv.Sniffer().sniff(text[:20_000], delimiters="".join(DELIMITERS)))
    except csv.Error:
        return csv.reader(lines)


def decoded(body: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Vietnamese code page of Windows. Raises UnreadableList for none of these."""
    if b"\0" in body[:4000] and not body.startswith(UTF_16):
        raise UnreadableList(
            "the file is neither a workbook, a PDF nor text", "tệp không phải bảng tính, cũng không phải tệp chữ"
        )
    for encoding in ("utf-16" if body.startswith(UTF_16) else "utf-8-sig", "cp1258"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableList(
        "the file's letters are in no known encoding; save it as UTF-8",
        "không rõ bảng mã của tệp; hãy lưu lại bằng UTF-8 (CSV UTF-8)",
    )

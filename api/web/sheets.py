"""Spreadsheets as CSV: UTF-8 with a mark, so that programs read the tones, and no cell that is taken for a formula."""

import csv
import io
from collections.abc import Sequence

MARK = "\ufeff"
# The full-width forms are taken for formulas by East Asian editions of the same programs.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """Text that no spreadsheet program takes for a formula: what looks like one gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def sheet_line(cells: Sequence[object]) -> str:
    """One line of CSV."""
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()

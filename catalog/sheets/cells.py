"""Cells of a spreadsheet as text and days, and how much of one is read at most."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Cell = str | date | None
Grid = list[list[Cell]]


class UnreadableList(ValueError):
    """A file that is no readable list; the message says why, in English, and `vietnamese` says the same."""

    def __init__(self, english: str, vietnamese: str) -> None:
        super().__init__(english)
        self.vietnamese = vietnamese


@dataclass(frozen=True)
class Limits:
    """How much a file may hold: bytes when unpacked, rows and columns of a sheet, and whether macros may lie in it."""

    unpacked: int
    rows: int
    columns: int
    macros: bool = True


# What a file of this machine's own user may hold.
LARGEST_FILE = 50_000_000
GENEROUS = Limits(unpacked=400_000_000, rows=200_000, columns=60)


def cell_of(value: Any) -> Cell:
    """A cell's value: a day, or text in NFC without a sign of a broken file; None where it is empty."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).replace("\0", "").strip() or None


def text_of(row: Sequence[Cell], column: int) -> str:
    """A cell of a row as text, a day as people write it (`5/8/2026`); empty where there is none."""
    cell = row[column] if column < len(row) else None
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    return cell or ""

"""Values of cells: stars, days and text."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from catalog.normalise.text import clean, fold
from catalog.sheets.cells import Cell

_DATE = re.compile(
    r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?((?:19|20)\d\d|\d\d)(?!\d)|((?:19|20)\d\d)-(\d\d)-(\d\d)"
    r"|(?:ngay )?(\d{1,2}) thang (\d{1,2}),? nam ((?:19|20)\d\d)"
)
_RUN_TOGETHER = re.compile(r"(20\d\d)(0\d|1[0-2])([0-3]\d)")
NUMBER_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_RATED = re.compile(r"(?<![\d.,/])0?([1-9])\s?(?:sao|\*|★|⭐|stars?)|\b(mot|hai|ba|bon|nam) sao")
_RANGE = re.compile(r"(?<![\d.,/])[1-5]\s?(?:-|–|—|/|,|den|hoac|va)\s?[1-5]\s?(?:sao|\*)")
_BARE = re.compile(r"(?:(?:ocop|hang|xep hang|dat)[\s:]*){0,3}0?([1-9])(?:[.,]0)?")
_SIGNS = re.compile(r"[★⭐*\s]+")
_RAISED = re.compile(r"\b(?:len|xuong|thanh|->|→)\b")
_PROPOSED = re.compile(r"tiem nang|de nghi|de xuat|du kien|dang ky|cho (?:cong nhan|trung uong|bo)")
_CONTACT = re.compile(r"(?:\(?\+?\d[\d .)-]{7,}|(?:dia chi|d/c|dc|dien thoai|dt|sdt|tel|mst|ma so thue|email)\b)")
_EXCEL_DAY_ZERO = date(1899, 12, 30)


class NoDay(ValueError):
    """Words of a date that is on no calendar."""


def stars_of(cell: Cell) -> int | None:
    """`4`, `4*`, `04 sao`, `Bốn sao`, `OCOP 4 sao`, `★★★★`; None where it names none, or more than one rating."""
    words = fold(str(cell)).strip() if cell is not None else ""
    if bare := _BARE.fullmatch(words):
        return int(bare[1])
    if words and _SIGNS.fullmatch(words):
        return sum(sign in "★⭐*" for sign in words)
    if _RANGE.search(words):
        return None
    found = [int(one[1]) if one[1] else NUMBER_WORDS[one[2]] for one in _RATED.finditer(words)]
    if len(set(found)) > 1 and not _RAISED.search(words):
        return None
    return found[-1] if found else None


def is_proposed(words: str) -> bool:
    """Does a cell or title say that the stars are wished for and not given: `Tiềm năng 5 sao`?"""
    return _PROPOSED.search(fold(words)) is not None


def day_of(cell: Cell) -> date | None:
    """A date as a cell of dates, a day count of a spreadsheet, or in words; None where it names no day.

    `05/8/2026`, `5-8-26`, `2026-08-05`, `ngày 5 tháng 8 năm 2026`. Raises NoDay for a day that does not exist.
    """
    if isinstance(cell, date) or cell is None:
        return cell
    if re.fullmatch(r"[34]\d{4}(?:\.0)?", cell):
        return _EXCEL_DAY_ZERO + timedelta(days=int(float(cell)))
    found = _RUN_TOGETHER.fullmatch(cell.strip()) or _DATE.search(" ".join(fold(cell).split()))
    if found is None:
        return None
    parts = [part for part in found.groups() if part]
    year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        raise NoDay(f"“{cell[:40]}” is no day of the calendar") from None


def maker_of(cell: Cell) -> str:
    """The maker's name without the lines of address and contact beneath it."""
    lines = str(cell).splitlines() if cell is not None else []
    return clean(" ".join(line for line in lines if not _CONTACT.match(fold(line).strip()))).text


def text_of(cells: Mapping[str, Cell], name: str) -> str:
    """The cleaned text of a named cell, empty where there is none."""
    cell = cells.get(name)
    return clean(str(cell)).text if cell is not None else ""

"""Listings that somebody sends to be checked: read from what was sent, put to the rules, and nothing of it kept."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from time import sleep
from typing import Any, NamedTuple

from api.http.bodies import too_large
from api.http.problem import ProblemError
from catalog.checks import CheckedListing, check_listing
from catalog.json_values import read_json
from catalog.json_words import why_no_json
from catalog.listing import Listing, ListingError, Oddity
from catalog.recognition import Registry
from catalog.sheets import Limits, UnreadableList, is_sheet, read_row, read_table
from catalog.transfer.importing import read_line, read_record
from catalog.transfer.lines import numbered_lines

MOST_LISTINGS = 200
MOST_BYTES = 1_000_000
_MARK = b"\xef\xbb\xbf"
# A workbook can be made to swell and to cost whoever reads it; nobody's list of two hundred goods comes near these.
_SHEET = Limits(unpacked=4_000_000, rows=5_000, columns=100, macros=False)
_GZIP = b"\x1f\x8b"


class Entry(NamedTuple):
    """One line, element or row by its number from 1: the listing and what was odd about its shape, or why not."""

    number: int
    listing: Listing | None
    oddities: list[Oddity]
    wrong: ListingError | None = None


@dataclass
class Sent:
    """Everything that was sent. Of a spreadsheet, the columns that were not understood and the sheets not read."""

    entries: list[Entry]
    table: bool = False
    unused_columns: list[str] = field(default_factory=list)
    unread_sheets: list[str] = field(default_factory=list)


class CheckedEntry(NamedTuple):
    """An entry that is a listing, and what the rules say of it."""

    entry: Entry
    checked: CheckedListing


def read_sent(body: bytes) -> Sent:
    """JSON Lines (plain or gzip), a JSON array, one object, a workbook or CSV. Raises ProblemError for anything else.

    A line, element or row that is no listing is an entry that says so.
    """
    text = _unpacked(body).removeprefix(_MARK)
    if not text.strip():
        raise _nothing()
    if is_sheet(text):
        return _of_sheet(text)
    if b"\x00" in text[:1000]:
        raise ProblemError(
            400,
            "Đây không phải tệp chữ (Word, zip hay UTF-16?): lưu thành .xlsx, CSV UTF-8 hoặc JSON Lines rồi gửi lại.",
            "This is no text (Word, zip or UTF-16?): save it as .xlsx, CSV UTF-8 or JSON Lines, and send it again.",
        )
    return Sent(_at_most(_entries(text)))


def _of_sheet(body: bytes) -> Sent:
    try:
        table = read_table(body, _SHEET)
    except UnreadableList as error:
        raise ProblemError(
            400, f"Không đọc được bảng này: {error.vietnamese}.", f"This table cannot be read: {error}."
        ) from error
    if not table.rows:
        raise _nothing()
    entries = _at_most(_entry(row.number, read_row, row) for row in table.rows)
    return Sent(entries, table=True, unused_columns=table.unused, unread_sheets=table.passed_over)


def _at_most(entries: Iterator[Entry]) -> list[Entry]:
    """All of them. Raises a 413 as soon as they are known to be too many."""
    found = list(islice(entries, MOST_LISTINGS + 1))
    if len(found) > MOST_LISTINGS:
        raise ProblemError(
            413,
            f"Nhiều tin đăng quá: mỗi lần nhiều nhất {MOST_LISTINGS} tin. Chia nhỏ rồi gửi từng phần.",
            f"Too many listings: {MOST_LISTINGS} at most at once. Send them in parts.",
        )
    return found


def _nothing() -> ProblemError:
    return ProblemError(
        400,
        "Chưa có tin đăng nào: gửi bảng tính mỗi hàng một sản phẩm, hoặc mỗi dòng một đối tượng JSON {…}.",
        "There is no listing: send a spreadsheet with one product a row, or one JSON object {…} a line.",
    )


def check_entries(entries: list[Entry], registry: Registry, today: date) -> list[CheckedEntry]:
    """Those that are listings, checked; between two of them others get the processor."""
    found = []
    for entry in entries:
        if entry.listing is not None:
            found.append(CheckedEntry(entry, check_listing(entry.listing, registry=registry, today=today)))
            sleep(0)
    return found


def _unpacked(body: bytes) -> bytes:
    """The text itself; a small file that unpacks to a huge one is refused before it has."""
    if not body.startswith(_GZIP):
        return body
    try:
        text = gzip.GzipFile(fileobj=io.BytesIO(body)).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ProblemError(
            400, "Tệp nén bị hỏng hoặc thiếu phần cuối.", "The compressed file is broken or breaks off."
        ) from error
    if len(text) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    return text


def _entries(text: bytes) -> Iterator[Entry]:
    whole = _whole(text.strip())
    if whole is None:
        yield from (_entry(number, read_line, line) for number, line in numbered_lines(io.BytesIO(text)))
    else:
        yield from (_entry(number, read_record, record) for number, record in enumerate(whole, 1))


def _entry(number: int, read: Callable[[Any], tuple[Listing, list[Oddity]]], given: Any) -> Entry:
    try:
        return Entry(number, *read(given))
    except ListingError as error:
        return Entry(number, None, [], error)


def _whole(text: bytes) -> list[Any] | None:
    """Its elements where all of it is one JSON value, None where it is lines.

    Raises ProblemError for an array that is no JSON.
    """
    if text[:1] not in (b"[", b"{"):
        return None
    try:
        value = read_json(text)
    except ValueError as error:
        if text[:1] == b"{":
            return None
        why = why_no_json(text)
        raise ProblemError(
            400, f"Không đúng dạng JSON: {why.vietnamese}.", f"This is not JSON: {why.english}."
        ) from error
    return value if isinstance(value, list) else [value]

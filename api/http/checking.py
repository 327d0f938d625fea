"""Listings that somebody sends to be checked: read from what was sent, put to the rules, and nothing of it kept."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from time import sleep
from typing import Any, NamedTuple

from api.http.bodies import too_large
from api.http.problem import ProblemError
from catalog.checks import CheckedListing, check_listing
from catalog.json_values import read_json
from catalog.json_words import why_no_json
from catalog.listing import Listing, ListingError, Oddity
from catalog.recognition import Registry
from catalog.transfer.importing import read_line, read_record
from catalog.transfer.lines import numbered_lines

MOST_LISTINGS = 200
MOST_BYTES = 1_000_000
_MARK = b"\xef\xbb\xbf"
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_GZIP = b"\x1f\x8b"


class Entry(NamedTuple):
    """One line or element, by its number from 1: the listing with what was odd about its shape, or why it is none."""

    number: int
    listing: Listing | None
    oddities: list[Oddity]
    wrong: ListingError | None = None


class CheckedEntry(NamedTuple):
    """An entry that is a listing, and what the rules say of it."""

    entry: Entry
    checked: CheckedListing


def read_entries(body: bytes) -> list[Entry]:
    """JSON Lines (plain or gzip), a JSON array or one object. Raises ProblemError for what can be none of these.

    A line or element that is no listing is an entry that says so.
    """
    text = _unpacked(body).removeprefix(_MARK)
    if text.startswith(_ARCHIVES) or b"\x00" in text[:1000]:
        raise ProblemError(
            400,
            "Đây không phải tệp chữ (Excel, Word, zip hay UTF-16?): lưu thành JSON Lines bảng mã UTF-8 rồi gửi lại.",
            "This is no text (Excel, Word, zip or UTF-16?): save it as JSON Lines in UTF-8 and send it again.",
        )
    if not text.strip():
        raise ProblemError(
            400,
            "Chưa có tin đăng nào: gửi mỗi dòng một đối tượng JSON {…}.",
            "There is no listing: send one JSON object {…} a line.",
        )
    entries: list[Entry] = []
    for entry in _entries(text):
        if len(entries) == MOST_LISTINGS:
            raise ProblemError(
                413,
                f"Nhiều tin đăng quá: mỗi lần nhiều nhất {MOST_LISTINGS} tin. Chia nhỏ rồi gửi từng phần.",
                f"Too many listings: {MOST_LISTINGS} at most at once. Send them in parts.",
            )
        entries.append(entry)
    return entries


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

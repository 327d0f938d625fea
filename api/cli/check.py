"""`chophien check`: what the catalog would make of a listing, and what is wrong with it, before it is published."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import orjson
import typer

from api.cli import console
from api.cli.exits import CommandError, Exit
from api.today import today

if TYPE_CHECKING:
    from catalog.listing import Listing, ListingError
    from catalog.transfer.lines import TooLong

SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")

Source = Annotated[
    str,
    typer.Argument(
        metavar="FILE|-",
        help="JSON Lines or a spreadsheet (.xlsx, .csv, .tsv); `-`: JSON Lines from standard input.",
    ),
]
Language = Annotated[Literal["vi", "en"], typer.Option(help="Language of the table's messages.")]


def check(source: Source, as_json: console.JsonFlag = False, lang: Language = "vi") -> None:
    """Check listings without a catalog: the facts read from each, and what to mend.

    Writes one line for each line read, in order: with `--json` an object `{"url", "facts", "findings"}`, else a
    readable table. A line that is no listing gets a finding that says why; the rest is checked all the same. Of a
    spreadsheet the first sheet with a heading such as `Tên sản phẩm` or `name` is read, one listing a row; columns
    whose headings say nothing known are named.
    """
    from api.cli.check_table import CheckTable

    unreadable = False
    table = None if as_json else CheckTable(lang)
    for number, result in _results(source):
        unreadable = unreadable or result["facts"] is None
        if table is None:
            console.emit(result)
        else:
            table.show(result, number)
    if table is not None:
        table.close()
    if unreadable:
        raise CommandError("Some lines are no listings; their findings say why.", Exit.PARTIAL)


def check_line(line: "bytes | TooLong", number: int) -> dict[str, Any]:
    """One line's result as JSON: `facts` is null where the line is no listing."""
    from catalog.listing import ListingError
    from catalog.transfer.importing import read_line

    try:
        listing, _ = read_line(line)
    except ListingError as problem:
        return _unreadable(_url_in(line), "Dòng", "Line", number, problem)
    return _checked(listing)


def _results(source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line or row with its number. Raises CommandError for the file."""
    if Path(source).suffix.lower() in SHEETS:
        yield from _of_sheet(Path(source))
    else:
        for number, line in _lines(source):
            yield number, check_line(line, number)


def _of_sheet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    from catalog.listing import ListingError
    from catalog.sheets import UnreadableList, read_row, read_sheet

    try:
        table = read_sheet(path)
    except OSError as problem:
        raise CommandError(f"{path} cannot be read: {problem.strerror}.", Exit.INPUT) from problem
    except UnreadableList as problem:
        raise CommandError(f"{path}: {problem}.", Exit.INPUT) from problem
    for names, told in ((table.unused, "Columns not understood, and not checked"), (table.passed_over, "Not read")):
        if names:
            console.say(console.plain(f"{told}: {', '.join(names)}."))
    for row in table.rows:
        try:
            listing, _ = read_row(row)
        except ListingError as problem:
            yield row.number, _unreadable(row.fields.get("url"), "Hàng", "Row", row.number, problem)
        else:
            yield row.number, _checked(listing)


def _checked(listing: "Listing") -> dict[str, Any]:
    from catalog.certificates import shipped_registry
    from catalog.checks import check_listing

    return check_listing(listing, registry=shipped_registry(), today=today()).model_dump(mode="json")


def _lines(source: str) -> "Iterator[tuple[int, bytes | TooLong]]":
    """Every line that is not empty with its number, as import reads them. Raises CommandError for the file."""
    from catalog.transfer.lines import TransferError, numbered_lines

    try:
        yield from numbered_lines(sys.stdin.buffer if source == "-" else Path(source))
    except OSError as problem:
        raise CommandError(f"{source} cannot be read: {problem.strerror}.", Exit.INPUT) from problem
    except TransferError as problem:
        raise CommandError(f"{source}: {problem}.", Exit.INPUT) from problem


def _url_in(line: "bytes | TooLong") -> str | None:
    with suppress(orjson.JSONDecodeError, TypeError):
        record = orjson.loads(line)  # type: ignore[arg-type]  # a line that is too long has no text, and raises
        url = record.get("url") if isinstance(record, dict) else None
        return url if isinstance(url, str) else None
    return None


def _unreadable(url: str | None, which: str, which_en: str, number: int, problem: "ListingError") -> dict[str, Any]:
    finding = {
        "code": "listing/unreadable",
        "severity": "error",
        "message": f"{which} {number} không phải là một tin đăng: {problem.vietnamese}.",
        "message_en": f"{which_en} {number} is no listing: {problem}.",
        "line": number,
    }
    return {"url": url, "facts": None, "findings": [finding]}

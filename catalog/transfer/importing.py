"""Listings from JSON Lines into the catalog, as one run of kind `import`."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import Engine

from catalog.json_values import read_json
from catalog.json_words import why_no_json
from catalog.listing import Listing, ListingError, Oddity, parse_listing
from catalog.marketplaces import MarketplaceDirectory
from catalog.record import Recorder
from catalog.transfer.lines import LONGEST_LINE, Source, TooLong, numbered_lines

_MOST_NAMED = 1000
_EVERY = 1000

Progress = Callable[[int, int | None], None]


class BadLine(BaseModel):
    """A line that is no listing, and why."""

    line: int
    reason: str


class ImportReport(BaseModel):
    """What an import did. `bad` names the first thousand bad lines; `bad_lines` counts them all."""

    run_id: int
    lines: int = 0
    listings: int = Field(0, description="Lines that were listings.")
    seen: int = Field(0, description="Different listings among them.")
    new: int = 0
    changed: int = 0
    bad_lines: int = 0
    bad: list[BadLine] = Field(default_factory=list)
    oddities: dict[str, int] = Field(default_factory=dict, description="Odd fields, counted by their code.")


def import_jsonl(
    engine: Engine,
    source: Source,
    *,
    marketplace: str | None = None,
    progress: Progress | None = None,
    batch: int = 2000,
) -> ImportReport:
    """Read listings (the contract's JSON Lines, plain or gzip) from a path or a binary stream; memory is one batch.

    A listing's marketplace is the one it names, else `marketplace`, else the one that declares the host of its address;
    an unknown one becomes a row of kind `private`. A bad line is reported and the rest goes in. `progress` is told the
    lines read. Raises OSError where the file cannot be opened and TransferError where it breaks off; what was read
    before is kept.
    """
    directory = MarketplaceDirectory(engine, default=marketplace)
    with Recorder(engine, marketplace=None, kind="import", batch=batch) as recorder:
        report = ImportReport(run_id=recorder.run_id)
        counted: Counter[str] = Counter()
        for number, line in numbered_lines(source):
            report.lines += 1
            try:
                listing, oddities = read_line(line)
                placed = listing.model_copy(update={"marketplace": directory.place(listing)})
                oddities = recorder.add(placed, oddities)
            except ListingError as error:
                _refuse(report, number, str(error))
                continue
            report.listings += 1
            counted.update(oddity.code for oddity in oddities)
            if progress is not None and report.lines % _EVERY == 0:
                progress(report.lines, None)
        report.oddities = dict(sorted(counted.items()))
        run = recorder.finish(report=report.model_dump(include={"lines", "bad_lines", "bad", "oddities"}))
    report.seen, report.new, report.changed = run.seen, run.new, run.changed
    if progress is not None:
        progress(report.lines, report.lines)
    return report


def read_line(line: bytes | TooLong) -> tuple[Listing, list[Oddity]]:
    """One line of the contract. Raises ListingError with a reason a person can act on."""
    if isinstance(line, TooLong):
        raise ListingError(str(line), f"dòng dài hơn {LONGEST_LINE // 1024 // 1024} MiB")
    try:
        record = read_json(line)
    except ValueError as error:
        why = why_no_json(line)
        raise ListingError(f"not JSON: {why.english}", f"không đúng dạng JSON: {why.vietnamese}") from error
    return read_record(record)


def read_record(record: Any) -> tuple[Listing, list[Oddity]]:
    """One JSON value of the contract. Raises ListingError likewise."""
    if not isinstance(record, dict):
        raise ListingError(
            "not a JSON object (each line must be one listing)", "không phải đối tượng JSON {…}, mỗi dòng một tin đăng"
        )
    try:
        return parse_listing(record)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"][:2])
        raise ListingError(f"`{field}`: {first['msg']}", f"`{field}` không đúng kiểu") from error


def _refuse(report: ImportReport, number: int, reason: str) -> None:
    report.bad_lines += 1
    if len(report.bad) < _MOST_NAMED:
        report.bad.append(BadLine(line=number, reason=reason))

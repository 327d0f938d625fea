"""`chophien import` and `chophien export`: listings in and out as JSON Lines, certificates in, products out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import orjson
import typer

from api.cli import console, context
from api.cli.decisions import import_certificates
from api.cli.exits import CommandError, Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from catalog.transfer import ImportReport

SHOWN_BAD_LINES = 10


class Exported(StrEnum):
    LISTINGS = "listings"
    PRODUCTS = "products"
    LABELS = "labels"


def import_(
    source: Annotated[
        str, typer.Argument(metavar="FILE|-|certificates", help="JSON Lines, plain or gzip; `-` is standard input.")
    ],
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="After `certificates`: a decision list, XLSX, CSV or PDF.")
    ] = None,
    marketplace: Annotated[
        str | None, typer.Option(help="Marketplace of lines that name none; else their address decides.")
    ] = None,
    decision: Annotated[
        str | None, typer.Option(help="With certificates, where the list does not say: number and date, in words.")
    ] = None,
    source_url: Annotated[str | None, typer.Option(help="With certificates: where the list was published.")] = None,
    as_json: console.JsonFlag = False,
) -> None:
    """Read listings from JSON Lines into the catalog, or certificates from a decision list.

    One listing a line; `url` and `name` are required, every other field of the listing contract may be there. A line
    that is no listing is reported with its number and reason and the rest goes in (exit code 5). Run `refresh` and
    `index` afterwards to see the listings in the search.

    `chophien import certificates FILE` reads the lists of recognised products that provinces publish: workbooks, CSV,
    the table PTNT_OCOP, PDF with text. A row that is no certificate is named; `refresh` links the rest to products.
    """
    if file is not None or source == "certificates":
        if source != "certificates" or file is None:
            raise typer.BadParameter("say `chophien import FILE` or `chophien import certificates FILE`.")
        import_certificates(file, decision=decision, source_url=source_url, as_json=as_json)
        return
    report = _import_listings(source, marketplace)
    if as_json:
        console.emit(report)
    else:
        _show_import(report)
    if report.bad_lines:
        what = (
            "One line was no listing and was"
            if report.bad_lines == 1
            else f"{report.bad_lines:,} lines were no listings and were"
        )
        hint = "" if report.listings else " JSON Lines are asked for: one JSON object a line, in UTF-8."
        raise CommandError(f"{what} left out.{hint}", Exit.PARTIAL)


def _import_listings(source: str, marketplace: str | None) -> "ImportReport":
    from catalog.transfer import TransferError, import_jsonl
    from crawlers.marketplaces import MarketplaceFileError, load_all
    from crawlers.marketplaces.sync import sync

    current = context.settings()
    engine = context.database(current)
    try:
        # A line that names no marketplace belongs to the one whose file declares its host.
        files = load_all(current)
        for slug, wrong in files.wrong.items():
            console.say(
                f"{slug} is left out: its file is wrong, see `chophien marketplaces`. {str(wrong).splitlines()[0]}"
            )
        sync(engine, files.usable.values())
        with console.progress("Importing listings") as step:
            stream = sys.stdin.buffer if source == "-" else Path(source)
            return import_jsonl(engine, stream, marketplace=marketplace, progress=step)
    except OSError as problem:
        raise CommandError(f"{source} cannot be read: {problem.strerror}.", Exit.INPUT) from problem
    except MarketplaceFileError as problem:
        raise CommandError(str(problem), Exit.INPUT) from problem
    except TransferError as problem:
        raise CommandError(f"{source}: {problem}. What was read before is kept.", Exit.INPUT) from problem
    finally:
        engine.dispose()


def _show_import(report: "ImportReport") -> None:
    figures = report.model_dump(exclude={"bad", "oddities"})
    console.show("Imported", {name.replace("_", " "): value for name, value in figures.items()})
    for bad in report.bad[:SHOWN_BAD_LINES]:
        console.say(f"line {bad.line}: {console.plain(bad.reason)}")
    if report.bad_lines > SHOWN_BAD_LINES:
        console.say(f"… and {report.bad_lines - SHOWN_BAD_LINES:,} more; --json names the first thousand.")
    if report.oddities:
        console.show("Odd fields, kept and counted", report.oddities)


def export(
    what: Annotated[Exported, typer.Argument(help="`listings`, `products` or `labels`.")],
    to: Annotated[str, typer.Option("--to", help="File to write; `-` is standard output.")] = "-",
    history: Annotated[bool, typer.Option(help="With listings: every observation, oldest first.")] = False,
) -> None:
    """Write the catalog as JSON Lines.

    `listings` is what `import` reads: importing it into an empty catalog and exporting again gives the same bytes.
    `products` gives each product's id, name, facts and the listings it was gathered from. `labels` gives every pair of
    listings a person decided on.
    """
    from catalog.transfer import export_listings, export_products

    engine = context.database(context.settings())
    try:
        if what is Exported.LABELS:
            written = _write(_labels(engine), to)
        else:
            lines = export_products(engine) if what is Exported.PRODUCTS else export_listings(engine, history=history)
            written = _write(lines, to)
    finally:
        engine.dispose()
    console.say(f"{written:,} {what.value} written.")


def _labels(engine: "Engine") -> Iterator[bytes]:
    from sqlmodel import Session

    from catalog.matching import export_labels

    with Session(engine) as session:
        for label in export_labels(session):
            yield orjson.dumps(label, option=orjson.OPT_APPEND_NEWLINE)


def _write(lines: Iterator[bytes], to: str) -> int:
    written = 0
    with _sink(to) as sink:
        for line in lines:
            sink.write(line)
            written += 1
    return written


@contextmanager
def _sink(to: str) -> Iterator[BinaryIO]:
    if to == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with Path(to).open("wb") as file:
            yield file
    except OSError as problem:
        raise CommandError(f"{to} cannot be written: {problem.strerror}.", Exit.ENVIRONMENT) from problem

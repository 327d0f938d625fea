"""`chophien probe` and `capture`: a marketplace nobody has read yet, and pages kept to test its reading."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit

if TYPE_CHECKING:
    from crawlers.probe import ProbeReport


def probe(
    url: Annotated[str, typer.Argument(help="The site's front page.")],
    write: Annotated[Path | None, typer.Option(help="Write the proposed marketplace file here.")] = None,
    as_json: console.JsonFlag = False,
) -> None:
    """Look at a site politely and propose a marketplace file for it.

    Reads robots.txt, sitemaps, feeds and some pages; names the shop software and how it knows; says which fields
    it can read, with samples, and what a person must still check. Ends with exit code 4 where the address cannot be
    read (no such host, no answer, forbidden), 1 where the site answers and no listing can be read.
    """
    from crawlers.browse import BrowseError
    from crawlers.probe import probe as look

    try:
        with console.progress("Looking at the site"):
            report = look(context.settings(), url, slug=_slug_of(write))
    except ValueError as problem:
        raise CommandError(f"{problem}.", Exit.INPUT) from problem
    except BrowseError as problem:
        raise CommandError(f"{problem}.", Exit.FAILED) from problem
    if write is not None and report.toml:
        _write(write, report.toml)
    unread = not report.reached and not report.samples
    if as_json:
        console.emit(report)
    elif not unread:
        _show(report, write)
    if not report.samples:
        sentence = report.problem or "No listing could be read from this site."
        raise CommandError(f"{report.url}: {sentence}", Exit.INPUT if unread else Exit.FAILED)


def _slug_of(path: Path | None) -> str | None:
    """The slug that a file of this name must have. Raises CommandError for names that are none."""
    if path is None:
        return None
    if path.suffix != ".toml" or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        raise CommandError(
            f"{path.name!r} is no name of a marketplace file; write it like cho-vung-cao.toml.", Exit.INPUT
        )
    return path.stem


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.", Exit.INPUT) from problem


def _show(report: "ProbeReport", write: Path | None) -> None:
    console.show(
        f"What {report.url} is",
        {
            "shop software": report.software or "none known",
            "read by": report.platform,
            "because": "\n".join(report.evidence),
            "robots.txt": _robots(report),
            "sitemaps": "\n".join(report.sitemaps),
            "feeds": "\n".join(report.feeds),
            "product pages": report.product_pattern,
            "list pages": report.listing_pattern,
            "selectors": _selectors(report),
            "products in sight": report.products_seen or None,
            "pages looked at": len(report.looked_at),
        },
    )
    if report.coverage:
        stated = sorted((field, share) for field, share in report.coverage.items() if share)
        rows = [[field, f"{share:.0%}", _sample(report, field)] for field, share in stated]
        console.show_rows("Fields it can read", ["field", "on", "for example"], rows)
    for line in report.to_check:
        console.tell(f"[yellow]check[/] {console.plain(line)}")
    if write is None and report.toml:
        console.tell("\n" + console.plain(report.toml))
    elif report.toml:
        console.say(f"Written to {write}. Put it in crawlers/marketplaces/ or CHOPHIEN_MARKETPLACES_DIR.")


def _robots(report: "ProbeReport") -> str:
    """What robots.txt asks, in words."""
    said = report.robots
    if not said.get("found"):
        return "none: everything may be read"
    words = ["lets us in" if said.get("front_page_allowed") else "forbids us the front page"]
    words += [f"asks for {said['crawl_delay']:g} s between requests"] if said.get("crawl_delay") else []
    words += [f"names {len(said['sitemaps'])} sitemaps"] if said.get("sitemaps") else []
    return ", ".join(words)


def _selectors(report: "ProbeReport") -> str:
    lists = [f"{name}: {selector}" for name, selector in report.selectors.items()]
    products = [f"product page's {name}: {selector}" for name, selector in report.product_selectors.items()]
    return "\n".join([*lists, *products])


def _sample(report: "ProbeReport", field: str) -> str:
    said = next((sample[field] for sample in report.samples if sample.get(field)), "")
    return str(said)[:80]


def capture(
    slug: Annotated[str, typer.Argument(help="The marketplace.")],
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL]...", help="Pages; none: its first ones.")] = None,
    to: Annotated[Path, typer.Option(help="Folder of the recorded pages.")] = Path("tests/captures"),
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many pages at most.")] = 5,
) -> None:
    """Record pages of a marketplace as test folders: the page, when it was seen, and what must come out of it.

    What comes out now becomes what is expected: read it before it is committed. The tests replay every folder.
    """
    from crawlers.browse import BrowseError
    from crawlers.capture import capture as record

    try:
        with console.progress("Recording pages"):
            folders = record(context.settings(), slug, to, urls=urls or (), limit=limit)
    except (LookupError, ValueError) as problem:
        raise CommandError(f"{problem}.", Exit.INPUT) from problem
    except BrowseError as problem:
        raise CommandError(f"{problem}.", Exit.FAILED) from problem
    for folder in folders:
        console.tell(console.plain(str(folder)))
    console.say(f"{len(folders)} pages recorded.")

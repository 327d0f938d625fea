"""`chophien crawl` and `chophien extract`: from marketplaces to observations."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context, queueing
from api.cli.exits import CommandError, Exit
from catalog.settings import Settings

if TYPE_CHECKING:
    from crawlers.runner import CrawlSummary

NONE_ENABLED = "No marketplace is enabled: `chophien marketplaces` lists what there is."
Slugs = Annotated[list[str] | None, typer.Argument(metavar="[SLUG]...", help="Marketplaces; none: every enabled one.")]


def crawl(
    slugs: Slugs = None,
    full: Annotated[bool, typer.Option(help="Fetch every page, also those that say they have not changed.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop each marketplace after this many pages.")] = None,
    archive: Annotated[Path | None, typer.Option(help="Folder for a WARC archive of every page fetched.")] = None,
    from_archive: Annotated[
        Path | None, typer.Option(help="Read one marketplace's pages from a WARC file instead of the network.")
    ] = None,
    defer: queueing.DeferFlag = False,
    as_json: console.JsonFlag = False,
) -> None:
    """Crawl marketplaces into the catalog, two at a time, and report on each.

    robots.txt is obeyed, each domain gets its declared pause, pages that have not changed cost one short answer. A
    crawl writes observations and nothing else: run `refresh` and `index` to see them in the search. A marketplace that
    fails, lost too much or has a wrong file is named (exit code 5) and told to CHOPHIEN_HEALTH_WEBHOOK; what was known
    of it is kept, and the others are crawled.
    """
    from crawlers.archived import crawl_archive
    from crawlers.marketplaces import MarketplaceFileError
    from crawlers.runner import CrawlError
    from crawlers.runner import crawl as run
    from crawlers.sources import tell

    if from_archive is not None and len(slugs or ()) != 1:
        raise typer.BadParameter("name the one marketplace the archive is of.", param_hint="--from-archive")
    current = context.settings()
    if defer:
        if archive is not None or from_archive is not None:
            raise typer.BadParameter("archives are files of this machine.", param_hint="--defer")
        _defer(current, slugs or (), full=full, limit=limit, as_json=as_json)
        return
    context.database(current).dispose()
    try:
        with console.progress("Crawling") as step:
            if from_archive is not None:
                summaries = [crawl_archive(current, (slugs or [""])[0], from_archive, progress=step)]
            else:
                summaries = run(current, slugs or (), progress=step, full=full, limit=limit, archive=archive)
                if limit is None:
                    tell(current, summaries)
    except OSError as problem:
        raise CommandError(f"{problem.filename} cannot be read: {problem.strerror}.", Exit.INPUT) from problem
    except (CrawlError, MarketplaceFileError, ValueError) as problem:
        raise CommandError(f"{problem}.".replace("..", "."), Exit.INPUT) from problem
    if as_json:
        console.emit([vars(summary) for summary in summaries])
    else:
        _show(summaries)
    wrong = [summary.slug for summary in summaries if summary.held or not _done(summary, limited=limit is not None)]
    if wrong:
        raise CommandError(f"Not finished or held for review: {', '.join(wrong)}.", Exit.PARTIAL)


def _defer(current: Settings, slugs: Sequence[str], *, full: bool, limit: int | None, as_json: bool) -> None:
    """Queue a crawl of each marketplace; the workers refresh and index after it."""
    from api.jobs.pieces import crawls
    from crawlers.marketplaces import load_all
    from crawlers.runner import CrawlError, chosen

    files = load_all(current)
    try:
        asked, wrong = chosen(files, slugs)
    except CrawlError as problem:
        raise CommandError(f"{problem}.".replace("..", "."), Exit.INPUT) from problem
    pieces = crawls(asked, full=full, limit=limit, every=files.usable.values())
    queueing.defer(current, pieces, as_json=as_json)
    if not pieces and not wrong:
        console.say(NONE_ENABLED)
    for slug, error in wrong.items():
        console.say(f"[yellow]![/] {slug}: {console.plain(str(error))}")
    if wrong:
        raise CommandError(f"Not queued, their files are wrong: {', '.join(wrong)}.", Exit.PARTIAL)


def _show(summaries: "list[CrawlSummary]") -> None:
    if not summaries:
        console.say(NONE_ENABLED)
        return
    columns = ["marketplace", "status", "listings", "new", "changed", "gone", "pages", "unchanged", "held"]
    rows = [[s.slug, s.status, s.listings, s.new, s.changed, s.gone, s.pages, s.unchanged, s.held] for s in summaries]
    console.show_rows("Crawled", columns, rows)
    for summary in summaries:
        for said in summary.problems():
            console.tell(f"[yellow]![/] {summary.slug}: {console.plain(said)}")


def _done(summary: "CrawlSummary", *, limited: bool) -> bool:
    """Whether what was asked for was done: the whole crawl, or as many pages as the limit says."""
    return summary.status == "finished" or (limited and summary.report.get("reason") == "budget_pages")


def extract(
    slug: Annotated[str, typer.Argument(help="The marketplace whose spider reads the page.")],
    file: Annotated[Path, typer.Argument(help="A saved page, list page, API answer or feed.")],
    url: Annotated[str, typer.Option(help="The address the page was saved from.")],
) -> None:
    """Put one saved page through a marketplace's spider and write the listings it finds as JSON Lines.

    Needs neither network nor catalog. Ends with exit code 1 where the page holds no listing.
    """
    from crawlers.extracting import extract_page
    from crawlers.marketplaces import MarketplaceFileError, UnknownMarketplace

    try:
        body = file.read_bytes()
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.", Exit.INPUT) from problem
    found = 0
    try:
        for listing in extract_page(slug, body, url, settings=context.settings()):
            console.emit(listing.payload())
            found += 1
    except (UnknownMarketplace, MarketplaceFileError, ValueError) as problem:
        raise CommandError(f"{problem}.", Exit.INPUT) from problem
    console.say(f"{found} listings in {file.name}.")
    if not found:
        raise CommandError(f"The spider of {slug} reads no listing from this page.", Exit.FAILED)

"""`chophien report`: figures for operators and province officers."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from api.today import today

if TYPE_CHECKING:
    from catalog.queries.sources import ArchiveRead

report = typer.Typer(
    help="Figures: how each source fares, what a province has on which marketplace.", no_args_is_help=True
)


@report.command()
def sources(as_json: console.JsonFlag = False) -> None:
    """Show how each marketplace's last crawl went, what was wrong with it and why, those that need someone first.

    Sources that were crawled and have no marketplace file here, as those of the demonstration, are shown and named.
    Ends with exit code 5 where a run failed or is held or a marketplace's file is wrong: nothing goes stale from a held
    run until `report release`.
    """
    from crawlers.sources import states, without_file

    current = context.settings()
    engine = context.database(current)
    found = states(current, engine)
    engine.dispose()
    if as_json:
        console.emit([state.model_dump(mode="json") for state in found])
    else:
        columns = ["marketplace", "last run", "number", "held", "cause", "listings", "usual", "new", "changed", "gone"]
        rows = [
            [s.slug, s.status, s.run_id, s.held, s.cause, s.listings, s.median_listings, s.new, s.changed, s.gone]
            for s in found
        ]
        if rows:
            console.show_rows("Sources", columns, rows)
        else:
            console.say("No marketplace is enabled or was ever crawled: `chophien marketplaces` lists what there is.")
        for state in found:
            for problem in state.problems:
                console.tell(f"[yellow]![/] {state.slug}: {console.plain(problem)}")
            if state.archive is not None:
                console.tell(f"[dim]·[/] {state.slug}: {console.plain(_of_archive(state.archive))}")
    if bare := without_file(current, found):
        console.say(
            f"No marketplace file is read here for {', '.join(bare)}: the last crawls are shown, none will follow. "
            "CHOPHIEN_MARKETPLACES_DIR names a folder with more files."
        )
    wrong = [state.slug for state in found if state.held or state.status == "failed" or state.cause == "file"]
    if wrong:
        raise CommandError(f"Held, failed or with a wrong file: {', '.join(wrong)}.", Exit.PARTIAL)


def _of_archive(read: "ArchiveRead") -> str:
    told = f"an archive was read after the last crawl, {read.started_at:%Y-%m-%d}: {read.listings:,} listings"
    file = f" of {read.file}" if read.file else ""
    return f"{told}{file}, {read.status}" + (f" ({read.problem})" if read.problem else "")


@report.command()
def release(
    run: Annotated[int, typer.Argument(metavar="NUMBER", help="A held run of `report sources`.")],
) -> None:
    """Believe a held run after all: what it no longer saw goes stale at the next `refresh`."""
    from catalog.queries.sources import release as believe

    engine = context.database(context.settings())
    released = believe(engine, run)
    engine.dispose()
    if not released:
        raise CommandError(f"No held run has the number {run}.", Exit.INPUT)
    console.say(f"Run {run} is believed from now on.")


@report.command()
def province(
    slug: Annotated[str, typer.Argument(help="A province of today, as in `tuyen-quang`.")],
    as_json: console.JsonFlag = False,
) -> None:
    """Show a province's shops, products and recognised products per marketplace: numerator, denominator and date."""
    from catalog.queries import province_report

    engine = context.database(context.settings())
    found = province_report(engine, slug, today=today())
    engine.dispose()
    if found is None:
        raise CommandError(f"`{slug}` is no province of today; `chophien report provinces` lists them.", Exit.INPUT)
    if as_json:
        console.emit(found.model_dump(mode="json"))
        return
    shares = ("recognised_online", "producers_online", "proven", "claimed_only")
    figures = {name.replace("_", " "): _share(getattr(found, name)) for name in shares}
    console.show(f"{found.name}, {found.date}", {"products": found.products, "shops": found.shops, **figures})
    columns = ["marketplace", "shops", "producers", "products", "proven OCOP", "recognised"]
    rows = [
        [m.marketplace_name, m.shops, m.producers, m.products, _share(m.ocop_products), _share(m.recognised)]
        for m in found.marketplaces
    ]
    console.show_rows("On each marketplace", columns, rows)


@report.command()
def provinces(as_json: console.JsonFlag = False) -> None:
    """List the provinces of today with their slugs."""
    from catalog.places import current_provinces

    found = {slug: unit.name for slug, unit in sorted(current_provinces().items())}
    if as_json:
        console.emit(found)
    else:
        console.show_rows("Provinces since 1 July 2025", ["slug", "name"], [list(row) for row in found.items()])


def _share(share: object) -> str:
    numerator, denominator = getattr(share, "numerator", 0), getattr(share, "denominator", 0)
    return f"{numerator:,} of {denominator:,}"

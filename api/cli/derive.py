"""`chophien refresh` and `pictures`: what is made of the observations, as often as wanted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, context, queueing
from api.cli.exits import CommandError, Exit
from api.today import today
from catalog.background import give_way

if TYPE_CHECKING:
    from catalog.refresh import FactChange


def refresh(
    full: Annotated[bool, typer.Option(help="Read every listing again, changed or not.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Do it all, report what would change, keep nothing of it.")] = False,
    diff: Annotated[
        Path | None, typer.Option(help="Write every fact that reads differently to this file, as JSON Lines.")
    ] = None,
    defer: queueing.DeferFlag = False,
    as_json: console.JsonFlag = False,
) -> None:
    """Work out facts, producers, products, offers and price history from what was observed.

    Only what changed is done again; running it twice changes nothing. With `--dry-run` the facts that would read
    differently are counted and the first shown before anything is kept; `--diff FILE` writes all of them.
    """
    if defer:
        if dry_run or diff is not None:
            raise typer.BadParameter("a dry run and its differences are shown here.", param_hint="--defer")
        from api.jobs.pieces import REFRESH

        queueing.defer(context.settings(), [REFRESH.given(full=full)], as_json=as_json)
        return
    from catalog.refresh import refresh as run

    give_way()
    engine = context.database(context.settings())
    try:
        with _diff_file(diff) as changed, console.progress("Refreshing the catalog") as step:
            report = run(engine, today=today(), full=full, dry_run=dry_run, progress=step, changed=changed)
    finally:
        engine.dispose()
    if as_json:
        console.emit(report)
        return
    figures = report.model_dump(exclude={"facts_changed", "examples", "matched", "dry_run"})
    title = "Would be refreshed (nothing was kept)" if dry_run else "Refreshed"
    matched = {f"matching: {name}": value for name, value in report.matched.items()}
    console.show(title, {name.replace("_", " "): value for name, value in (figures | matched).items()})
    if report.facts_changed:
        console.show("Listings whose facts read differently", dict(report.facts_changed))
        rows = [[one.url, one.fact, console.difference(one.before, one.after)] for one in report.examples[:20]]
        console.show_rows("For example", ["listing", "fact", "change"], rows)


@contextmanager
def _diff_file(path: Path | None) -> "Iterator[Callable[[FactChange], None] | None]":
    """What writes a change to the file, None without one."""
    if path is None:
        yield None
        return
    try:
        file = path.open("wb")
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.", Exit.ENVIRONMENT) from problem
    with file:

        def write(change: "FactChange") -> None:
            file.write(change.model_dump_json().encode() + b"\n")

        yield write


def pictures(
    limit: Annotated[int | None, typer.Option(min=1, help="Fetch at most this many.")] = None,
    repair: Annotated[bool, typer.Option(help="Fetch those again whose thumbnails are missing on the disk.")] = False,
    defer: queueing.DeferFlag = False,
    as_json: console.JsonFlag = False,
) -> None:
    """Fetch the listings' pictures, judge them, make thumbnails and choose each product's best.

    A picture that was settled is not fetched again for thirty days; nothing is ever removed.
    """
    if defer:
        if limit is not None or repair:
            raise typer.BadParameter("workers fetch whatever is due, in batches of their own.", param_hint="--defer")
        from api.jobs.pieces import IMAGES

        queueing.defer(context.settings(), [IMAGES], as_json=as_json)
        return
    from images.refresh import refresh_pictures

    give_way()
    current = context.settings()
    engine = context.database(current)
    try:
        with console.progress("Fetching and resizing pictures") as step:
            report = refresh_pictures(engine, current, progress=step, limit=limit, repair=repair)
    except OSError as problem:
        raise CommandError(f"Thumbnails cannot be written: {problem.strerror}.", Exit.ENVIRONMENT) from problem
    finally:
        engine.dispose()
    if as_json:
        console.emit(report.to_json())
        return
    figures = report.to_json()
    verdicts = figures.pop("verdicts")
    console.show("Pictures", figures)
    if verdicts:
        console.show("Verdicts", verdicts)

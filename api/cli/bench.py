"""`chophien bench`: the figures the program promises, measured here."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import console
from api.cli.exits import CommandError, Exit


def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Which; none: all of them.")] = None,
    size: Annotated[str, typer.Option(help="`small` for a look (no bars), `full` for the promised sizes.")] = "small",
    write: Annotated[Path | None, typer.Option(help="Markdown file to write the figures to.")] = None,
    as_json: console.JsonFlag = False,
) -> None:
    """Measure import, search, HTTP, crawling, matching and pictures, each as ratios or rates within one run.

    Ends with exit code 1 where a figure at full size does not reach its bar.
    """
    from api.bench import UnknownBench, run, write_markdown

    try:
        with console.progress("Measuring") as step:
            figures = run(names, size=size, progress=step)
    except UnknownBench as problem:
        raise CommandError(str(problem), Exit.USAGE) from problem
    if write is not None:
        write.write_text(write_markdown(figures), encoding="utf-8")
    if as_json:
        console.emit([figure.to_json() for figure in figures])
    else:
        marks = {None: "", True: "✓", False: "✗"}
        rows = [[f.name, f.measured, f.bar, marks[f.ok], f.note] for f in figures]
        console.show_rows("Figures", ["figure", "measured", "bar", "", "note"], rows)
    if any(figure.ok is False for figure in figures):
        raise CommandError("A figure does not reach its bar.", Exit.FAILED)

"""What every command shows: progress on the error stream, and at the end a table for people or JSON for machines."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import orjson
import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

Step = Callable[[int, int | None], None]

JsonFlag = Annotated[bool, typer.Option("--json", help="Write one JSON object for machines instead of tables.")]

# Into a file or a pipe there is no width to fit: room enough that no column is cut.
PIPED_WIDTH = 160


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED_WIDTH
    return console


out, err = _console(stderr=False), _console(stderr=True)


def say(sentence: str) -> None:
    """One line of news, beside the results."""
    err.print(sentence, soft_wrap=True)


def tell(line: str) -> None:
    """One line of the result."""
    out.print(line, soft_wrap=True)


@contextmanager
def progress(label: str) -> Iterator[Step]:
    """A bar on a terminal, elsewhere a line at the start; at the end one line that says how much was done.

    The step takes how much is done and how much there is (None while unknown).
    """
    last: dict[str, int] = {}
    with _bar(label) if err.is_terminal else _opening_line(label) as advance:

        def step(now: int, total: int | None) -> None:
            last.update(done=now)
            advance(now, total)

        yield step
    done = f"{last['done']:,}" if last else "done"
    say(f"[green]✓[/] {label}: {done}" if err.is_terminal else f"{label}: {done}")


@contextmanager
def _opening_line(label: str) -> Iterator[Step]:
    say(f"{label} ...")
    yield lambda _now, _total: None


@contextmanager
def _bar(label: str) -> Iterator[Step]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda now, total: bar.update(task, completed=now, total=total)


def show(title: str, rows: Mapping[str, object]) -> None:
    """The summary a long command ends with: one line a figure."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column(style="dim")
    table.add_column(justify="left")
    for name, value in rows.items():
        table.add_row(name, _cell(value))
    out.print(f"[bold]{plain(title)}[/]", table, sep="\n")


def show_rows(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table with a header; numbers stand on the right."""
    table = Table(box=box.SIMPLE_HEAD)
    for index, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    out.print(f"[bold]{plain(title)}[/]", table, sep="\n")


def emit(data: object) -> None:
    """One JSON value on one line of the output stream."""
    sys.stdout.buffer.write(orjson.dumps(data, default=_plain, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def said(value: object) -> object:
    """A fact on one line, without its empty parts: `500 / g`, `lao-cai / bat-xat`."""
    if isinstance(value, dict):
        return " / ".join(str(said(part)) for part in value.values() if part is not None) or None
    return value


def difference(before: object, after: object, name: str = "") -> str:
    """What differs between two facts, part by part: `stars: 5 → 4`."""
    if isinstance(before, dict) and isinstance(after, dict):
        parts = [difference(before.get(key), after.get(key), key) for key in after if before.get(key) != after.get(key)]
        return "\n".join(parts)
    shown = " → ".join("–" if value is None else str(said(value) or "–") for value in (before, after))
    return f"{name}: {shown}" if name else shown


def _plain(value: object) -> Any:
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        return dump(mode="json")
    return str(value)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return plain(str(value))


def plain(text: str) -> str:
    """Text others wrote, made harmless: its square brackets are no markup, its control characters no commands."""
    return escape("".join(c for c in text if c.isprintable() or c == "\n"))

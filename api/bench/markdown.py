"""Figures as the page docs/figures.md."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime

from api.bench.figure import Figure

_PASSED = {True: "yes", False: "**no**", None: ""}


def write_markdown(figures: Sequence[Figure], *, measured: datetime | None = None) -> str:
    """A page with a table of the figures, the machine and the day they were measured."""
    day = (measured or datetime.now(UTC)).date().isoformat()
    lines = [
        "# Figures",
        "",
        f"Written by `chophien bench --write docs/figures.md` on {day}: {_machine()}. One run.",
        "",
        "| figure | measured | bar | held | note |",
        "|---|---:|---:|---|---|",
        *(_row(figure) for figure in figures),
    ]
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> str:
    cells = (figure.name, figure.measured, figure.bar, _PASSED[figure.ok], figure.note)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"

"""`chophien import certificates`: the lists of recognised products that provinces publish."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from api.today import today

if TYPE_CHECKING:
    from catalog.certificates.reading import DecisionList, Problem
    from catalog.facts import Decision

SHOWN_PROBLEMS = 20


def import_certificates(file: Path, *, decision: str | None, source_url: str | None, as_json: bool) -> None:
    """Read a decision list into the catalog and say which rows are no certificates, and why."""
    from catalog.certificate_store import save_certificates
    from catalog.certificates import UnreadableList
    from catalog.certificates.reading import read_decisions

    given = _decision(decision)
    try:
        found = read_decisions(file, decision=given, source_url=source_url, today=today())
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.", Exit.INPUT) from problem
    except UnreadableList as problem:
        raise CommandError(f"{file}: {problem}.", Exit.INPUT) from problem
    engine = context.database(context.settings())
    report = save_certificates(engine, found.certificates)
    engine.dispose()
    figures = report.model_dump() | _counted(found)
    problems = [vars(problem) for problem in found.problems]
    if as_json:
        console.emit(figures | {"problems": problems, "notes": [vars(note) for note in found.notes]})
    else:
        console.show("Certificates", figures)
        _show(found.problems)
        _show(found.notes, "kept, but ")
    if problems:
        raise CommandError(f"{len(problems):,} rows are no certificates and were left out.", Exit.PARTIAL)


def _decision(words: str | None) -> "Decision | None":
    from catalog.normalise.decision import find_decision

    if words is None:
        return None
    found = find_decision(words)
    if found is None:
        raise typer.BadParameter(
            f"{words!r} names no decision; write it as in `858/QĐ-UBND ngày 19/6/2025 của UBND tỉnh Đắk Nông`.",
            param_hint="--decision",
        )
    return found[0]


def _counted(found: "DecisionList") -> dict[str, int]:
    """How many rows prove a star, and how many do not and why."""
    levels = Counter("revocations" if row.revoked_on else _LEVELS[row.level] for row in found.certificates)
    return {name: levels[name] for name in dict.fromkeys((*_LEVELS.values(), "revocations"))}


_LEVELS = {"A": "with a decision", "B1": "without a decision", "B2": "only proposed", "R": "revocations"}


def _show(problems: "list[Problem]", kept: str = "") -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        console.say(console.plain(f"{problem.sheet}, row {problem.row}: {kept}{problem.reason}"))
    if len(problems) > SHOWN_PROBLEMS:
        console.say(f"… and {len(problems) - SHOWN_PROBLEMS:,} more; --json names them all.")
